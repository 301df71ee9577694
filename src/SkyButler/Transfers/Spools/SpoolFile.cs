using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using SkyButler.Resources.Durability;

namespace SkyButler.Transfers.Spools;

/// <summary>A temporary file of entries, each led by the lengths of its key and its content; it goes when it is closed.</summary>
internal sealed class SpoolFile : IAsyncDisposable
{
    private const int BufferSize = 1 << 16;
    private const int HeadSize = 8;

    private readonly FileStream file = TemporaryFile.Open(bufferSize: 0);
    private long end;

    /// <summary>Writes entries at the end; returns where they lie.</summary>
    public async Task<(long Begin, long End)> AppendAsync(IReadOnlyList<SpoolEntry> entries, CancellationToken cancellationToken)
    {
        var begin = end;
        var buffer = new MemoryStream(BufferSize);
        var head = new byte[HeadSize];
        foreach (var (key, content) in entries)
        {
            var text = Encoding.Unicode.GetBytes(key);
            BinaryPrimitives.WriteInt32LittleEndian(head, text.Length);
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), content.Length);
            buffer.Write(head);
            buffer.Write(text);
            buffer.Write(content);
            if (buffer.Length >= BufferSize)
                await FlushAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        await FlushAsync(buffer, cancellationToken).ConfigureAwait(false);
        return (begin, end);
    }

    /// <summary>The entries of a piece; several pieces may be read at a time.</summary>
    public async IAsyncEnumerable<SpoolEntry> ReadAsync(long begin, long until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        var (filled, position) = (0, 0);
        while (begin < until || position < filled)
        {
            if (filled - position < HeadSize || filled - position < HeadSize + Length(buffer, position))
            {
                var needed = filled - position < HeadSize ? HeadSize : HeadSize + Length(buffer, position);
                var grown = needed > buffer.Length ? new byte[needed * 2] : buffer;
                buffer.AsSpan(position, filled - position).CopyTo(grown);
                (buffer, filled, position) = (grown, filled - position, 0);
                var wanted = (int)Math.Min(buffer.Length - filled, until - begin);
                var count = await RandomAccess.ReadAsync(file.SafeFileHandle, buffer.AsMemory(filled, wanted), begin, cancellationToken).ConfigureAwait(false);
                if (count == 0)
                    throw new EndOfStreamException("A temporary file is shorter than what was written to it.");
                (begin, filled) = (begin + count, filled + count);
                continue;
            }

            var key = BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(position));
            var content = BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(position + 4));
            var at = position + HeadSize;
            position = at + key + content;
            yield return new(Encoding.Unicode.GetString(buffer, at, key), buffer.AsSpan(at + key, content).ToArray());
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => file.DisposeAsync();

    private static int Length(byte[] buffer, int position) =>
        BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(position)) + BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(position + 4));

    private async Task FlushAsync(MemoryStream buffer, CancellationToken cancellationToken)
    {
        await RandomAccess.WriteAsync(file.SafeFileHandle, buffer.GetBuffer().AsMemory(0, (int)buffer.Length), end, cancellationToken).ConfigureAwait(false);
        end += buffer.Length;
        buffer.SetLength(0);
    }
}
