namespace SkyButler.Pipelines.Connections;

/// <summary>An input that must exist before the graph is built, looked up for each quantum: calibrations, reference catalogues.</summary>
public sealed record PrerequisiteInput : InputConnection
{
    /// <summary>A look-up of the task's own; null for the usual one.</summary>
    public PrerequisiteLookup? Lookup { get; init; }
}
