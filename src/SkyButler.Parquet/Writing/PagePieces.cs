using SkyButler.Parquet.Columns;

namespace SkyButler.Parquet.Writing;

/// <summary>How many rows to put into a page at once, so that it doesn't become much larger than it may.</summary>
internal static class PagePieces
{
    /// <summary>How many entries a page has at most, with the elements of lists.</summary>
    public const int MostEntries = 1 << 18;

    private const int OfStructs = 4096;

    /// <summary>At least one row, at most so many, and of no more than so many bytes.</summary>
    public static int Rows(ParquetColumn column, int start, int most, long bytes) => Math.Clamp(column switch
    {
        BinaryColumn binary => Within(binary.Offsets.Span, start, most, bytes),
        ListColumn list => list.Elements switch
        {
            BinaryColumn elements => WithinBytes(list.Offsets.Span, elements.Offsets.Span, start, most, bytes),
            _ => Within(list.Offsets.Span, start, most, Math.Max(1, bytes / sizeof(long))),
        },
        StructColumn parts => Math.Min(OfStructs, parts.Children.Min(c => Rows(c, start, most, bytes))),
        FixedBinaryColumn wide => (int)Math.Min(most, bytes / wide.Width),
        _ => (int)Math.Min(most, bytes / sizeof(long)),
    }, 1, most);

    private static int Within(ReadOnlySpan<int> offsets, int start, int most, long limit)
    {
        var found = offsets.Slice(start, most + 1).BinarySearch((int)Math.Min(int.MaxValue, offsets[start] + Math.Max(0, limit)));
        return found >= 0 ? found : ~found - 1;
    }

    private static int WithinBytes(ReadOnlySpan<int> lists, ReadOnlySpan<int> values, int start, int most, long limit)
    {
        var rows = 0;
        while (rows < most && values[lists[start + rows + 1]] - values[lists[start]] <= limit)
            rows++;
        return rows;
    }
}
