using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Collections;

namespace SkyButler.Registry.Datasets.Search;

/// <summary>Finds the first dataset with a data ID in collections searched in order.</summary>
internal sealed class DatasetFinder(RegistryContext context, DatasetTypeStorage types, CollectionStorage collections)
{
    private const int Chunk = 5000;
    private readonly RowsByDimension rows = new(context);

    public async Task<IReadOnlyList<DatasetRef?>> FindAsync(
        DatasetType type, IReadOnlyList<DataCoordinate> dataIds, IReadOnlyList<string> names, IReadOnlyList<Timespan?>? timespans, CancellationToken cancellationToken)
    {
        if (timespans is not null && timespans.Count != dataIds.Count)
            throw new ArgumentException("There must be as many timespans as data IDs.", nameof(timespans));
        var tables = await types.TablesAsync(type, cancellationToken).ConfigureAwait(false);
        var searched = await collections.FlattenAsync(names, tables.Id, cancellationToken).ConfigureAwait(false);
        var found = new DatasetRef?[dataIds.Count];
        if (searched.Count == 0)
            return found;
        for (var start = 0; start < dataIds.Count; start += Chunk)
        {
            var search = new DatasetSearch(context, tables, searched, rows);
            var end = Math.Min(start + Chunk, dataIds.Count);
            for (var i = start; i < end; i++)
                search.Add(dataIds[i].Subset(tables.Type.Dimensions), timespans?[i]);
            var results = await search.RunAsync(cancellationToken).ConfigureAwait(false);
            for (var i = start; i < end; i++)
                if (results[i - start] is { } result)
                    found[i] = new DatasetRef(type, dataIds[i].Subset(tables.Type.Dimensions), result.Run, result.Id);
        }

        return found;
    }

    /// <summary>All that collections (no chains) have for a data ID, at any time; ranks are places in the list of collections.</summary>
    public async Task<IReadOnlyList<DatasetMatch>> CandidatesAsync(
        DatasetType type, DataCoordinate dataId, IReadOnlyList<CollectionRecord> searched, CancellationToken cancellationToken)
    {
        if (searched.Count == 0)
            return [];
        var tables = await types.TablesAsync(type, cancellationToken).ConfigureAwait(false);
        var search = new DatasetSearch(context, tables, searched, rows);
        search.Add(dataId.Subset(tables.Type.Dimensions), Timespan.Unbounded);
        return (await search.CandidatesAsync(cancellationToken).ConfigureAwait(false))[0];
    }
}
