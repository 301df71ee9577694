using System.Runtime.CompilerServices;
using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Pipelines.Quanta.Building.Skeletons;
using SkyButler.Queries.Composition;

namespace SkyButler.Pipelines.Quanta.Building.LookUps;

/// <summary>Finds datasets of many data IDs at a time.</summary>
internal sealed class DatasetLookup(Butler butler)
{
    private const int BatchSize = 20_000;

    // Above this one query costs less than look-ups of each data ID.
    private const int FewestForQuery = 2_000;

    /// <summary>Fills the places of all data IDs for which the collections have a dataset.</summary>
    /// <param name="nodes">The places.</param>
    /// <param name="collections">The collections, in order.</param>
    /// <param name="query">A query that has just these data IDs, by the datasets themselves; null where there is none.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public async Task FillAsync(DatasetNodes nodes, IReadOnlyList<string> collections, Query? query, CancellationToken cancellationToken)
    {
        if (query is not null && nodes.Count >= FewestForQuery && !nodes.Type.Type.IsCalibration)
        {
            await foreach (var dataset in query.Datasets(nodes.Type.Name).WithCancellation(cancellationToken).ConfigureAwait(false))
                if (nodes.Branch.Table.Find(dataset.DataId) is var row and >= 0)
                    nodes.Set(row, dataset.Id, dataset.Run);
            return;
        }

        await foreach (var (row, found) in FindAsync(nodes, collections, cancellationToken).ConfigureAwait(false))
            nodes.Set(row, found.Id, found.Run);
    }

    /// <summary>The rows of all data IDs for which the collections have a dataset, with it; nothing for types that are not registered.</summary>
    public async IAsyncEnumerable<(int Row, DatasetRef Dataset)> FindAsync(
        DatasetNodes nodes, IReadOnlyList<string> collections, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!nodes.Type.IsRegistered || collections.Count == 0)
            yield break;
        for (var start = 0; start < nodes.Count; start += BatchSize)
        {
            var dataIds = Enumerable.Range(start, Math.Min(BatchSize, nodes.Count - start)).Select(nodes.DataId).ToList();
            var found = await butler.Registry.Datasets.FindAsync(nodes.Type.Type, dataIds, collections, null, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < found.Count; i++)
                if (found[i] is { } dataset)
                    yield return (start + i, dataset);
        }
    }

    /// <summary>The first dataset of each data ID, calibrations by time.</summary>
    public async Task<IReadOnlyList<DatasetRef?>> FindAsync(
        DatasetType type, IReadOnlyList<DataCoordinate> dataIds, IReadOnlyList<Timespan?>? timespans, IReadOnlyList<string> collections,
        CancellationToken cancellationToken)
    {
        var all = new List<DatasetRef?>(dataIds.Count);
        for (var start = 0; start < dataIds.Count; start += BatchSize)
        {
            var count = Math.Min(BatchSize, dataIds.Count - start);
            all.AddRange(await butler.Registry.Datasets.FindAsync(
                type, [.. dataIds.Skip(start).Take(count)], collections, timespans is null ? null : [.. timespans.Skip(start).Take(count)],
                cancellationToken).ConfigureAwait(false));
        }

        return all;
    }
}
