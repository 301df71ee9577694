using System.Reflection;
using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Configs.Text;
using SkyButler.Pipelines.Connections;
using SkyButler.Pipelines.Tasks.Sources;

namespace SkyButler.Pipelines.Tasks;

/// <summary>A class of tasks: its names, and how its configuration, its connections and itself are made.</summary>
public sealed class TaskType
{
    private readonly Type type;
    private readonly PipelineTask prototype;

    /// <summary>Describes a class.</summary>
    /// <param name="type">The class, derived from <see cref="PipelineTask"/>.</param>
    /// <param name="name">The dotted name under which it was asked for; null for its own.</param>
    /// <exception cref="PipelineException">The class can't be made without parameters.</exception>
    public TaskType(Type type, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        this.type = type;
        Attribute = PlugInAttributes.Find<PipelineTaskAttribute>(type);
        Name = name ?? Attribute?.Name ?? type.FullName!;
        prototype = Make();
    }

    /// <summary>The dotted name, as pipelines write it.</summary>
    public string Name { get; }

    /// <summary>Label of the task where a pipeline gives none.</summary>
    public string DefaultLabel => Attribute?.DefaultLabel ?? Shorten(Name);

    /// <summary>Whether quanta of this task may run beside others.</summary>
    public bool AllowsParallel => Attribute?.AllowsParallel ?? true;

    /// <summary>The dotted name of the configuration class.</summary>
    public string ConfigName => ConfigNames.Of(prototype.ConfigType, Name);

    /// <summary>The assembly that holds the class.</summary>
    public Assembly Assembly => type.Assembly;

    /// <summary>The file whose code it is; null where it comes from an assembly.</summary>
    internal TaskOrigin? Source { get; init; }

    private PipelineTaskAttribute? Attribute { get; }

    /// <summary>A configuration with its defaults, the names of connections among them.</summary>
    internal TaskConfig MakeConfig()
    {
        var config = (TaskConfig)Activator.CreateInstance(prototype.ConfigType)!;
        var connections = MakeConnections();
        foreach (var (name, connection) in connections.All)
            config.Connections.Define(name, $"name for connection {name}", connection.Name);
        foreach (var (name, value) in connections.Templates)
            config.Connections.Define(name, $"value of the template {name} in names of connections", value);
        return config;
    }

    /// <summary>Connections as they are declared.</summary>
    internal TaskConnections MakeConnections() => (TaskConnections)Activator.CreateInstance(prototype.ConnectionsType)!;

    /// <summary>A task, ready to be initialised.</summary>
    internal PipelineTask MakeTask(string label, TaskConfig config, TaskConnections connections, ILogger log)
    {
        var task = Make();
        task.Attach(label, config, connections, log);
        return task;
    }

    private PipelineTask Make()
    {
        if (type.IsAbstract || type.GetConstructor(Type.EmptyTypes) is null)
            throw new PipelineException($"The task class '{type.FullName}' must not be abstract and needs a public constructor without parameters.");
        return (PipelineTask)Activator.CreateInstance(type)!;
    }

    private static string Shorten(string name)
    {
        var last = name[(name.LastIndexOf('.') + 1)..];
        var stem = last.EndsWith("Task", StringComparison.Ordinal) && last.Length > 4 ? last[..^4] : last;
        return char.ToLowerInvariant(stem[0]) + stem[1..];
    }
}
