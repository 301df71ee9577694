using Microsoft.Extensions.Logging;
using SkyButler.Datasets;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta.Building.LookUps;
using SkyButler.Pipelines.Quanta.Building.Skeletons;

namespace SkyButler.Pipelines.Quanta.Building;

/// <summary>
/// Decides which quanta need not run, since their metadata is stored, and which datasets the others will write: new ones, or those of
/// a failed attempt that stand in the way.
/// </summary>
internal sealed class OutputPlanner(DatasetLookup lookup, DatasetIds ids, GraphBuildOptions options, bool runExists, ILogger log)
{
    public async Task PlanAsync(SubgraphSkeleton skeleton, CancellationToken cancellationToken)
    {
        foreach (var task in skeleton.Tasks)
            await DecideSkipsAsync(task, cancellationToken).ConfigureAwait(false);
        if (options.Retained is { } retained)
            new RetainedTypes(skeleton, retained, log).RunProducersOfOthers();
        foreach (var task in skeleton.Tasks)
        {
            foreach (var output in task.Outputs)
                await PlanAsync(task, output, cancellationToken).ConfigureAwait(false);
            for (var quantum = 0; quantum < task.Count; quantum++)
            {
                if (!task.IsSkipped[quantum])
                    continue;
                task.IsAlive[quantum] = false;
                task.Reasons?.TryAdd(quantum, $"it was done before: its metadata '{task.Task.MetadataName}' is in {string.Join(", ", options.SkipExistingIn)}");
            }
        }
    }

    private async Task DecideSkipsAsync(TaskSkeleton task, CancellationToken cancellationToken)
    {
        if (options.SkipExistingIn.Count == 0)
            return;
        var metadata = task.Metadata;
        var done = new HashSet<int>();
        await foreach (var (row, _) in lookup.FindAsync(metadata.Nodes, options.SkipExistingIn, cancellationToken).ConfigureAwait(false))
            done.Add(row);
        var fresh = options.Fresh?.GetValueOrDefault(task.Task.Label);
        for (var quantum = 0; quantum < task.Count; quantum++)
            task.IsSkipped[quantum] = done.Contains(metadata.All(quantum)[0]) && (options.Fresh is null || fresh?.Contains(task.Branch.Table.DataId(quantum)) == true);
    }

    private async Task PlanAsync(TaskSkeleton task, EdgeRows output, CancellationToken cancellationToken)
    {
        var nodes = output.Nodes;
        var skipped = new HashSet<int>();
        for (var quantum = 0; quantum < task.Count; quantum++)
        {
            foreach (var row in output.All(quantum))
            {
                if (task.IsSkipped[quantum])
                    skipped.Add(row);
                else
                    nodes.Set(row, ids.MakeUnique(), options.OutputRun);
            }
        }

        if (skipped.Count > 0)
        {
            await foreach (var (row, found) in lookup.FindAsync(nodes, options.SkipExistingIn, cancellationToken).ConfigureAwait(false))
                if (skipped.Contains(row))
                    nodes.Set(row, found.Id, found.Run);
        }

        if (!runExists)
            return;
        await foreach (var (row, found) in lookup.FindAsync(nodes, [options.OutputRun], cancellationToken).ConfigureAwait(false))
        {
            if (skipped.Contains(row))
                continue;
            // A log without metadata is what a failure leaves: it stands in nobody's way.
            if (!options.Clobber && !(output.Edge.ConnectionName == TaskNode.LogConnection && options.SkipExistingIn.Contains(options.OutputRun, StringComparer.Ordinal)))
                throw new OutputExistsException(
                    $"The run '{options.OutputRun}' has '{nodes.Type.Name}' {nodes.DataId(row)} already, from an attempt of task '{task.Task.Label}' that did not end; "
                    + "give --clobber-outputs to replace it.");
            nodes.Set(row, found.Id, found.Run);
        }
    }
}
