using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Geometry;
using SkyButler.Pipelines.Quanta.Columns;

namespace SkyButler.Pipelines.Quanta.Building.Skeletons;

/// <summary>
/// Makes the branches whose sky pixels no query was asked for: the pixels in the envelopes of regions, of coarser or finer pixels of the
/// same system, and what two such branches have in common.
/// </summary>
internal sealed class SkyPixBranches(Butler butler, BranchSet branches)
{
    private const int BatchSize = 5_000;
    private const int MostPixels = 50_000_000;

    /// <summary>Makes what is missing of some groups.</summary>
    /// <exception cref="QuantumGraphException">There is no way to make one.</exception>
    public async Task FillAsync(IEnumerable<DimensionGroup> groups, CancellationToken cancellationToken)
    {
        var missing = groups.Distinct().Where(g => !branches.Has(g)).OrderBy(g => g.Count).ToList();
        while (missing.Count > 0)
        {
            var made = missing.Find(branches.Has);
            made ??= await TryGenerateAsync(missing, cancellationToken).ConfigureAwait(false);
            made ??= missing.Find(TryJoin);
            if (made is null)
                throw new QuantumGraphException(
                    $"Could not generate data IDs for {string.Join(" and ", missing)}: nothing that has a place on the sky ties these sky pixels to {branches.Root.Table.Dimensions}; "
                    + "name the pixels by a data-ID table, or let an input that has them constrain the graph.");
            missing.Remove(made);
        }
    }

    private async Task<DimensionGroup?> TryGenerateAsync(IReadOnlyList<DimensionGroup> missing, CancellationToken cancellationToken)
    {
        foreach (var group in missing)
        {
            foreach (var pixel in group.SkyPix)
            {
                var source = group.Universe.Conform(group.Names.Where(n => n != pixel.Name));
                if (source.Count == 0 || !branches.Has(source))
                    continue;
                if (source.SkyPix.FirstOrDefault(p => p.SkyPixSystem == pixel.SkyPixSystem) is { } relative)
                {
                    branches.Add(Scaled(branches[source], group, pixel, relative));
                    return group;
                }

                if (source.SpatialFamilies.Count > 0 && await TryEnvelopesAsync(branches[source], group, pixel, cancellationToken).ConfigureAwait(false) is { } table)
                {
                    branches.Add(table);
                    return group;
                }
            }
        }

        return null;
    }

    private async Task<DataIdTable?> TryEnvelopesAsync(Branch source, DimensionGroup group, DimensionElement pixel, CancellationToken cancellationToken)
    {
        var pixelization = pixel.SkyPixSystem!.Pixelization(pixel.SkyPixLevel);
        var table = new DataIdTable(group, source.Table.Space);
        foreach (var batch in source.Order.Chunk(BatchSize))
        {
            foreach (var dataId in await QuantumRecords.ExpandAsync(butler, [.. batch.Select(source.Table.DataId)], cancellationToken).ConfigureAwait(false))
            {
                if (QuantumRecords.Regions(dataId) is not { Count: > 0 } regions)
                    continue;
                Add(table, dataId, pixel, regions.Select(r => pixelization.Envelope(r)).Aggregate((a, b) => a.Intersection(b)));
            }
        }

        return table;
    }

    // Each level divides a pixel in four.
    private static DataIdTable Scaled(Branch source, DimensionGroup group, DimensionElement pixel, DimensionElement relative)
    {
        var table = new DataIdTable(group, source.Table.Space);
        var levels = pixel.SkyPixLevel - relative.SkyPixLevel;
        foreach (var row in source.Order)
        {
            var dataId = source.Table.DataId(row);
            var index = (ulong)dataId[relative.Name].Number;
            Add(table, dataId, pixel, levels >= 0 ? RangeSet.Of(index << (2 * levels), (index + 1) << (2 * levels)) : RangeSet.Of(index >> (-2 * levels), (index >> (-2 * levels)) + 1));
        }

        return table;
    }

    private static void Add(DataIdTable table, DataCoordinate source, DimensionElement pixel, RangeSet pixels)
    {
        if ((ulong)table.Count + pixels.Count > MostPixels)
            throw new QuantumGraphException(
                $"Data IDs of {table.Dimensions} would be more than {MostPixels}, since {source} alone has {pixels.Count} pixels of '{pixel.Name}'; choose a coarser level, or give the graph less data.");
        var keys = table.Dimensions.DataIdKeys;
        var values = new DataIdValue[keys.Count];
        foreach (var index in pixels.Values)
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = keys[i] == pixel.Name ? new DataIdValue((long)index) : source[keys[i]];
            table.Add(new DataCoordinate(table.Dimensions, values));
        }
    }

    // Two branches that have everything between them, by what they share: the pair that shares most.
    private bool TryJoin(DimensionGroup group)
    {
        var parts = branches.All.Where(b => b.Table.Dimensions.IsSubsetOf(group)).ToList();
        var pair = parts.SelectMany(a => parts.Select(b => (A: a, B: b)))
            .Where(p => p.A != p.B && p.A.Table.Dimensions.Union(p.B.Table.Dimensions) == group)
            .OrderByDescending(p => p.A.Table.Dimensions.Intersection(p.B.Table.Dimensions).Count)
            .FirstOrDefault();
        if (pair.A is null)
            return false;
        var shared = pair.A.Table.Dimensions.Intersection(pair.B.Table.Dimensions);
        var table = new DataIdTable(group, pair.A.Table.Space);
        var byShared = pair.B.Order.Select(pair.B.Table.DataId).ToLookup(d => d.Subset(shared));
        var keys = group.DataIdKeys;
        foreach (var left in pair.A.Order.Select(pair.A.Table.DataId))
        {
            foreach (var right in byShared[left.Subset(shared)])
                table.Add(new DataCoordinate(group, [.. keys.Select(k => left.TryGet(k, out var value) ? value : right[k])]));
        }

        branches.Add(table);
        return true;
    }
}
