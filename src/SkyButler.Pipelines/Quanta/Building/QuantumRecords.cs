using SkyButler.Dimensions.DataIds;
using SkyButler.Geometry;

namespace SkyButler.Pipelines.Quanta.Building;

/// <summary>Data IDs of quanta with dimension records, and what these say of sky and time.</summary>
internal static class QuantumRecords
{
    private const int BatchSize = 5_000;

    /// <summary>Data IDs with records, fetched in batches.</summary>
    public static async Task<IReadOnlyList<DataCoordinate>> ExpandAsync(Butler butler, IReadOnlyList<DataCoordinate> dataIds, CancellationToken cancellationToken)
    {
        var expanded = new List<DataCoordinate>(dataIds.Count);
        foreach (var batch in dataIds.Chunk(BatchSize))
            expanded.AddRange(await butler.Registry.Records.ExpandAsync(batch, cancellationToken).ConfigureAwait(false));
        return expanded;
    }

    /// <summary>
    /// The regions that a data ID covers: one for each spatial family, the best that its dimensions have. Null where a record has no region.
    /// </summary>
    public static IReadOnlyList<Region>? Regions(DataCoordinate dataId)
    {
        var regions = new List<Region>();
        foreach (var family in dataId.Dimensions.SpatialFamilies)
        {
            if (family.Best(dataId.Dimensions) is not { } best)
                continue;
            if (dataId.Records?.GetValueOrDefault(best.Name)?.Region is not { } region)
                return null;
            regions.Add(region);
        }

        return regions;
    }
}
