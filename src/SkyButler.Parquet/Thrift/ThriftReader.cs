using System.Text;

namespace SkyButler.Parquet.Thrift;

/// <summary>
/// Decodes Thrift's compact protocol from bytes that may be anything: lengths are checked against what is left before anything is
/// allocated, and nesting is bounded.
/// </summary>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    private const int DeepestNesting = 32;
    private readonly ReadOnlySpan<byte> bytes = bytes;

    public int Position { get; private set; }

    private readonly int Left => bytes.Length - Position;

    /// <summary>Goes to the next field of a structure; false at its end. <paramref name="id"/> holds the previous field's number, 0 at the start.</summary>
    public bool NextField(ref int id, out ThriftType type)
    {
        var header = ReadByte();
        type = (ThriftType)(header & 15);
        if (type == ThriftType.Stop)
            return false;
        var step = header >> 4;
        id = step == 0 ? (int)ReadZigZag(short.MinValue, short.MaxValue) : id + step;
        return true;
    }

    public int ReadInt32() => (int)ReadZigZag(int.MinValue, int.MaxValue);

    public long ReadInt64() => ReadZigZag(long.MinValue, long.MaxValue);

    /// <summary>A count or a size, which must not be negative.</summary>
    public long ReadSize(string what)
    {
        var value = ReadInt64();
        return value >= 0 ? value : throw new ParquetFormatException($"the {what} is {value}, which is negative");
    }

    /// <summary>A boolean field keeps its value in its type.</summary>
    public static bool ReadBoolean(ThriftType type) => type switch
    {
        ThriftType.True => true,
        ThriftType.False => false,
        _ => throw new ParquetFormatException($"the metadata hold a {type} where a truth value belongs"),
    };

    /// <summary>A boolean of a list is a byte.</summary>
    public bool ReadBooleanElement() => ReadByte() == 1;

    public sbyte ReadInt8() => (sbyte)ReadByte();

    public ReadOnlySpan<byte> ReadBinary()
    {
        var length = ReadVarint();
        if (length > (ulong)Left)
            throw new ParquetFormatException($"the metadata name {length} bytes where {Left} are left");
        var found = bytes.Slice(Position, (int)length);
        Position += (int)length;
        return found;
    }

    public string ReadString() => Encoding.UTF8.GetString(ReadBinary());

    /// <summary>How many elements follow; never more than there are bytes, since none takes less than one.</summary>
    public int ReadListHeader(out ThriftType element)
    {
        var header = ReadByte();
        element = (ThriftType)(header & 15);
        ulong count = (uint)(header >> 4);
        if (count == 15)
            count = ReadVarint();
        return count <= (ulong)Left ? (int)count : throw new ParquetFormatException($"the metadata name {count} elements where {Left} bytes are left");
    }

    /// <summary>The header of a list whose elements must be of one type.</summary>
    public int ReadListOf(ThriftType expected)
    {
        var count = ReadListHeader(out var found);
        var fits = found == expected || (expected == ThriftType.True && found == ThriftType.False);
        return fits || count == 0 ? count : throw new ParquetFormatException($"the metadata hold a list of {found} where one of {expected} belongs");
    }

    /// <summary>Complains about a field of another type than the format says.</summary>
    public static void Expect(ThriftType found, ThriftType expected)
    {
        if (found != expected)
            throw new ParquetFormatException($"the metadata hold a {found} where a {expected} belongs");
    }

    public void Skip(ThriftType type) => Skip(type, 0, inList: false);

    private void Skip(ThriftType type, int depth, bool inList)
    {
        if (depth > DeepestNesting)
            throw new ParquetFormatException($"the metadata are nested more than {DeepestNesting} deep");
        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                if (inList)
                    ReadByte();
                break;
            case ThriftType.Byte:
                ReadByte();
                break;
            case ThriftType.I16 or ThriftType.I32 or ThriftType.I64:
                ReadVarint();
                break;
            case ThriftType.Double:
                SkipBytes(8);
                break;
            case ThriftType.Uuid:
                SkipBytes(16);
                break;
            case ThriftType.Binary:
                ReadBinary();
                break;
            case ThriftType.List or ThriftType.Set:
                var count = ReadListHeader(out var element);
                for (var i = 0; i < count; i++)
                    Skip(element, depth + 1, inList: true);
                break;
            case ThriftType.Map:
                SkipMap(depth);
                break;
            case ThriftType.Struct:
                var id = 0;
                while (NextField(ref id, out var field))
                    Skip(field, depth + 1, inList: false);
                break;
            default:
                throw new ParquetFormatException($"the metadata hold an unknown type {(int)type}");
        }
    }

    private void SkipMap(int depth)
    {
        var count = ReadVarint();
        if (count == 0)
            return;
        if (count > (ulong)Left)
            throw new ParquetFormatException($"the metadata name {count} entries where {Left} bytes are left");
        var types = ReadByte();
        for (ulong i = 0; i < count; i++)
        {
            Skip((ThriftType)(types >> 4), depth + 1, inList: true);
            Skip((ThriftType)(types & 15), depth + 1, inList: true);
        }
    }

    private void SkipBytes(int count)
    {
        if (count > Left)
            throw new ParquetFormatException("the metadata end too early");
        Position += count;
    }

    private byte ReadByte() => Position < bytes.Length ? bytes[Position++] : throw new ParquetFormatException("the metadata end too early");

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = ReadByte();
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
                return value;
        }

        throw new ParquetFormatException("the metadata hold a number of more than ten bytes");
    }

    private long ReadZigZag(long least, long most)
    {
        var raw = ReadVarint();
        var value = (long)(raw >> 1) ^ -(long)(raw & 1);
        return value >= least && value <= most ? value : throw new ParquetFormatException($"the metadata hold {value} where a number from {least} to {most} belongs");
    }
}
