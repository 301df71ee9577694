using Microsoft.Extensions.Logging;
using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Execution.Records;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Reports.Campaigns.Histories;
using SkyButler.Queries;
using SkyButler.Registry.Errors;

namespace SkyButler.Pipelines.Reports.Campaigns;

/// <summary>Follows quanta and datasets, known by their data IDs, through the runs of several graphs, which are added from the oldest on.</summary>
internal sealed class CampaignReporter(Butler butler, CaveatReading caveats, int parallelism, ILogger log)
{
    private readonly OrderedDictionary<string, Dictionary<DataCoordinate, QuantumHistory>> quanta = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, Dictionary<DataCoordinate, DatasetHistory>> datasets = new(StringComparer.Ordinal);
    private readonly List<string> runs = [];

    /// <summary>Adds a graph: what is registered in its run tells what became of it.</summary>
    public async Task AddAsync(QuantumGraph graph, CancellationToken cancellationToken)
    {
        var outcome = await GraphOutcome.LookAsync(butler, graph, cancellationToken).ConfigureAwait(false);
        runs.Add(graph.OutputRun);
        var withMetadata = new List<(string Label, QuantumTry Try)>();
        foreach (var task in graph.Tasks)
        {
            var histories = Get(quanta, task.Task.Label);
            for (var place = 0; place < task.Count; place++)
            {
                var quantum = task[place];
                if (!histories.TryGetValue(quantum.DataId, out var history))
                    histories.Add(quantum.DataId, history = new QuantumHistory(quantum.DataId));
                var next = Try(quantum, graph.OutputRun, outcome.Of(task, place));
                history.Add(next);
                AddOutputs(history, outcome, task, place);
                if (next.Outcome == QuantumOutcome.Successful && (caveats == CaveatReading.Exhaustive || (caveats == CaveatReading.Lazy && !outcome.IsComplete(task, place))))
                    withMetadata.Add((quantum.TaskLabel, next));
            }
        }

        await EachAsync(withMetadata, (item, token) => ReadCaveatsAsync(item.Label, item.Try, token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is to be said in the end.</summary>
    /// <param name="collections">Where datasets are looked for; none for the runs, the newest first.</param>
    /// <param name="where">Which datasets are looked for.</param>
    /// <param name="cursesFailedLogs">Whether logs of failures that can be found count as cursed.</param>
    /// <param name="readsLogs">Whether logs of failures are read.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<CampaignSummary> SummarizeAsync(
        IReadOnlyList<string> collections, string where, bool cursesFailedLogs, bool readsLogs, CancellationToken cancellationToken)
    {
        await FindVisibleAsync(collections.Count > 0 ? collections : [.. runs.AsEnumerable().Reverse().Distinct(StringComparer.Ordinal)], where, cancellationToken).ConfigureAwait(false);
        var summary = new CampaignSummary();
        foreach (var type in datasets.Keys)
            summary.Datasets.Add(type, new DatasetTypeSummary());
        foreach (var (label, histories) in quanta)
        {
            foreach (var history in histories.Values)
            {
                foreach (var (type, dataset) in history.Outputs)
                {
                    summary.Datasets[type].Producer = label;
                    dataset.AddTo(summary.Datasets[type], type, history, cursesFailedLogs);
                }

                RefuseSeveralRuns(history);
            }
        }

        var failed = quanta.Values.SelectMany(q => q.Values).Where(q => q.State == QuantumState.Failed).ToList();
        var logs = readsLogs ? failed.SelectMany(q => q.Tries).Select(t => t.Log).OfType<DatasetRef>().ToList() : [];
        var errors = await LogErrors.ReadAsync(butler, logs, parallelism, cancellationToken).ConfigureAwait(false);
        foreach (var (label, histories) in quanta)
            summary.Tasks.Add(label, Summarize(histories.Values, errors));
        return summary;
    }

    private static TaskSummary Summarize(IReadOnlyCollection<QuantumHistory> histories, IReadOnlyDictionary<Guid, IReadOnlyList<string>> errors)
    {
        var summary = new TaskSummary { NExpected = histories.Count };
        foreach (var history in histories)
        {
            switch (history.State)
            {
                case QuantumState.Successful:
                    AddSuccess(summary, history);
                    break;
                case QuantumState.Wonky:
                    summary.WonkyQuanta.Add(history.Unsuccessful(history.Messages));
                    break;
                case QuantumState.Blocked:
                    summary.NBlocked++;
                    break;
                case QuantumState.Failed:
                    var messages = history.Tries.Where(t => t.Log is not null).SelectMany(t => errors.GetValueOrDefault(t.Log!.Id, []));
                    summary.FailedQuanta.Add(history.Unsuccessful([.. history.Messages, .. messages]));
                    break;
                default:
                    summary.NUnknown++;
                    break;
            }
        }

        return summary;
    }

    private static void AddSuccess(TaskSummary summary, QuantumHistory history)
    {
        summary.NSuccessful++;
        if (history.IsRecovered)
            summary.RecoveredQuanta.Add(history.Required());
        var last = history.Last;
        if (last.Caveats == SuccessCaveats.None)
            return;
        Add(summary.Caveats, CaveatCode.Of(last.Caveats), history.Required());
        if (last.Caveats.HasFlag(SuccessCaveats.PartialOutputsError) && last.Exception is { } exception)
            Add(summary.Exceptions, exception.TypeName, new RaisedException(last.Id, history.Required(), last.Run, exception));
    }

    private static void Add<T>(SortedDictionary<string, List<T>> lists, string key, T item)
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = []);
        list.Add(item);
    }

    private static void RefuseSeveralRuns(QuantumHistory history)
    {
        var visible = history.Outputs.Select(o => o.Dataset.VisibleRun).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (visible.Count > 1)
            history.MarkWonky($"Outputs from different runs of the same quanta were visible: {string.Join(", ", visible)}.");
    }

    private async Task FindVisibleAsync(IReadOnlyList<string> collections, string where, CancellationToken cancellationToken)
    {
        foreach (var (type, known) in datasets)
        {
            try
            {
                var query = new DatasetQuery { DatasetType = type, Collections = collections, Where = where, FindFirst = true };
                await foreach (var found in butler.Queries.DatasetsAsync(query, cancellationToken).ConfigureAwait(false))
                    if (known.TryGetValue(found.DataId, out var dataset) && dataset.Produced.ContainsKey(found.Run))
                        dataset.VisibleRun = found.Run;
            }
            catch (MissingDatasetTypeException)
            {
                // Nothing was ever made of it.
            }
        }
    }

    private static QuantumTry Try(Quantum quantum, string run, QuantumOutcome outcome)
    {
        var outputs = quantum.Outputs;
        return new(quantum.Id, run, outcome, outputs[TaskNode.MetadataConnection][0], outputs.GetValueOrDefault(TaskNode.LogConnection)?[0]);
    }

    private void AddOutputs(QuantumHistory history, GraphOutcome outcome, TaskQuanta task, int place)
    {
        foreach (var connection in task.Connections.Where(c => c.Edge.IsWrite))
        {
            var type = connection.Datasets.Type.Name;
            var known = Get(datasets, type);
            foreach (var target in connection.Targets(place))
            {
                var dataId = connection.Datasets.Dataset(target).DataId;
                if (!known.TryGetValue(dataId, out var dataset))
                {
                    known.Add(dataId, dataset = new DatasetHistory(dataId, connection.Edge.ConnectionName == TaskNode.LogConnection));
                    history.Outputs.Add((type, dataset));
                }

                dataset.Produced[outcome.Graph.OutputRun] = outcome.IsProduced(connection.Datasets, target);
            }
        }
    }

    private async Task ReadCaveatsAsync(string label, QuantumTry attempt, CancellationToken cancellationToken)
    {
        TaskMetadata metadata;
        try
        {
            metadata = TaskMetadata.FromPlain(await butler.GetAsync(attempt.Metadata, null, cancellationToken).ConfigureAwait(false));
        }
        catch (ButlerException e)
        {
            log.LogWarning("What is to be said of the success of {Metadata} is not known: {Reason}", attempt.Metadata, e.Message);
            return;
        }

        attempt.Caveats = metadata["quantum.caveats"] switch
        {
            long number => (SuccessCaveats)number,
            double number when !double.IsNaN(number) => (SuccessCaveats)(int)number,
            _ => SuccessCaveats.None,
        };
        if (metadata.FindGroup(label)?.FindGroup("failure") is { } failure)
            attempt.Exception = new(failure["type"] as string ?? "", failure["message"] as string ?? "", failure.FindGroup("metadata")?.ToJson() ?? []);
    }

    private Task EachAsync<T>(IReadOnlyList<T> items, Func<T, CancellationToken, Task> work, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        items, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, parallelism), CancellationToken = cancellationToken },
        async (item, token) => await work(item, token).ConfigureAwait(false));

    private static Dictionary<DataCoordinate, T> Get<T>(OrderedDictionary<string, Dictionary<DataCoordinate, T>> all, string name)
    {
        if (!all.TryGetValue(name, out var own))
            all.Add(name, own = []);
        return own;
    }
}
