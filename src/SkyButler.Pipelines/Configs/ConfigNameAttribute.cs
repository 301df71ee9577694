namespace SkyButler.Pipelines.Configs;

/// <summary>
/// The dotted name under which a configuration class stands in the files that are written (<c>spherex.tasks.SubtractConfig</c>);
/// by default a task's configuration has the module of the task's name, another class its own full name.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ConfigNameAttribute(string name) : Attribute
{
    /// <summary>The dotted name.</summary>
    public string Name { get; } = name;
}
