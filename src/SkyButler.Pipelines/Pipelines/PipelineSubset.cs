namespace SkyButler.Pipelines.Pipelines;

/// <summary>Some tasks of a pipeline under one name.</summary>
/// <param name="Label">The name.</param>
/// <param name="Tasks">Labels of the tasks.</param>
/// <param name="Description">What they are for; null where nobody says.</param>
public sealed record PipelineSubset(string Label, IReadOnlyList<string> Tasks, string? Description);
