namespace SkyButler.Pipelines.Requests;

/// <summary>Which pipeline, and how it is changed; the pipeline options of <c>pipetask build</c>, <c>qgraph</c> and <c>run</c>.</summary>
public sealed record PipelineRequest
{
    /// <summary>Path or URI of a YAML file, with <c>#label,label</c> or <c>#from..to</c> for a part of it; null for an empty pipeline.</summary>
    public string? Location { get; init; }

    /// <summary>Changes, in the order of the command line.</summary>
    public IReadOnlyList<PipelineEdit> Edits { get; init; } = [];

    /// <summary>An expression for the tasks to keep (<c>--select-tasks</c>); null for all.</summary>
    public string? SelectTasks { get; init; }

    /// <summary>
    /// The repository whose names of tasks and dataset types count (<c>-b</c>); null for none. A quantum graph is built with its own.
    /// </summary>
    public string? Repository { get; init; }

    /// <summary>Where the pipeline is written as YAML after the changes; null for nowhere.</summary>
    public string? SavePath { get; init; }

    /// <summary>Where the pipeline is drawn for Graphviz (<c>--pipeline-dot</c>); null for nowhere.</summary>
    public string? DotPath { get; init; }

    /// <summary>Where the pipeline is drawn as a Mermaid chart (<c>--pipeline-mermaid</c>); null for nowhere.</summary>
    public string? MermaidPath { get; init; }
}
