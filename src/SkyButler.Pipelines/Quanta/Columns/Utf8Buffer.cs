using System.Buffers.Text;
using System.Text;

namespace SkyButler.Pipelines.Quanta.Columns;

/// <summary>Text being put together as bytes: what is written a million times is put in order once, and copied.</summary>
internal sealed class Utf8Buffer
{
    private const int GuidLength = 36;
    private byte[] content = new byte[1 << 12];
    private int length;

    public ReadOnlySpan<byte> Written => content.AsSpan(0, length);

    public int Length => length;

    public void Clear() => length = 0;

    /// <summary>Takes away what was written after a place.</summary>
    public void CutTo(int place) => length = place;

    public void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    public void Append(byte character) => Take(1)[0] = character;

    /// <summary>An identifier in quotes.</summary>
    public void Append(Guid id)
    {
        var target = Take(GuidLength + 2);
        target[0] = target[^1] = (byte)'"';
        Utf8Formatter.TryFormat(id, target[1..], out _);
    }

    /// <summary>A text as it stands.</summary>
    public void Append(string text) => Encoding.UTF8.GetBytes(text, Take(Encoding.UTF8.GetByteCount(text)));

    private Span<byte> Take(int count)
    {
        if ((long)length + count > Array.MaxLength)
            throw new QuantumGraphException("A part of the graph file would be larger than 2 GB: the graph has too many quanta, or too many of them wait for one another; build it in parts (-d).");
        if (length + count > content.Length)
            Array.Resize(ref content, (int)Math.Min(Array.MaxLength, Math.Max((long)length + count, 2L * content.Length)));
        length += count;
        return content.AsSpan(length - count, count);
    }
}
