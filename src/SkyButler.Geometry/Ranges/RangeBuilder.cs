namespace SkyButler.Geometry.Ranges;

/// <summary>Collects ranges whose beginnings ascend, joining those that overlap or touch.</summary>
internal sealed class RangeBuilder
{
    private readonly List<(ulong First, ulong Last)> ranges = [];

    /// <summary>Ranges collected so far.</summary>
    public int Count => ranges.Count;

    /// <summary>Adds the integers from the first to the last, both included.</summary>
    public void Add(ulong first, ulong last)
    {
        if (ranges.Count > 0 && (first <= ranges[^1].Last || first - 1 == ranges[^1].Last))
            ranges[^1] = (ranges[^1].First, Math.Max(last, ranges[^1].Last));
        else
            ranges.Add((first, last));
    }

    /// <summary>Begins anew with the ranges of a set.</summary>
    public void Reset(RangeSet set)
    {
        ranges.Clear();
        ranges.AddRange(set.Ranges.Select(range => (range.Begin, unchecked(range.End - 1))));
    }

    public RangeSet ToSet()
    {
        if (ranges.Count == 0)
            return RangeSet.Empty;
        var toTheEnd = ranges[^1].Last == ulong.MaxValue;
        var edges = new ulong[(2 * ranges.Count) - (toTheEnd ? 1 : 0)];
        for (var i = 0; i < edges.Length; i++)
            edges[i] = i % 2 == 0 ? ranges[i / 2].First : ranges[i / 2].Last + 1;
        return new RangeSet(edges);
    }
}
