namespace SkyButler.Pipelines.Pipelines.Documents;

/// <summary>Joins imported pipelines, and a document with what it imports.</summary>
internal static class PipelineMerger
{
    /// <summary>Several imports as one; they may not contradict one another.</summary>
    public static Pipeline JoinImports(IReadOnlyList<Pipeline> imports)
    {
        var joined = new Pipeline();
        foreach (var import in imports)
        {
            if (joined.Instrument is not null && import.Instrument is not null && joined.Instrument != import.Instrument)
                throw new PipelineException(
                    $"Two imports have the instruments '{joined.Instrument}' and '{import.Instrument}'; set 'instrument' on one of the imports.");
            if (import.Tasks.FirstOrDefault(t => joined.Find(t.Label) is not null) is { } twice)
                throw new PipelineException($"Two imports have a task '{twice.Label}'; exclude or rename one.");
            if (import.Subsets.FirstOrDefault(s => joined.Subsets.Any(j => j.Label == s.Label)) is { } subset)
                throw new PipelineException($"Two imports have a subset '{subset.Label}'.");
            joined = joined with
            {
                Instrument = joined.Instrument ?? import.Instrument,
                Tasks = [.. joined.Tasks, .. import.Tasks],
                Subsets = [.. joined.Subsets, .. import.Subsets],
                Contracts = [.. joined.Contracts, .. import.Contracts],
                Steps = JoinSteps(joined.Steps, import.Steps),
                Parameters = JoinParameters(joined.Parameters, import.Parameters),
            };
        }

        return joined;
    }

    /// <summary>A document over its imports.</summary>
    public static Pipeline Overlay(Pipeline imported, Pipeline own)
    {
        if (imported.Instrument is not null && own.Instrument is not null && imported.Instrument != own.Instrument)
            throw new PipelineException(
                $"The pipeline's instrument '{own.Instrument}' is not the '{imported.Instrument}' that it imports; set 'instrument' on the import.");
        return Checked(own with
        {
            Instrument = own.Instrument ?? imported.Instrument,
            Parameters = JoinParameters(imported.Parameters, own.Parameters),
            Tasks = [.. imported.Tasks.Select(t => Merge(t, own.Find(t.Label))), .. own.Tasks.Where(t => imported.Find(t.Label) is null)],
            Subsets = [.. imported.Subsets.Where(s => own.Subsets.All(o => o.Label != s.Label)), .. own.Subsets],
            Contracts = [.. imported.Contracts, .. own.Contracts],
            Steps = JoinSteps(imported.Steps, own.Steps),
        });
    }

    /// <summary>Checks what must hold in any pipeline.</summary>
    public static Pipeline Checked(Pipeline pipeline)
    {
        foreach (var subset in pipeline.Subsets)
        {
            if (pipeline.Find(subset.Label) is not null)
                throw new PipelineException($"The subset '{subset.Label}' has the label of a task.");
            if (subset.Tasks.FirstOrDefault(l => pipeline.Find(l) is null) is { } unknown)
                throw new PipelineException(
                    $"The subset '{subset.Label}' names a task '{unknown}' that is not in the pipeline.{Suggestions.For(unknown, pipeline.Tasks.Select(t => t.Label))}");
        }

        return pipeline.Steps.FirstOrDefault(s => pipeline.Subsets.All(u => u.Label != s.Label)) is { } step
            ? throw new PipelineException($"The step '{step.Label}' has no subset of that label.")
            : pipeline;
    }

    private static PipelineTaskEntry Merge(PipelineTaskEntry imported, PipelineTaskEntry? own)
    {
        if (own is null)
            return imported;
        return own.ClassName == imported.ClassName ? own.Configs.Aggregate(imported, (task, block) => task.With(block)) : own;
    }

    private static IReadOnlyList<PipelineStep> JoinSteps(IReadOnlyList<PipelineStep> first, IReadOnlyList<PipelineStep> second)
    {
        foreach (var step in second)
            if (first.FirstOrDefault(s => s.Label == step.Label) is { } other && !other.Equals(step))
                throw new PipelineException($"The step '{step.Label}' is declared twice with different dimensions.");
        return [.. first, .. second.Where(s => !first.Contains(s))];
    }

    private static IReadOnlyList<ConfigValue> JoinParameters(IReadOnlyList<ConfigValue> under, IReadOnlyList<ConfigValue> over) =>
        [.. under.Where(p => over.All(o => o.Field != p.Field)), .. over];
}
