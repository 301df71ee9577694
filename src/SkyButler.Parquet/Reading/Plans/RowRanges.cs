namespace SkyButler.Parquet.Reading.Plans;

/// <summary>Sets of rows as ranges in order, none touching another.</summary>
internal static class RowRanges
{
    /// <summary>Ranges in order of their beginnings, joined where they touch.</summary>
    public static IReadOnlyList<RowRange> Merge(IEnumerable<RowRange> ranges)
    {
        var merged = new List<RowRange>();
        foreach (var range in ranges.OrderBy(r => r.First))
        {
            if (merged.Count > 0 && range.First <= merged[^1].End)
                merged[^1] = new(merged[^1].First, Math.Max(merged[^1].End, range.End) - merged[^1].First);
            else if (range.Count > 0)
                merged.Add(range);
        }

        return merged;
    }

    public static IReadOnlyList<RowRange> Intersect(IReadOnlyList<RowRange> a, IReadOnlyList<RowRange> b)
    {
        var common = new List<RowRange>();
        for (int i = 0, j = 0; i < a.Count && j < b.Count;)
        {
            var (first, end) = (Math.Max(a[i].First, b[j].First), Math.Min(a[i].End, b[j].End));
            if (first < end)
                common.Add(new(first, end - first));
            if (a[i].End < b[j].End)
                i++;
            else
                j++;
        }

        return common;
    }
}
