using System.Buffers.Binary;
using System.Text;

namespace SkyButler.Parquet.Arrow;

/// <summary>A table of a FlatBuffer: its slots are found by offsets before it, and what they hold by offsets behind it.</summary>
internal readonly struct FlatTable
{
    private const int VtableHead = 4;
    private readonly ReadOnlyMemory<byte> buffer;
    private readonly int position;

    private FlatTable(ReadOnlyMemory<byte> buffer, int position) => (this.buffer, this.position) = (buffer, position);

    /// <summary>The table in which everything else is.</summary>
    public static FlatTable Root(ReadOnlyMemory<byte> buffer) => new(buffer, BinaryPrimitives.ReadInt32LittleEndian(buffer.Span));

    /// <summary>A byte; 0 where it is left out.</summary>
    public byte Byte(int slot) => Slot(slot) is var at && at > 0 ? buffer.Span[at] : (byte)0;

    /// <summary>A number of four bytes; 0 where it is left out.</summary>
    public int Number(int slot) => Slot(slot) is var at && at > 0 ? ReadInt32(at) : 0;

    /// <summary>A text; null where it is left out.</summary>
    public string? Text(int slot)
    {
        if (Follow(slot) is not { } at)
            return null;
        return Encoding.UTF8.GetString(buffer.Span.Slice(at + sizeof(int), ReadInt32(at)));
    }

    /// <summary>A table inside; null where it is left out.</summary>
    public FlatTable? Table(int slot) => Follow(slot) is { } at ? new FlatTable(buffer, at) : null;

    /// <summary>How many tables a list has; 0 where it is left out.</summary>
    public int VectorLength(int slot)
    {
        if (Follow(slot) is not { } at)
            return 0;
        var count = ReadInt32(at);
        return count >= 0 && count <= buffer.Length / sizeof(int) ? count : throw new FormatException("a list is longer than its buffer");
    }

    /// <summary>A table of a list.</summary>
    public FlatTable VectorTable(int slot, int index)
    {
        var at = Follow(slot)!.Value + sizeof(int) + (index * sizeof(int));
        return new(buffer, checked(at + ReadInt32(at)));
    }

    private int? Follow(int slot) => Slot(slot) is var at && at > 0 ? checked(at + ReadInt32(at)) : null;

    private int Slot(int slot)
    {
        var vtable = checked(position - ReadInt32(position));
        var entry = VtableHead + (slot * sizeof(ushort));
        if (entry + sizeof(ushort) > ReadUInt16(vtable))
            return 0;
        var offset = ReadUInt16(vtable + entry);
        return offset == 0 ? 0 : position + offset;
    }

    private int ReadInt32(int at) => BinaryPrimitives.ReadInt32LittleEndian(buffer.Span[at..]);

    private int ReadUInt16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(buffer.Span[at..]);
}
