using System.Reflection;
using Microsoft.Extensions.Logging;
using SkyButler.Datasets;
using SkyButler.Pipelines.Connections;
using SkyButler.Pipelines.Connections.Adjusting;
using SkyButler.Pipelines.Connections.Errors;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta.Building.Explaining;
using SkyButler.Pipelines.Quanta.Building.LookUps;
using SkyButler.Pipelines.Quanta.Building.Skeletons;

namespace SkyButler.Pipelines.Quanta.Building;

/// <summary>
/// Settles quanta of a task: drops those that lack regular inputs, refuses those that lack prerequisites, and lets the task take datasets away.
/// Tasks are settled in order, so that what is dropped is missing for those that follow.
/// </summary>
internal sealed class QuantumAdjuster(Butler butler, PrerequisiteFinder prerequisites, ILogger log)
{
    public async Task AdjustAsync(TaskSkeleton task, CancellationToken cancellationToken)
    {
        var before = task.IsAlive.Count(a => a);
        var isWhole = IsCustom(task.Task.Connections, nameof(TaskConnections.AdjustAllQuanta));
        if (isWhole)
        {
            await FindPrerequisitesAsync(task, cancellationToken).ConfigureAwait(false);
            task.Task.Connections.AdjustAllQuanta(new AllQuantaAdjustment(await SkeletonQuanta.MakeAsync(butler, task, cancellationToken).ConfigureAwait(false)));
        }

        DropWithoutInputs(task);
        if (!isWhole)
            await FindPrerequisitesAsync(task, cancellationToken).ConfigureAwait(false);
        var isCustom = IsCustom(task.Task.Connections, nameof(TaskConnections.AdjustQuantum));
        if (isCustom || task.Prerequisites.Count > 0)
        {
            foreach (var quantum in task.Alive())
            {
                CheckPrerequisites(task, quantum);
                if (isCustom)
                    Customize(task, quantum);
            }
        }

        var left = task.IsAlive.Count(a => a);
        if (left < before && left > 0 && left * 2 < before)
            log.LogWarning("{Dropped} of {All} quanta of task '{Label}' had no work to do.", before - left, before, task.Task.Label);
    }

    private async Task FindPrerequisitesAsync(TaskSkeleton task, CancellationToken cancellationToken)
    {
        foreach (var edge in task.Task.EdgesOf(EdgeKind.Prerequisite))
            task.Prerequisites.Add(await prerequisites.FindAsync(task, edge, cancellationToken).ConfigureAwait(false));
    }

    private static bool IsCustom(TaskConnections connections, string method) => connections.GetType()
        .GetMethod(method, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!.DeclaringType != typeof(TaskConnections);

    private static void DropWithoutInputs(TaskSkeleton task)
    {
        for (var quantum = 0; quantum < task.Count; quantum++)
        {
            if (!task.IsAlive[quantum])
                continue;
            foreach (var input in task.Inputs)
            {
                var connection = (Input)input.Edge.Connection;
                var count = input.Count(quantum);
                if (count > 1 && !connection.Multiple)
                    throw Several(task, quantum, input.Edge, count);
                if (count < connection.Minimum)
                {
                    task.Drop(quantum, () => MissingInputs.Describe(task, quantum, input, connection.Minimum));
                    break;
                }
            }
        }
    }

    private static void CheckPrerequisites(TaskSkeleton task, int quantum)
    {
        foreach (var found in task.Prerequisites)
        {
            var connection = (PrerequisiteInput)found.Edge.Connection;
            var count = found[quantum].Count;
            if (count > 1 && !connection.Multiple)
                throw Several(task, quantum, found.Edge, count);
            if (count >= connection.Minimum)
                continue;
            var missing = new MissingPrerequisiteException(
                    $"The prerequisite {found.Edge} ({found.Edge.DatasetTypeName}) needs at least {connection.Minimum} dataset(s) for {task.Branch.Table.DataId(quantum)}, "
                    + $"but {count} were found in the input collections; certify or ingest them, or leave these data IDs out by -d.");
            if (task.Reasons is null)
                throw missing;
            task.Drop(quantum, () => $"the graph can't be built: {missing.Message.TrimEnd('.')}");
        }
    }

    private void Customize(TaskSkeleton task, int quantum)
    {
        var inputs = task.Inputs.ToDictionary(i => i.Edge.ConnectionName, i => Present(i, quantum), StringComparer.Ordinal);
        foreach (var found in task.Prerequisites)
            inputs[found.Edge.ConnectionName] = found[quantum];
        var outputs = task.Outputs.Where(o => !TaskNode.IsAutomatic(o.Edge.ConnectionName))
            .ToDictionary(o => o.Edge.ConnectionName, o => Present(o, quantum), StringComparer.Ordinal);
        var adjustment = new QuantumAdjustment(task.Task.Label, task.Branch.Table.DataId(quantum), inputs, outputs);
        try
        {
            task.Task.Connections.AdjustQuantum(adjustment);
        }
        catch (NoWorkFoundException e)
        {
            log.LogDebug("No work for task '{Label}' on {DataId}: {Reason}", task.Task.Label, adjustment.DataId, e.Message);
            task.Drop(quantum, () => $"the task found no work: {e.Message}");
            return;
        }

        foreach (var input in task.Inputs)
            input.Keep(quantum, adjustment.Inputs[input.Edge.ConnectionName].Select(d => d.Id).ToHashSet());
        foreach (var found in task.Prerequisites)
            found[quantum] = adjustment.Inputs[found.Edge.ConnectionName];
        KeepOutputs(task, quantum, adjustment);
        CheckPrerequisites(task, quantum);
        if (task.IsAlive[quantum] && task.Inputs.Any(i => i.Count(quantum) < ((Input)i.Edge.Connection).Minimum))
            task.Drop(quantum, () => "the task took inputs away, and too few are left");
    }

    private static void KeepOutputs(TaskSkeleton task, int quantum, QuantumAdjustment adjustment)
    {
        var any = false;
        foreach (var output in task.Outputs.Where(o => adjustment.Outputs.ContainsKey(o.Edge.ConnectionName)))
        {
            var kept = adjustment.Outputs[output.Edge.ConnectionName].Select(d => d.Id).ToHashSet();
            any |= kept.Count > 0;
            foreach (var row in output.Present(quantum).Where(r => !kept.Contains(output.Nodes.Id(r))).ToList())
                output.Nodes.Remove(row);
        }

        if (!any && adjustment.Outputs.Count > 0)
            task.Drop(quantum, () => "the task kept none of its outputs");
    }

    private static IReadOnlyList<DatasetRef> Present(EdgeRows edge, int quantum) => [.. edge.Present(quantum).Select(edge.Nodes.Dataset)];

    private static ScalarConnectionException Several(TaskSkeleton task, int quantum, TaskEdge edge, int count) => new(
        $"The connection {edge} takes one dataset of type '{edge.DatasetTypeName}', but {task.Branch.Table.DataId(quantum)} has {count}; declare it as multiple, or give the quanta more dimensions.");
}
