using SkyButler.Datasets;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Columns;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Execution.Freshness;

/// <summary>
/// Finds out which quanta of a graph would only make again what is there: those that read the same datasets before, with the same configuration and the same
/// code, and whose outputs are still stored. A quantum behind one that would run again would run again, too.
/// </summary>
/// <param name="butler">The repository.</param>
/// <param name="graph">All quanta, none left out for what was done before.</param>
/// <param name="collections">Where results are looked for, the first that has them counts.</param>
internal sealed class FreshnessAnalysis(Butler butler, QuantumGraph graph, IReadOnlyList<string> collections)
{
    private const int MostTold = 3;
    private readonly PastRun runs = new(butler);

    // What the graph plans to make: by which quantum, and what is there in its place.
    private readonly Dictionary<Guid, (QuantumFreshness Maker, DatasetRef? There, QuantumRecord? Attempt)> planned = [];

    /// <summary>Judges all quanta, tasks in order.</summary>
    public async Task<IReadOnlyList<QuantumFreshness>> RunAsync(CancellationToken cancellationToken)
    {
        var judged = new List<QuantumFreshness>(graph.Count);
        foreach (var task in graph.Tasks)
        {
            var past = await PastTask.FindAsync(butler, task, collections, cancellationToken).ConfigureAwait(false);
            for (var place = 0; place < task.Count; place++)
            {
                var quantum = new QuantumFreshness(
                    task.Task.Label, task.DataId(place), past.Metadata(place)?.Run, await ReasonsAsync(task, place, past, cancellationToken).ConfigureAwait(false));
                judged.Add(quantum);
                foreach (var connection in Outputs(task))
                    foreach (var target in connection.Targets(place).ToArray())
                        planned[connection.Datasets.Id(target)] = (quantum, past.Output(connection.Datasets.Id(target)), past.LastAttempt(place));
            }
        }

        return judged;
    }

    private async Task<IReadOnlyList<StaleReason>> ReasonsAsync(TaskQuanta task, int place, PastTask past, CancellationToken cancellationToken)
    {
        if (past.Metadata(place) is not { } metadata)
            return [past.Log(place) is { } log ? new(StaleCause.Failed, $"its last attempt, in '{log.Run}', failed") : new(StaleCause.NeverExecuted, "it was never executed")];
        var reasons = new List<StaleReason>(await runs.CompareAsync(task.Task, metadata.Run, cancellationToken).ConfigureAwait(false));
        reasons.AddRange(Upstream(task, place));
        if (past.Uses(place) is not { } uses)
        {
            reasons.Add(new(StaleCause.Unrecorded, $"what it read for the results in '{metadata.Run}' was not recorded"));
            return reasons;
        }

        reasons.AddRange(Missing(task, place, past, metadata.Run, uses));
        if (reasons.All(r => r.Cause != StaleCause.Upstream))
        {
            reasons.AddRange(MadeAgain(task, place, past));
            reasons.AddRange(await InputsAsync(task, place, uses, cancellationToken).ConfigureAwait(false));
        }

        return reasons;
    }

    private List<StaleReason> Upstream(TaskQuanta task, int place)
    {
        var makers = Inputs(task, place).Select(i => planned.TryGetValue(i.Id, out var made) ? made.Maker : null).OfType<QuantumFreshness>().Where(m => !m.IsFresh).Distinct().ToList();
        var told = makers.Take(MostTold).Select(m => new StaleReason(StaleCause.Upstream, $"{m.TaskLabel} {m.DataId}, whose output it reads, would run again")).ToList();
        if (makers.Count > MostTold)
            told.Add(new(StaleCause.Upstream, $"so would {makers.Count - MostTold} more that it reads from"));
        return told;
    }

    // By a later execution that was stopped before it came to this quantum; what it made has the identifiers of what was there before.
    private IEnumerable<StaleReason> MadeAgain(TaskQuanta task, int place, PastTask past)
    {
        if (past.LastAttempt(place) is not { } own)
            return [];
        return Inputs(task, place).Select(i => planned.GetValueOrDefault(i.Id)).Where(made => made.Attempt is { } attempt && attempt.Execution != own.Execution && attempt.Begin > own.Begin)
            .Select(made => made.Maker).Distinct().Take(MostTold)
            .Select(m => new StaleReason(StaleCause.Inputs, $"{m.TaskLabel} {m.DataId}, whose output it reads, was executed again after it")).ToList();
    }

    private static IEnumerable<StaleReason> Missing(TaskQuanta task, int place, PastTask past, string run, IReadOnlyList<DatasetUse> uses)
    {
        var made = uses.Where(u => u.Role == DatasetRole.Output).Select(u => u.Dataset).ToHashSet();
        foreach (var connection in Outputs(task))
        {
            var targets = connection.Targets(place).ToArray();
            foreach (var there in targets.Select(t => past.Output(connection.Datasets.Id(t))).OfType<DatasetRef>())
            {
                made.Remove(there.Id);
                if (!past.IsStored(there.Id))
                    yield return new(StaleCause.MissingOutput, $"its output '{connection.Edge.DatasetTypeName}' in '{run}' is no longer stored");
            }
        }

        made.Remove(past.Metadata(place)!.Id);
        if (past.Log(place) is { } log)
            made.Remove(log.Id);
        // Logs may be thrown away.
        var gone = Outputs(task).Where(c => c.Targets(place).ToArray().Any(t => past.Output(c.Datasets.Id(t)) is null)).Select(c => c.Edge.DatasetTypeName).ToList();
        if (made.Count > 0 && gone.Count > 0)
            yield return new(StaleCause.MissingOutput, $"its output {string.Join(", ", gone.Select(g => $"'{g}'"))} is no longer registered in '{run}'");
    }

    // Of what other quanta make, what is there in its place.
    private async Task<IEnumerable<StaleReason>> InputsAsync(TaskQuanta task, int place, IReadOnlyList<DatasetUse> uses, CancellationToken cancellationToken)
    {
        var now = new Dictionary<Guid, (string Type, DatasetRef Dataset)>();
        foreach (var (id, dataset) in Inputs(task, place))
            if (!planned.TryGetValue(id, out var made))
                now.TryAdd(id, (dataset.DatasetType.Name, dataset));
            else if (made.There is { } there)
                now.TryAdd(there.Id, (dataset.DatasetType.Name, dataset));
        var before = uses.Where(u => !u.IsOutput).Select(u => u.Dataset).ToHashSet();
        var unread = uses.Where(u => u.Role == DatasetRole.UnreadInput).Select(u => u.Dataset).ToHashSet();
        var come = now.Where(n => !before.Contains(n.Key)).Select(n => n.Value).ToList();
        var gone = before.Where(b => !now.ContainsKey(b)).ToList();
        if (come.Count + gone.Count == 0)
            return [];
        var old = gone.Count == 0 ? new Dictionary<Guid, DatasetRef>() : await butler.Registry.Datasets.GetAsync(gone, cancellationToken).ConfigureAwait(false);
        // What was planned and never made was no input.
        gone.RemoveAll(id => unread.Contains(id) && !old.ContainsKey(id));
        var texts = new List<string>();
        foreach (var (type, dataset) in come)
        {
            var other = old.Values.FirstOrDefault(o => o.DatasetType.Name == type && o.DataId.Equals(dataset.DataId));
            if (other is not null)
                gone.Remove(other.Id);
            texts.Add(other is null ? $"it did not read '{type}' {dataset.DataId} then" : $"its input '{type}' {dataset.DataId} is another dataset now, of '{dataset.Run}' instead of '{other.Run}'");
        }

        texts.AddRange(gone.Select(id => old.TryGetValue(id, out var dataset)
            ? $"it read '{dataset.DatasetType.Name}' {dataset.DataId} then, which is no input of it now"
            : "it read a dataset then that is no longer registered"));
        return texts.Take(MostTold).Append(texts.Count > MostTold ? $"{texts.Count - MostTold} more of its inputs differ" : null).OfType<string>().Select(t => new StaleReason(StaleCause.Inputs, t));
    }

    private static IEnumerable<(Guid Id, DatasetRef Dataset)> Inputs(TaskQuanta task, int place) => task.Connections.Where(c => !c.Edge.IsWrite)
        .SelectMany(c => c.Targets(place).ToArray().Select(t => (c.Datasets.Id(t), c.Datasets.Dataset(t))));

    private static IEnumerable<ConnectionColumn> Outputs(TaskQuanta task) => task.Connections.Where(c => c.Edge.IsWrite && !TaskNode.IsAutomatic(c.Edge.ConnectionName));
}
