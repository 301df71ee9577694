namespace SkyButler.Pipelines.Tasks;

/// <summary>Names a task as pipelines name it: <c>[PipelineTask("spherex.tasks.SubtractTask")]</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PipelineTaskAttribute(string name) : Attribute
{
    /// <summary>The dotted name.</summary>
    public string Name { get; } = name;

    /// <summary>Further dotted names by which pipelines may name it.</summary>
    public string[] Aliases { get; init; } = [];

    /// <summary>Label of the task where a pipeline gives none; by default the last part of the name without <c>Task</c>.</summary>
    public string? DefaultLabel { get; init; }

    /// <summary>Whether quanta of this task may run beside others (<c>-j</c>).</summary>
    public bool AllowsParallel { get; init; } = true;
}
