using Microsoft.Extensions.Logging;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Contents;
using SkyButler.Pipelines.Execution.Attempts;
using SkyButler.Pipelines.Execution.Errors;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Tasks;
using SkyButler.Queries;
using SkyButler.Transfers;

namespace SkyButler.Pipelines.Execution.Setup;

/// <summary>
/// Makes the tasks of a graph, and writes what is written once: init-outputs, configurations, packages. What is stored already is
/// compared; nothing is written before everything was compared.
/// </summary>
internal sealed class InitWriter(Butler butler, QuantumGraph graph, ILoggerFactory logs, InitWriterOptions options)
{
    private readonly ILogger log = logs.CreateLogger("skybutler.execution");
    private readonly List<(object Value, DatasetRef Dataset)> writes = [];
    private readonly List<DatasetRef> replaced = [];
    private readonly Dictionary<Guid, object> made = [];
    private IReadOnlyDictionary<Guid, DatasetExistence> known = new Dictionary<Guid, DatasetExistence>();

    /// <summary>The tasks by label, ready for their quanta.</summary>
    public async Task<IReadOnlyDictionary<string, PipelineTask>> RunAsync(CancellationToken cancellationToken)
    {
        var outputs = graph.InitQuanta.SelectMany(q => q.Outputs.Values).ToList();
        known = options.RunExists
            ? await butler.ExistsAsync(outputs, cancellationToken).ConfigureAwait(false)
            : outputs.ToDictionary(o => o.Id, _ => DatasetExistence.None);
        var tasks = new Dictionary<string, PipelineTask>(StringComparer.Ordinal);
        foreach (var quantum in graph.InitQuanta.Where(q => q.Task is not null))
        {
            tasks.Add(quantum.Task!.Label, await MakeTaskAsync(quantum, cancellationToken).ConfigureAwait(false));
            await PlanConfigAsync(quantum, cancellationToken).ConfigureAwait(false);
        }

        if (options.WriteVersions && graph.Packages is { } packages)
            await PlanPackagesAsync(packages, cancellationToken).ConfigureAwait(false);
        if (!options.Write)
            return tasks;
        if (replaced.Count > 0)
            await butler.PruneDatasetsAsync(replaced, new PruneOptions { Purge = true, Unstore = true, Keeping = RemovalKeeping.Unlogged }, cancellationToken).ConfigureAwait(false);
        if (writes.Count > 0)
            await butler.PutAsync(writes, cancellationToken).ConfigureAwait(false);
        return tasks;
    }

    private async Task<PipelineTask> MakeTaskAsync(InitQuantum quantum, CancellationToken cancellationToken)
    {
        var node = quantum.Task!;
        var task = node.Type.MakeTask(node.Label, node.Config, node.Connections, logs.CreateLogger($"skybutler.{node.Label}"));
        var inputs = new List<(string, object)>();
        foreach (var edge in node.EdgesOf(EdgeKind.InitInput))
            inputs.Add((edge.ConnectionName, await InputAsync(EdgeView.Of(quantum.Inputs[edge.ConnectionName], edge), cancellationToken).ConfigureAwait(false)));
        var outputs = await task.InitializeAsync(new TaskInputs(inputs), cancellationToken).ConfigureAwait(false);
        foreach (var (name, dataset) in quantum.Outputs.Where(o => !TaskNode.IsAutomatic(o.Key)))
            PlanOutput(node, name, dataset, outputs);
        return task;
    }

    private async Task<object> InputAsync(DatasetRef dataset, CancellationToken cancellationToken) =>
        dataset.DatasetType.Component is null && made.TryGetValue(dataset.Id, out var value)
            ? value
            : await butler.GetAsync(dataset, null, cancellationToken).ConfigureAwait(false);

    private void PlanOutput(TaskNode node, string name, DatasetRef dataset, TaskOutputs outputs)
    {
        if (!outputs.Values.TryGetValue(name, out var values) || values.Count != 1)
            throw new ExecutionException($"Task '{node.Label}' did not return its init-output '{name}'.");
        if (IsStored(dataset))
        {
            if (options.Write && !options.SkipExisting)
                throw new ExecutionException($"Init-output {dataset} already exists; give --extend-run or --skip-existing to keep it.");
            return;
        }

        made[dataset.Id] = values[0];
        writes.Add((values[0], dataset));
    }

    private async Task PlanConfigAsync(InitQuantum quantum, CancellationToken cancellationToken)
    {
        var node = quantum.Task!;
        var dataset = quantum.Outputs[TaskNode.ConfigConnection];
        if (!options.Write)
            return;
        if (!IsStored(dataset))
        {
            writes.Add((new ConfigText(node.ConfigText), dataset));
            return;
        }

        if (!options.CompareExisting)
            throw new ExecutionException($"The configuration of task '{node.Label}' is in '{dataset.Run}' already; give --extend-run to compare with it.");
        var stored = (ConfigText)await butler.GetAsync(dataset, null, cancellationToken).ConfigureAwait(false);
        var (grave, idle) = StoredConfig.Compare(node, stored.Text, $"{dataset.DatasetType.Name} in {dataset.Run}");
        if (grave.Count == 0)
        {
            if (idle.Count > 0)
                log.LogInformation(
                    "The configuration of task '{Label}' differs from the one in '{Run}' in what changes no outputs ({Differences}); the stored one stays.",
                    node.Label, dataset.Run, string.Join("; ", idle));
            return;
        }

        if (options.KeepsConfigs || await HasSucceededAsync(node, dataset.Run, cancellationToken).ConfigureAwait(false))
            throw new ExecutionException(
                $"Config does not match existing task config '{dataset.DatasetType.Name}' in '{dataset.Run}': {string.Join("; ", grave)}; use a new run.");
        if (options.IsRunHeld)
            throw new ExecutionException(
                $"Config does not match existing task config '{dataset.DatasetType.Name}' in '{dataset.Run}', with which another process is at work there: {string.Join("; ", grave)}; wait for its end, or use a new run.");
        log.LogInformation(
            "The configuration of task '{Label}' in '{Run}' is replaced ({Differences}): no quantum succeeded with it.", node.Label, dataset.Run, string.Join("; ", grave.Concat(idle)));
        replaced.Add(dataset);
        writes.Add((new ConfigText(node.ConfigText), dataset));
    }

    private async Task<bool> HasSucceededAsync(TaskNode node, string run, CancellationToken cancellationToken)
    {
        var metadata = graph.Pipeline.TypeOf(node.Edges.First(e => e.ConnectionName == TaskNode.MetadataConnection)).Type;
        await foreach (var _ in butler.Queries.DatasetsAsync(new DatasetQuery { DatasetType = metadata.Name, Collections = [run], Limit = 1 }, cancellationToken).ConfigureAwait(false))
            return true;
        return false;
    }

    private async Task PlanPackagesAsync(DatasetRef dataset, CancellationToken cancellationToken)
    {
        var current = PackageVersions.Current(graph.InitQuanta.Select(q => q.Task).OfType<TaskNode>());
        if (!IsStored(dataset))
        {
            writes.Add((current, dataset));
            return;
        }

        var stored = await butler.GetAsync(dataset, null, cancellationToken).ConfigureAwait(false);
        if (PackageVersions.Join(stored, current) is { } joined)
        {
            replaced.Add(dataset);
            writes.Add((joined, dataset));
        }
    }

    private bool IsStored(DatasetRef dataset) => known[dataset.Id].HasFlag(DatasetExistence.Artifact);
}
