namespace SkyButler.Pipelines.Pipelines.Documents;

/// <summary>Takes tasks out of a pipeline, and what makes no sense without them.</summary>
internal static class PipelineCut
{
    /// <summary>The pipeline with only these tasks; the order of their declaration stays.</summary>
    public static Pipeline Keep(Pipeline pipeline, IReadOnlySet<string> labels, LabeledSubsetModifyMode mode = LabeledSubsetModifyMode.Drop)
    {
        if (labels.FirstOrDefault(l => pipeline.Find(l) is null) is { } unknown)
            throw new PipelineException($"There is no task '{unknown}' in the pipeline.{Suggestions.For(unknown, pipeline.Tasks.Select(t => t.Label))}");
        var dropped = pipeline.Tasks.Select(t => t.Label).Where(l => !labels.Contains(l)).ToHashSet(StringComparer.Ordinal);
        var subsets = Subsets(pipeline.Subsets, labels, mode).ToList();
        return pipeline with
        {
            Tasks = [.. pipeline.Tasks.Where(t => labels.Contains(t.Label))],
            Subsets = subsets,
            Contracts = [.. pipeline.Contracts.Where(c => !dropped.Any(l => Mentions(c.Expression, l)))],
            Steps = [.. pipeline.Steps.Where(s => subsets.Any(u => u.Label == s.Label))],
        };
    }

    /// <summary>Whether a contract speaks of a task: its label, then a dot.</summary>
    private static bool Mentions(string expression, string label)
    {
        for (var at = expression.IndexOf(label + ".", StringComparison.Ordinal); at >= 0; at = expression.IndexOf(label + ".", at + 1, StringComparison.Ordinal))
            if (at == 0 || !(char.IsLetterOrDigit(expression[at - 1]) || expression[at - 1] is '_' or '.'))
                return true;
        return false;
    }

    private static IEnumerable<PipelineSubset> Subsets(IReadOnlyList<PipelineSubset> subsets, IReadOnlySet<string> labels, LabeledSubsetModifyMode mode)
    {
        foreach (var subset in subsets)
        {
            if (mode == LabeledSubsetModifyMode.Edit)
                yield return subset with { Tasks = [.. subset.Tasks.Where(labels.Contains)] };
            else if (subset.Tasks.Count > 0 && subset.Tasks.All(labels.Contains))
                yield return subset;
        }
    }
}
