namespace SkyButler.Pipelines.Pipelines;

/// <summary>
/// A pipeline as it is declared: tasks by label with their overrides, subsets, parameters, contracts, steps. Imports are resolved
/// already. Values of this class never change; each edit makes a new one.
/// </summary>
public sealed record Pipeline
{
    /// <summary>The label that tasks may not have, since it stands for the parameters.</summary>
    public const string ParametersLabel = "parameters";

    /// <summary>What the pipeline is for.</summary>
    public string Description { get; init; } = "anonymous";

    /// <summary>Dotted class name of the instrument; null where there is none.</summary>
    public string? Instrument { get; init; }

    /// <summary>Values that configurations refer to by <c>parameters.name</c>, in order.</summary>
    public IReadOnlyList<ConfigValue> Parameters { get; init; } = [];

    /// <summary>The tasks, in the order of their declaration.</summary>
    public IReadOnlyList<PipelineTaskEntry> Tasks { get; init; } = [];

    /// <summary>The subsets.</summary>
    public IReadOnlyList<PipelineSubset> Subsets { get; init; } = [];

    /// <summary>The contracts.</summary>
    public IReadOnlyList<PipelineContract> Contracts { get; init; } = [];

    /// <summary>The steps, in order.</summary>
    public IReadOnlyList<PipelineStep> Steps { get; init; } = [];

    /// <summary>A task by label, or null.</summary>
    public PipelineTaskEntry? Find(string label) => Tasks.FirstOrDefault(t => t.Label == label);

    /// <summary>The labels that a label stands for: a subset's tasks, or itself.</summary>
    /// <exception cref="PipelineException">There is neither a task nor a subset of that label.</exception>
    public IReadOnlyList<string> Expand(string label) =>
        Subsets.FirstOrDefault(s => s.Label == label) is { } subset ? subset.Tasks
        : Find(label) is not null ? [label]
        : throw new PipelineException(
            $"There is no task or subset '{label}' in the pipeline.{Suggestions.For(label, Tasks.Select(t => t.Label).Concat(Subsets.Select(s => s.Label)))}");
}
