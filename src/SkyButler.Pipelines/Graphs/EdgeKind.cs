namespace SkyButler.Pipelines.Graphs;

/// <summary>What a dataset type is to a task.</summary>
public enum EdgeKind
{
    /// <summary>A regular input.</summary>
    Input,

    /// <summary>A prerequisite input.</summary>
    Prerequisite,

    /// <summary>An output.</summary>
    Output,

    /// <summary>Read once, when the task is made.</summary>
    InitInput,

    /// <summary>Written once, before the first quantum.</summary>
    InitOutput,
}
