using SkyButler.Pipelines.Pipelines.Documents;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Pipelines.Pipelines;

/// <summary>Changes pipelines as command lines ask.</summary>
internal static class PipelineEditing
{
    /// <summary>The pipeline after all changes, made in order.</summary>
    public static Pipeline Apply(Pipeline pipeline, IReadOnlyList<PipelineEdit> edits, TaskCatalog catalog) =>
        edits.Aggregate(pipeline, (changed, edit) => edit switch
        {
            AddTaskEdit add => Add(changed, add, catalog),
            DeleteTaskEdit delete => Delete(changed, delete.Label),
            ConfigEdit { Label: Pipeline.ParametersLabel } parameter => SetParameter(changed, parameter),
            ConfigEdit config => Configure(
                changed, config.Label, new ConfigBlock { Values = [new ConfigValue(config.Field, config.Value, SourceLocation.CommandLine)], Location = SourceLocation.CommandLine }),
            ConfigFileEdit file => Configure(changed, file.Label, new ConfigBlock { Files = [file.File], Location = SourceLocation.CommandLine }),
            InstrumentEdit instrument => changed with { Instrument = instrument.Instrument },
            _ => throw new ArgumentException($"The edit {edit} is not known.", nameof(edits)),
        });

    private static Pipeline Add(Pipeline pipeline, AddTaskEdit add, TaskCatalog catalog)
    {
        var label = add.Label ?? catalog.Get(add.Task).DefaultLabel;
        if (label == Pipeline.ParametersLabel || pipeline.Subsets.Any(s => s.Label == label))
            throw new PipelineException($"A task can't be called '{label}': the name is taken.");
        var task = new PipelineTaskEntry(label, add.Task, [], SourceLocation.CommandLine);
        return pipeline.Find(label) is null
            ? pipeline with { Tasks = [.. pipeline.Tasks, task] }
            : pipeline with { Tasks = [.. pipeline.Tasks.Select(t => t.Label == label ? task : t)] };
    }

    private static Pipeline Delete(Pipeline pipeline, string labels)
    {
        var gone = labels.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var label in gone)
            Require(pipeline, label);
        return PipelineCut.Keep(pipeline, pipeline.Tasks.Select(t => t.Label).Except(gone, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal));
    }

    private static Pipeline SetParameter(Pipeline pipeline, ConfigEdit edit)
    {
        var value = new ConfigValue(edit.Field, edit.Value, SourceLocation.CommandLine);
        return pipeline with { Parameters = [.. pipeline.Parameters.Where(p => p.Field != edit.Field), value] };
    }

    private static Pipeline Configure(Pipeline pipeline, string label, ConfigBlock block)
    {
        Require(pipeline, label);
        return pipeline with { Tasks = [.. pipeline.Tasks.Select(t => t.Label == label ? t.With(block) : t)] };
    }

    private static void Require(Pipeline pipeline, string label)
    {
        if (pipeline.Find(label) is null)
            throw new PipelineException(
                $"There are no tasks labeled '{label}' in the pipeline.{Suggestions.For(label, pipeline.Tasks.Select(t => t.Label))}");
    }
}
