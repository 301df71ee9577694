using SkyButler.Configuration.Yaml;
using SkyButler.Datasets;
using SkyButler.Pipelines.Quanta;

namespace SkyButler.Pipelines.Reports;

/// <summary>What became of one graph: quanta and datasets counted by task.</summary>
public sealed class ExecutionReport
{
    private ExecutionReport(IReadOnlyList<TaskReport> tasks) => Tasks = tasks;

    /// <summary>The tasks, in the order in which they are executed.</summary>
    public IReadOnlyList<TaskReport> Tasks { get; }

    /// <summary>The report as YAML, in the original's layout, by names in order.</summary>
    public string ToYaml() => YamlWriter.Write(
        Tasks.OrderBy(t => t.Label, StringComparer.Ordinal).ToDictionary(t => t.Label, t => (object?)t.ToPlain(), StringComparer.Ordinal), YamlKeyOrder.Sorted);

    /// <summary>Looks at what is registered, and reads the logs of what failed.</summary>
    /// <param name="butler">The repository.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="readsLogs">Whether logs are read.</param>
    /// <param name="parallelism">How many logs are read at a time.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal static async Task<ExecutionReport> MakeAsync(Butler butler, QuantumGraph graph, bool readsLogs, int parallelism, CancellationToken cancellationToken)
    {
        var outcome = await GraphOutcome.LookAsync(butler, graph, cancellationToken).ConfigureAwait(false);
        var tasks = graph.Tasks.Select(t => new TaskReport(outcome, t)).ToList();
        var logs = readsLogs ? tasks.SelectMany(t => t.Failed).Select(f => f.Log).OfType<DatasetRef>().ToList() : [];
        var errors = await LogErrors.ReadAsync(butler, logs, parallelism, cancellationToken).ConfigureAwait(false);
        foreach (var failed in tasks.SelectMany(t => t.Failed))
            failed.Errors = failed.Log is { } log ? errors.GetValueOrDefault(log.Id, []) : [];
        return new ExecutionReport(tasks);
    }
}
