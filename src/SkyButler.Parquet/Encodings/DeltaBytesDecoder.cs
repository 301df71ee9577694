using SkyButler.Parquet.Reading.Entries;


namespace SkyButler.Parquet.Encodings;

/// <summary>
/// Values of bytes whose lengths are packed differences (the encodings DELTA_LENGTH_BYTE_ARRAY and DELTA_BYTE_ARRAY; in the second each
/// value begins with some of the bytes of the one before).
/// </summary>
internal sealed class DeltaBytesDecoder
{
    private readonly byte[] buffer;
    private readonly int end;
    private readonly int[]? prefixes;
    private readonly int[] lengths;
    private int index;
    private int next;
    private byte[] previous = [];
    private int previousLength;

    private DeltaBytesDecoder(byte[] buffer, int end, int[]? prefixes, int[] lengths, int next) =>
        (this.buffer, this.end, this.prefixes, this.lengths, this.next) = (buffer, end, prefixes, lengths, next);

    public static DeltaBytesDecoder WithLengths(byte[] buffer, int start, int end, int most, MemoryBudget budget)
    {
        var lengths = Lengths(buffer, ref start, end, most, budget);
        return new(buffer, end, null, lengths, start);
    }

    public static DeltaBytesDecoder WithPrefixes(byte[] buffer, int start, int end, int most, MemoryBudget budget)
    {
        var prefixes = Lengths(buffer, ref start, end, most, budget);
        var lengths = Lengths(buffer, ref start, end, most, budget);
        if (prefixes.Length != lengths.Length)
            throw new ParquetFormatException($"a page has {prefixes.Length} lengths of what values share, but {lengths.Length} of what they don't");
        return new(buffer, end, prefixes, lengths, start);
    }

    /// <summary>The next value, to be used before the one after it is asked for.</summary>
    public ReadOnlySpan<byte> Next()
    {
        if (index >= lengths.Length)
            throw new ParquetFormatException($"a page ends after {lengths.Length} values, although more belong to it");
        var length = lengths[index];
        if (length > end - next)
            throw new ParquetFormatException($"a value is to have {length} bytes where {end - next} are left");
        var own = buffer.AsSpan(next, length);
        next += length;
        if (prefixes is null)
        {
            index++;
            return own;
        }

        var shared = prefixes[index++];
        if (shared > previousLength)
            throw new ParquetFormatException($"a value is to share {shared} bytes with one of {previousLength}");
        var total = checked(shared + length);
        if (total > previous.Length)
            Array.Resize(ref previous, Math.Max(total, Math.Min(previous.Length * 2, Array.MaxLength)));
        own.CopyTo(previous.AsSpan(shared));
        previousLength = total;
        return previous.AsSpan(0, total);
    }

    private static int[] Lengths(byte[] buffer, ref int start, int end, int most, MemoryBudget budget)
    {
        var decoder = new DeltaDecoder(buffer, start, end);
        if (decoder.Count > most)
            throw new ParquetFormatException($"a page of at most {most} values has {decoder.Count} lengths");
        budget.Take(decoder.Count * sizeof(int));
        var lengths = new int[decoder.Count];
        Span<long> some = stackalloc long[256];
        for (var i = 0; i < lengths.Length; i += some.Length)
        {
            some = some[..Math.Min(some.Length, lengths.Length - i)];
            decoder.Decode(some);
            for (var j = 0; j < some.Length; j++)
                lengths[i + j] = some[j] is >= 0 and <= int.MaxValue ? (int)some[j] : throw new ParquetFormatException($"a value is to have {some[j]} bytes");
        }

        start = decoder.End;
        budget.Take(-decoder.Count * sizeof(int));
        return lengths;
    }
}
