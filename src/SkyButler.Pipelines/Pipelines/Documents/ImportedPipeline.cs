namespace SkyButler.Pipelines.Pipelines.Documents;

/// <summary>Makes of a pipeline what an import asks for: instrument, tasks left in or out, other labels, contracts and steps or not.</summary>
internal static class ImportedPipeline
{
    public static Pipeline Apply(Pipeline pipeline, PipelineImport import)
    {
        if (import.Instrument is { } instrument)
            pipeline = pipeline with { Instrument = instrument == "None" ? null : instrument };
        if (!import.ImportSteps)
            pipeline = pipeline with { Steps = [] };
        pipeline = Cut(pipeline, import);
        pipeline = Rename(pipeline, import);
        return import.ImportContracts ? pipeline : pipeline with { Contracts = [] };
    }

    private static Pipeline Cut(Pipeline pipeline, PipelineImport import)
    {
        if (import.Include is null && import.Exclude is null)
            return pipeline;
        var named = (import.Include ?? import.Exclude)!.SelectMany(pipeline.Expand).ToHashSet(StringComparer.Ordinal);
        var kept = import.Include is not null
            ? named
            : pipeline.Tasks.Select(t => t.Label).Where(l => !named.Contains(l)).ToHashSet(StringComparer.Ordinal);
        return PipelineCut.Keep(pipeline, kept, import.ModifyMode);
    }

    private static Pipeline Rename(Pipeline pipeline, PipelineImport import)
    {
        foreach (var (old, renamed) in import.Rename)
        {
            if (pipeline.Find(old) is null)
                throw new PipelineSyntaxException(
                    import.Location, $"'rename' names a task '{old}' that is not imported.{Suggestions.For(old, pipeline.Tasks.Select(t => t.Label))}");
            if (pipeline.Find(renamed) is not null || pipeline.Subsets.Any(s => s.Label == renamed))
                throw new PipelineSyntaxException(import.Location, $"'rename' gives a task the label '{renamed}', which is taken.");
        }

        if (import.Rename.Count == 0)
            return pipeline;
        string New(string label) => import.Rename.GetValueOrDefault(label, label);
        return pipeline with
        {
            Tasks = [.. pipeline.Tasks.Select(t => t with { Label = New(t.Label) })],
            Subsets = [.. pipeline.Subsets.Select(s => s with { Tasks = [.. s.Tasks.Select(New)] })],
        };
    }
}
