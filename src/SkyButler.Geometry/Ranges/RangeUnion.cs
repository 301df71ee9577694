namespace SkyButler.Geometry.Ranges;

/// <summary>Joins any number of ranges at the cost of sorting them once.</summary>
internal static class RangeUnion
{
    public static RangeSet Of(IEnumerable<(ulong Begin, ulong End)> ranges)
    {
        // Last integers instead of ends, so that the largest needs no special case.
        var sorted = new List<(ulong First, ulong Last)>();
        foreach (var (begin, end) in ranges)
        {
            var last = unchecked(end - 1);
            if (begin == end)
                return RangeSet.Full;
            if (begin <= last)
                sorted.Add((begin, last));
            else
                sorted.AddRange([(0, last), (begin, ulong.MaxValue)]);
        }
        sorted.Sort();
        var builder = new RangeBuilder();
        foreach (var (first, last) in sorted)
            builder.Add(first, last);
        return builder.ToSet();
    }
}
