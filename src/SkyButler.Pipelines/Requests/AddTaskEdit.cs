namespace SkyButler.Pipelines.Requests;

/// <summary>Adds a task, or replaces the one of that label (<c>-t TASK[:LABEL]</c>).</summary>
/// <param name="Task">Class name of the task.</param>
/// <param name="Label">Label; null for the task's default.</param>
public sealed record AddTaskEdit(string Task, string? Label = null) : PipelineEdit;
