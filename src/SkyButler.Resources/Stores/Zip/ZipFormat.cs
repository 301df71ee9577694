using System.Buffers.Binary;

namespace SkyButler.Resources.Stores.Zip;

/// <summary>The records of zip files (APPNOTE 6.3, sections 4.3.7 to 4.3.16), as far as reading needs them.</summary>
internal static class ZipFormat
{
    public const int EndSize = 22;
    public const int LocatorSize = 20;
    public const int LargeEndSize = 56;
    public const int EntrySize = 46;
    public const int HeaderSize = 30;
    public const int LongestComment = 65535;

    private const uint EndMark = 0x06054b50;
    private const uint LocatorMark = 0x07064b50;
    private const uint LargeEndMark = 0x06064b50;
    private const uint EntryMark = 0x02014b50;
    private const uint HeaderMark = 0x04034b50;
    private const ushort LargeField = 1;

    // In the upper half of the outer attributes stand the mode bits of Unix.
    private const int UnixShift = 16;
    private const uint TypeMask = 0xF000;
    private const uint LinkType = 0xA000;

    /// <summary>Where in the last bytes of a file the end record begins; negative where there is none.</summary>
    public static int FindEnd(ReadOnlySpan<byte> tail)
    {
        for (var i = tail.Length - EndSize; i >= 0; i--)
        {
            if (Number32(tail, i) == EndMark && i + EndSize + Number16(tail, i + 20) == tail.Length)
                return i;
        }
        return -1;
    }

    /// <summary>What an end record says; <c>NeedsLarge</c> where a number did not fit.</summary>
    public static (long Count, long Size, long Offset, bool NeedsLarge) End(ReadOnlySpan<byte> end)
    {
        var (count, size, offset) = (Number16(end, 10), Number32(end, 12), Number32(end, 16));
        return (count, size, offset, count == ushort.MaxValue || size == uint.MaxValue || offset == uint.MaxValue);
    }

    /// <summary>Where the large end record is, by the locator before the end record; negative where there is none.</summary>
    public static long LargeEnd(ReadOnlySpan<byte> locator) => Number32(locator, 0) == LocatorMark ? Number64(locator, 8) : -1;

    /// <summary>What a large end record says; null where it is none.</summary>
    public static (long Count, long Size, long Offset)? LargeEndContent(ReadOnlySpan<byte> end) =>
        Number32(end, 0) == LargeEndMark ? (Number64(end, 32), Number64(end, 40), Number64(end, 48)) : null;

    /// <summary>The lengths of the parts that follow an entry's fixed part: name, extra fields, comment; null where it is no entry.</summary>
    public static (int Name, int Extra, int Comment)? EntryLengths(ReadOnlySpan<byte> entry) =>
        Number32(entry, 0) == EntryMark ? (Number16(entry, 28), Number16(entry, 30), Number16(entry, 32)) : null;

    /// <summary>The entry of a directory.</summary>
    public static ZipMember Entry(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> extra)
    {
        long compressed = Number32(entry, 20), size = Number32(entry, 24), header = Number32(entry, 42);
        var large = Field(extra, LargeField);
        // Only the numbers that did not fit are there, in this order.
        if (size == uint.MaxValue)
            size = Next(ref large);
        if (compressed == uint.MaxValue)
            compressed = Next(ref large);
        if (header == uint.MaxValue)
            header = Next(ref large);
        return new(header, compressed, size, Number32(entry, 16), Number16(entry, 10), (Number16(entry, 8) & 1) != 0, (Number32(entry, 38) >> UnixShift & TypeMask) == LinkType);
    }

    /// <summary>How many bytes lie between a member's header and its content; negative where it is no header.</summary>
    public static int HeaderRest(ReadOnlySpan<byte> header) => Number32(header, 0) == HeaderMark ? Number16(header, 26) + Number16(header, 28) : -1;

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> extra, ushort wanted)
    {
        while (extra.Length >= 4)
        {
            var length = Math.Min(Number16(extra, 2), extra.Length - 4);
            if (Number16(extra, 0) == wanted)
                return extra.Slice(4, length);
            extra = extra[(4 + length)..];
        }
        return [];
    }

    private static long Next(ref ReadOnlySpan<byte> numbers)
    {
        if (numbers.Length < 8)
            return -1;
        var number = Number64(numbers, 0);
        numbers = numbers[8..];
        return number;
    }

    private static ushort Number16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint Number32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static long Number64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
