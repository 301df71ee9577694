namespace SkyButler.Pipelines.Requests;

/// <summary>Takes a task out of the pipeline (<c>--delete LABEL</c>).</summary>
/// <param name="Label">Its label.</param>
public sealed record DeleteTaskEdit(string Label) : PipelineEdit;
