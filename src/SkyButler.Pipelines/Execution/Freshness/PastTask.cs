using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Columns;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Execution.Freshness;

/// <summary>What quanta of a task did before, by their places: found in bulk, a few questions for each task.</summary>
internal sealed class PastTask
{
    private const int BatchSize = 5_000;
    private readonly Butler butler;
    private readonly TaskQuanta task;
    private readonly IReadOnlyList<string> collections;
    private readonly Dictionary<Guid, List<DatasetUse>> uses = [];
    private readonly Dictionary<Guid, QuantumRecord> attempts = [];
    private readonly Dictionary<Guid, DatasetRef> outputs = [];
    private readonly HashSet<Guid> stored = [];
    private DatasetRef?[] metadata = [];
    private DatasetRef?[] logs = [];

    private PastTask(Butler butler, TaskQuanta task, IReadOnlyList<string> collections)
    {
        this.butler = butler;
        this.task = task;
        this.collections = collections;
    }

    /// <summary>Looks for what quanta left in collections, the first of which counts most.</summary>
    public static async Task<PastTask> FindAsync(Butler butler, TaskQuanta task, IReadOnlyList<string> collections, CancellationToken cancellationToken)
    {
        var past = new PastTask(butler, task, collections);
        past.metadata = await past.FindAsync(task.Task.MetadataName, cancellationToken).ConfigureAwait(false);
        past.logs = await past.FindAsync(task.Task.LogName, cancellationToken).ConfigureAwait(false);
        await past.FindUsesAsync(cancellationToken).ConfigureAwait(false);
        await past.FindOutputsAsync(cancellationToken).ConfigureAwait(false);
        return past;
    }

    /// <summary>The metadata of a quantum; null where none is there.</summary>
    public DatasetRef? Metadata(int place) => metadata[place];

    /// <summary>The log of a quantum; null where none is there.</summary>
    public DatasetRef? Log(int place) => logs[place];

    /// <summary>What a quantum read and made, as it was recorded; null where it was not.</summary>
    public IReadOnlyList<DatasetUse>? Uses(int place) => metadata[place] is { } known ? uses.GetValueOrDefault(known.Id) : null;

    /// <summary>The last attempt of the quantum that made what is there; null where it was not recorded.</summary>
    public QuantumRecord? LastAttempt(int place) => metadata[place] is { } known ? attempts.GetValueOrDefault(known.Id) : null;

    /// <summary>What is there in place of an output that the graph plans, by its identifier; null where nothing is.</summary>
    public DatasetRef? Output(Guid planned) => outputs.GetValueOrDefault(planned);

    /// <summary>Whether the files of a dataset that is there are.</summary>
    public bool IsStored(Guid dataset) => stored.Contains(dataset);

    private async Task<DatasetRef?[]> FindAsync(string name, CancellationToken cancellationToken)
    {
        var found = new DatasetRef?[task.Count];
        if (collections.Count == 0 || await butler.Registry.DatasetTypes.FindAsync(name, cancellationToken).ConfigureAwait(false) is not { } type)
            return found;
        foreach (var places in Enumerable.Range(0, task.Count).Chunk(BatchSize))
            (await butler.Registry.Datasets.FindAsync(type, [.. places.Select(task.DataId)], collections, null, cancellationToken).ConfigureAwait(false)).ToArray().CopyTo(found, places[0]);
        return found;
    }

    // A run that was extended may have had several quanta for one dataset; identifiers are in the order of time.
    private async Task FindUsesAsync(CancellationToken cancellationToken)
    {
        var makers = new Dictionary<Guid, Guid>();
        await foreach (var use in butler.Registry.Provenance.OfDatasetsAsync([.. metadata.OfType<DatasetRef>().Select(m => m.Id)], cancellationToken).ConfigureAwait(false))
            if (use.Role == DatasetRole.Output && (!makers.TryGetValue(use.Dataset, out var other) || string.CompareOrdinal(use.Quantum.ToString(), other.ToString()) > 0))
                makers[use.Dataset] = use.Quantum;
        var made = makers.GroupBy(m => m.Value).ToDictionary(g => g.Key, g => g.First().Key);
        await foreach (var use in butler.Registry.Provenance.OfQuantaAsync([.. made.Keys], cancellationToken).ConfigureAwait(false))
        {
            var key = made[use.Quantum];
            if (!uses.TryGetValue(key, out var list))
                uses.Add(key, list = []);
            list.Add(use);
        }

        // In the order of executions and attempts.
        await foreach (var (attempt, _) in butler.Registry.Provenance.QuantaAsync(new QuantumQuery { Quanta = [.. made.Keys] }, cancellationToken).ConfigureAwait(false))
            attempts[made[attempt.Quantum]] = attempt;
    }

    private async Task FindOutputsAsync(CancellationToken cancellationToken)
    {
        foreach (var connection in task.Connections.Where(c => c.Edge.IsWrite && !TaskNode.IsAutomatic(c.Edge.ConnectionName)))
        {
            if (await butler.Registry.DatasetTypes.FindAsync(connection.Edge.DatasetTypeName, cancellationToken).ConfigureAwait(false) is not { } type)
                continue;
            foreach (var group in Planned(connection).GroupBy(p => p.Run, StringComparer.Ordinal))
                foreach (var batch in group.Chunk(BatchSize))
                {
                    var found = await butler.Registry.Datasets.FindAsync(type, [.. batch.Select(p => p.DataId)], [group.Key], null, cancellationToken).ConfigureAwait(false);
                    for (var i = 0; i < batch.Length; i++)
                        if (found[i] is { } there)
                            outputs[batch[i].Id] = there;
                }
        }

        foreach (var batch in outputs.Values.Chunk(BatchSize))
            foreach (var (id, existence) in await butler.ExistsAsync(batch, cancellationToken).ConfigureAwait(false))
                if (existence.HasFlag(DatasetExistence.Artifact))
                    stored.Add(id);
    }

    // With the run in which the quantum's metadata are.
    private IEnumerable<(Guid Id, DataCoordinate DataId, string Run)> Planned(ConnectionColumn connection)
    {
        for (var place = 0; place < task.Count; place++)
        {
            if (metadata[place] is not { } known)
                continue;
            foreach (var target in connection.Targets(place).ToArray())
                yield return (connection.Datasets.Id(target), connection.Datasets.Table.DataId(connection.Datasets.Row(target)), known.Run);
        }
    }
}
