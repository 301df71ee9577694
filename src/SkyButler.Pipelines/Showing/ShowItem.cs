namespace SkyButler.Pipelines.Showing;

/// <summary>Something that a pipeline or a graph can show of itself (<c>--show NAME[=ARGUMENT]</c>).</summary>
public sealed record ShowItem
{
    /// <summary>The pipeline as YAML.</summary>
    public const string Pipeline = "pipeline";

    internal const string Config = "config";
    internal const string DumpConfig = "dump-config";
    internal const string History = "history";
    internal const string Tasks = "tasks";
    internal const string Subsets = "subsets";
    internal const string Inputs = "inputs";
    internal const string PipelineGraph = "pipeline-graph";
    internal const string TaskGraph = "task-graph";
    internal const string Graph = "graph";
    internal const string Workflow = "workflow";
    internal const string Uri = "uri";

    private static readonly string[] OfPipelines = [Pipeline, Config, DumpConfig, History, Tasks, Subsets, Inputs, PipelineGraph, TaskGraph];
    private static readonly string[] OfGraphs = [Graph, Workflow, Uri];

    private ShowItem(string name, string? argument)
    {
        Name = name;
        Argument = argument;
    }

    /// <summary>Names of all items.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. OfPipelines, .. OfGraphs];

    /// <summary>The item's name.</summary>
    public string Name { get; }

    /// <summary>What stands after the equal sign; null for nothing.</summary>
    public string? Argument { get; }

    /// <summary>Whether a quantum graph is needed to show it.</summary>
    public bool NeedsGraph => OfGraphs.Contains(Name);

    /// <summary>Reads an item.</summary>
    /// <exception cref="PipelineException">There is none of that name, or it lacks its argument.</exception>
    public static ShowItem Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? text : text[..equals];
        var argument = equals < 0 ? null : text[(equals + 1)..];
        if (!Known.Contains(name))
            throw new PipelineException($"There is nothing called '{name}' to show; choose from {string.Join(", ", Known)}.{Suggestions.For(name, Known)}");
        if (name == History && string.IsNullOrEmpty(argument))
            throw new PipelineException("The history of which field? Say history=[TASK::]FIELD.");
        if (argument is not null && name is not (Config or DumpConfig or History))
            throw new PipelineException($"The item '{name}' takes no value, but was given '{argument}'.");
        return new ShowItem(name, argument);
    }

    /// <inheritdoc />
    public override string ToString() => Argument is null ? Name : $"{Name}={Argument}";
}
