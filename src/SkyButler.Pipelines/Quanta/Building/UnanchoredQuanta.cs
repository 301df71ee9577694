using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Quanta.Building.Skeletons;

namespace SkyButler.Pipelines.Quanta.Building;

/// <summary>Takes quanta of one task away that lead to no quantum of another, with all that follow from them.</summary>
internal sealed class UnanchoredQuanta(IReadOnlyList<SubgraphSkeleton> parts, ILogger log)
{
    private readonly IReadOnlyList<TaskSkeleton> tasks = [.. parts.SelectMany(p => p.Tasks)];
    private readonly Producers producers = new(parts.SelectMany(p => p.Tasks));

    public void Prune(string source, string anchor)
    {
        if (tasks.FirstOrDefault(t => t.Task.Label == source) is not { } from)
        {
            log.LogWarning("There is no task '{Source}' whose quanta could be pruned.", source);
            return;
        }

        var to = tasks.FirstOrDefault(t => t.Task.Label == anchor);
        if (to is null)
            log.LogWarning("There is no task '{Anchor}', so all quanta of '{Source}' are pruned.", anchor, source);
        var kept = to is null ? [] : Ancestors(to);
        var gone = new HashSet<(TaskSkeleton, int)>();
        foreach (var quantum in from.Alive().Where(q => !kept.Contains((from, q))))
            gone.Add((from, quantum));
        foreach (var task in tasks)
            foreach (var quantum in task.Alive())
                if (gone.Contains((task, quantum)) || Follows(task, quantum, gone))
                    gone.Add((task, quantum));
        foreach (var (task, quantum) in gone)
            task.Drop(quantum, () => $"it was pruned: --prune-unanchored-quanta {source}:{anchor}");
        log.LogInformation("Pruned {Count} quanta: those of '{Source}' that lead to none of '{Anchor}', and what follows from them.", gone.Count, source, anchor);
    }

    private HashSet<(TaskSkeleton, int)> Ancestors(TaskSkeleton anchor)
    {
        var found = new HashSet<(TaskSkeleton, int)>();
        var open = new Queue<(TaskSkeleton Task, int Quantum)>(anchor.Alive().Select(q => (anchor, q)));
        while (open.TryDequeue(out var next))
            foreach (var input in next.Task.Inputs)
                foreach (var row in input.Present(next.Quantum))
                    if (producers.Of(input.Nodes, row) is { } producer && found.Add(producer))
                        open.Enqueue(producer);
        return found;
    }

    private bool Follows(TaskSkeleton task, int quantum, HashSet<(TaskSkeleton, int)> gone) =>
        task.Inputs.Any(input => input.Present(quantum).Any(row => producers.Of(input.Nodes, row) is { } producer && gone.Contains(producer)));
}
