using System.Buffers.Binary;
using System.Text;

namespace SkyButler.Parquet.Arrow;

/// <summary>Makes a FlatBuffer from its end to its beginning, so that what a table refers to is there before the table. Places are counted from the end.</summary>
internal sealed class FlatBuilder
{
    private const int Word = sizeof(int);
    private byte[] bytes = new byte[1024];
    private int length;
    private int widest = Word;

    /// <summary>A slot of a table.</summary>
    /// <param name="Width">1, 2, 4 or 8 bytes.</param>
    /// <param name="Value">The number; of a place, where it is.</param>
    /// <param name="IsPlace">Whether it refers to something.</param>
    public readonly record struct Slot(int Width, long Value, bool IsPlace);

    /// <summary>A slot with a number.</summary>
    public static Slot Of(int width, long value) => new(width, value, false);

    /// <summary>A slot that refers to something.</summary>
    public static Slot To(int place) => new(Word, place, true);

    /// <summary>Puts a text; gives its place.</summary>
    public int Text(string text)
    {
        var encoded = Encoding.UTF8.GetBytes(text);
        Align(Word, encoded.Length + 1);
        Room(encoded.Length + 1).Clear();
        encoded.CopyTo(bytes.AsSpan(bytes.Length - length));
        Number(Word, encoded.Length);
        return length;
    }

    /// <summary>Puts a list of what lies at some places; gives its place.</summary>
    public int List(IReadOnlyList<int> places)
    {
        Align(Word, places.Count * Word);
        for (var i = places.Count - 1; i >= 0; i--)
            Reference(places[i]);
        Number(Word, places.Count);
        return length;
    }

    /// <summary>Puts a table; gives its place. Slots that are null are left out.</summary>
    public int Table(params ReadOnlySpan<Slot?> slots)
    {
        var end = length;
        var places = new int[slots.Length];
        for (var i = slots.Length - 1; i >= 0; i--)
        {
            if (slots[i] is not { } slot)
                continue;
            Align(slot.Width, 0);
            if (slot.IsPlace)
                Reference((int)slot.Value);
            else
                Number(slot.Width, slot.Value);
            places[i] = length;
        }

        Align(Word, 0);
        Number(Word, 0);
        var table = length;
        var size = (2 + slots.Length) * sizeof(ushort);
        for (var i = slots.Length - 1; i >= 0; i--)
            Number(sizeof(ushort), places[i] == 0 ? 0 : table - places[i]);
        Number(sizeof(ushort), table - end);
        Number(sizeof(ushort), size);
        // A table begins with how far before it its directory is.
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(bytes.Length - table), length - table);
        return table;
    }

    /// <summary>The buffer, whose outermost table is this one. Its length is a multiple of eight.</summary>
    public byte[] Finish(int root)
    {
        Align(Math.Max(widest, 2 * Word), Word);
        Reference(root);
        return bytes[^length..];
    }

    private void Reference(int place)
    {
        Align(Word, 0);
        Number(Word, length + Word - place);
    }

    private void Number(int width, long value)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, value);
        number[..width].CopyTo(Room(width));
    }

    // So that what comes next, after some more bytes, lies at a multiple of its width from the end, and so from the beginning.
    private void Align(int width, int more)
    {
        widest = Math.Max(widest, width);
        var over = (length + more) % width;
        if (over > 0)
            Room(width - over).Clear();
    }

    private Span<byte> Room(int count)
    {
        while (bytes.Length - length < count)
        {
            var larger = new byte[bytes.Length * 2];
            bytes.AsSpan(bytes.Length - length).CopyTo(larger.AsSpan(larger.Length - length));
            bytes = larger;
        }

        length += count;
        return bytes.AsSpan(bytes.Length - length, count);
    }
}
