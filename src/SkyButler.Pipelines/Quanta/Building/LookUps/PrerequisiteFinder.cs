using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Pipelines.Connections;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta.Building.Skeletons;

namespace SkyButler.Pipelines.Quanta.Building.LookUps;

/// <summary>Looks up prerequisites for all quanta of a task at a time.</summary>
internal sealed class PrerequisiteFinder(Butler butler, DatasetLookup lookup, PipelineGraph pipeline, IReadOnlyList<string> collections)
{
    /// <summary>The prerequisites of one connection for the quanta that are still in the graph.</summary>
    public async Task<PrerequisiteRows> FindAsync(TaskSkeleton task, TaskEdge edge, CancellationToken cancellationToken)
    {
        var rows = new PrerequisiteRows(edge, task.Count);
        var type = pipeline.TypeOf(edge);
        var quanta = task.Alive().ToList();
        if (!type.IsRegistered || quanta.Count == 0)
            return rows;
        var prerequisite = (PrerequisiteInput)edge.Connection;
        var dimensions = task.Branch.Table.Dimensions;
        var connections = task.Task.Connections;
        var isTimed = type.Type.IsCalibration && (dimensions.TemporalFamilies.Count > 0 || connections.TemporalBounds.Count > 0);
        var isSubset = type.Type.Dimensions.Required.All(d => dimensions.Contains(d.Name));
        IReadOnlyList<DataCoordinate> dataIds = [.. quanta.Select(task.Branch.Table.DataId)];
        if (prerequisite.Lookup is not null || isTimed || !isSubset)
            dataIds = await QuantumRecords.ExpandAsync(butler, dataIds, cancellationToken).ConfigureAwait(false);
        if (prerequisite.Lookup is { } own)
        {
            for (var i = 0; i < quanta.Count; i++)
                rows[quanta[i]] = Sorted(await own(type.Type, butler, dataIds[i], collections, cancellationToken).ConfigureAwait(false));
            return rows;
        }

        var places = isSubset ? null : await ConnectionBounds.MakeAsync(butler, task, connections.SpatialBounds, cancellationToken).ConfigureAwait(false);
        var wanted = places is null
            ? [.. dataIds.Select(d => (IReadOnlyList<DataCoordinate>)[d.Subset(type.Type.Dimensions).WithoutRecords()])]
            : await CandidatesAsync(
                type.Type, dataIds, connections.SpatialBounds.Count > 0, i => places.Places(quanta[i], dataIds[i]), cancellationToken).ConfigureAwait(false);
        var hulls = isTimed ? await ConnectionBounds.MakeAsync(butler, task, connections.TemporalBounds, cancellationToken).ConfigureAwait(false) : null;
        var times = hulls is null ? null : quanta.Select((q, i) => hulls.Time(q, dataIds[i])).ToList();
        await FillAsync(rows, type.Type, quanta, wanted, times, cancellationToken).ConfigureAwait(false);
        return rows;
    }

    // One look-up for each distinct pair of data ID and time, however many quanta ask for it.
    private async Task FillAsync(
        PrerequisiteRows rows, DatasetType type, IReadOnlyList<int> quanta, IReadOnlyList<IReadOnlyList<DataCoordinate>> wanted, IReadOnlyList<Timespan?>? times,
        CancellationToken cancellationToken)
    {
        var places = new Dictionary<(DataCoordinate, Timespan?), int>();
        for (var i = 0; i < quanta.Count; i++)
            foreach (var dataId in wanted[i])
                places.TryAdd((dataId, times?[i]), places.Count);
        var asked = places.Keys.ToList();
        IReadOnlyList<Timespan?>? spans = times is null ? null : [.. asked.Select(a => a.Item2)];
        var found = await lookup.FindAsync(type, [.. asked.Select(a => a.Item1)], spans, collections, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < quanta.Count; i++)
            rows[quanta[i]] = Sorted(wanted[i].Select(d => found[places[(d, times?[i])]]).OfType<DatasetRef>());
    }

    // The dataset has dimensions that the quantum lacks: all its data IDs that agree with the quantum, and meet it on the sky, are looked up.
    private async Task<IReadOnlyList<IReadOnlyList<DataCoordinate>>> CandidatesAsync(
        DatasetType type, IReadOnlyList<DataCoordinate> quanta, bool hasBounds, Func<int, IReadOnlyList<IReadOnlyList<Region>>> places, CancellationToken cancellationToken)
    {
        var known = new HashSet<DataCoordinate>();
        var query = new Queries.DatasetQuery { DatasetType = type.Name, Collections = collections };
        await foreach (var dataset in butler.Queries.DatasetsAsync(query, cancellationToken).ConfigureAwait(false))
            known.Add(dataset.DataId);
        var sky = await SkyMatch.MakeAsync(butler, type.Dimensions, quanta[0].Dimensions, hasBounds, known, cancellationToken).ConfigureAwait(false);
        var shared = type.Dimensions.Required.Where(d => quanta[0].Dimensions.Contains(d.Name)).Select(d => d.Name).ToList();
        var byShared = known.ToLookup(d => Key(d, shared), StringComparer.Ordinal);
        return [.. quanta.Select((q, i) => sky.Filter(() => places(i), byShared[Key(q, shared)]))];
    }

    private static string Key(DataCoordinate dataId, IReadOnlyList<string> names) => string.Join('\u001f', names.Select(n => dataId[n].ToString()));

    private static IReadOnlyList<DatasetRef> Sorted(IEnumerable<DatasetRef> datasets) => [.. datasets.OrderBy(d => d.DataId)];
}
