using System.Collections;
using System.Globalization;
using SkyButler.Datastores.Contents;
using SkyButler.Pipelines.Execution.Setup;
using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Execution.Freshness;

/// <summary>With which configuration and which code tasks worked in runs; each is read once.</summary>
internal sealed class PastRun(Butler butler)
{
    private readonly Dictionary<(string Label, string Run), IReadOnlyList<StaleReason>> known = [];
    private readonly Dictionary<string, IDictionary?> packages = new(StringComparer.Ordinal);

    /// <summary>What of a task is otherwise now than in a run.</summary>
    public async Task<IReadOnlyList<StaleReason>> CompareAsync(TaskNode task, string run, CancellationToken cancellationToken)
    {
        if (!known.TryGetValue((task.Label, run), out var reasons))
            known.Add((task.Label, run), reasons = [.. await ConfigAsync(task, run, cancellationToken).ConfigureAwait(false), .. await VersionAsync(task, run, cancellationToken).ConfigureAwait(false)]);
        return reasons;
    }

    private async Task<IEnumerable<StaleReason>> ConfigAsync(TaskNode task, string run, CancellationToken cancellationToken)
    {
        if (await ReadAsync(task.ConfigName, run, cancellationToken).ConfigureAwait(false) is not ConfigText stored)
            return [new(StaleCause.Configuration, $"the configuration of '{task.Label}' in '{run}' is gone")];
        var (grave, _) = StoredConfig.Compare(task, stored.Text, $"{task.ConfigName} in {run}");
        return grave.Count == 0 ? [] : [new(StaleCause.Configuration, $"the configuration of '{task.Label}' is another than in '{run}' ({string.Join(", ", grave)})")];
    }

    // Of the code that the task itself is of; the framework may change under it.
    private async Task<IEnumerable<StaleReason>> VersionAsync(TaskNode task, string run, CancellationToken cancellationToken)
    {
        if (!packages.TryGetValue(run, out var stored))
            packages.Add(run, stored = await ReadAsync(PipelineGraph.PackagesName, run, cancellationToken).ConfigureAwait(false) as IDictionary);
        var name = task.Type.Assembly.GetName().Name!;
        if (stored?[name] is not { } old || PackageVersions.Current([task])[name] is not { } current)
            return [];
        var before = Convert.ToString(old, CultureInfo.InvariantCulture);
        return Equals(before, current) ? [] : [new(StaleCause.CodeVersion, $"the code of '{task.Label}' is another than in '{run}' ({name}: {before} -> {current})")];
    }

    private async Task<object?> ReadAsync(string type, string run, CancellationToken cancellationToken) =>
        await butler.Registry.DatasetTypes.FindAsync(type, cancellationToken).ConfigureAwait(false) is not null
        && await butler.FindDatasetAsync(type, [], [run], cancellationToken).ConfigureAwait(false) is { } dataset
        && (await butler.ExistsAsync([dataset], cancellationToken).ConfigureAwait(false))[dataset.Id].HasFlag(Datastores.DatasetExistence.Artifact)
            ? await butler.GetAsync(dataset, null, cancellationToken).ConfigureAwait(false)
            : null;
}
