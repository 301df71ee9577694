using System.Collections.Concurrent;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;
using SkyButler.Geometry;

namespace SkyButler.Conformance.Queries;

/// <summary>Pixels that overlap regions, found by comparing every pixel that is not far away.</summary>
internal static class PixelPairs
{
    // Pixels of this level are left out whole where they are farther than any of their size could reach.
    private const int CoarseLevel = 5;
    private const double Reach = 0.05;

    private static readonly ConcurrentDictionary<string, (ulong, UnitVector3)[]> AllCenters = new();

    /// <summary>Data IDs of the pairs as text, in the order of given dimensions.</summary>
    public static List<string> Keys(IEnumerable<DimensionRecord> records, DimensionElement pixel, IReadOnlyList<string> dimensions)
    {
        var keys = new List<string>();
        var known = new Dictionary<ulong, List<(ulong Index, Region Region)>>();
        foreach (var record in records.Where(r => r.Region is not null))
            foreach (var (index, region) in Near(pixel, record.Region!.BoundingCircle(), known))
                if (region.Overlaps(record.Region) != false)
                    keys.Add(string.Join(",", dimensions.Select(d => d == pixel.Name ? (long)index : record.DataId[d])));
        return keys;
    }

    private static IEnumerable<(ulong Index, Region Region)> Near(DimensionElement pixel, Circle bound, Dictionary<ulong, List<(ulong Index, Region Region)>> known)
    {
        var coarse = pixel.SkyPixSystem!.Pixelization(CoarseLevel);
        var fine = pixel.SkyPixSystem.Pixelization(pixel.SkyPixLevel);
        var parts = 1UL << (2 * (pixel.SkyPixLevel - CoarseLevel));
        foreach (var (parent, center) in Centers(coarse))
        {
            if (center.AngleTo(bound.Center) > bound.OpeningAngle + Reach)
                continue;
            if (!known.TryGetValue(parent, out var list))
                known[parent] = list = [.. RangeSet.Of(parent * parts, (parent + 1) * parts).Values.Select(i => (i, fine.Pixel(i)))];
            foreach (var part in list)
                yield return part;
        }
    }

    private static IEnumerable<(ulong Index, UnitVector3 Center)> Centers(Pixelization coarse) =>
        AllCenters.GetOrAdd(coarse.Name, _ => [.. coarse.Universe.Values.Select(i => (i, coarse.Pixel(i).BoundingCircle().Center))]);
}
