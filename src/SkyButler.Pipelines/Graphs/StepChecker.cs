using SkyButler.Dimensions;
using SkyButler.Pipelines.Pipelines;

namespace SkyButler.Pipelines.Graphs;

/// <summary>Checks the steps of a pipeline: they divide its tasks, follow the flow of data, and are sharded by dimensions that their tasks have.</summary>
internal static class StepChecker
{
    /// <summary>What is wrong, a sentence each; nothing where there are no steps.</summary>
    public static IEnumerable<string> Problems(IReadOnlyList<PipelineStep> steps, IReadOnlyList<PipelineSubset> subsets, TaskGraph tasks, DimensionUniverse universe)
    {
        if (steps.Count == 0)
            yield break;
        var members = steps.Select(s => subsets.FirstOrDefault(u => u.Label == s.Label)?.Tasks ?? []).ToList();
        var stepOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < steps.Count; i++)
            foreach (var label in members[i])
                if (!stepOf.TryAdd(label, i))
                    yield return $"The task '{label}' is in the steps '{steps[stepOf[label]].Label}' and '{steps[i].Label}'; it must be in one.";
        foreach (var task in tasks.Tasks.Where(t => !stepOf.ContainsKey(t.Label)))
            yield return $"The task '{task.Label}' is in no step; steps must divide all tasks between them.";
        foreach (var (reader, writers) in tasks.Writers())
            foreach (var writer in writers)
                if (stepOf.TryGetValue(reader, out var later) && stepOf.TryGetValue(writer, out var earlier) && earlier > later)
                    yield return $"The step '{steps[later].Label}' comes before '{steps[earlier].Label}', but its task '{reader}' reads what '{writer}' of the later step writes.";
        for (var i = 0; i < steps.Count; i++)
            foreach (var label in members[i])
                foreach (var dimension in Missing(steps[i], tasks.Tasks.FirstOrDefault(t => t.Label == label), universe))
                    yield return $"The step '{steps[i].Label}' is sharded by '{dimension}', which its task '{label}' does not have.";
    }

    private static IEnumerable<string> Missing(PipelineStep step, TaskNode? task, DimensionUniverse universe)
    {
        if (task is null || step.Dimensions.Concat(task.Dimensions).Any(d => !universe.IsDimension(d)))
            return step.Dimensions.Where(d => !universe.IsDimension(d));
        var group = universe.Conform(task.Dimensions);
        // Visits are made of exposures: one can stand for the other.
        return step.Dimensions.Where(d => !group.Contains(d) && !(d is "visit" or "exposure" && (group.Contains("visit") || group.Contains("exposure"))));
    }
}
