namespace SkyButler.Pipelines.Connections;

/// <summary>A regular input: it may be made in the same pipeline, and its data IDs shape the graph.</summary>
public sealed record Input : InputConnection
{
    /// <summary>Whether a missing dataset does not keep a data ID out of the graph.</summary>
    public bool DeferGraphConstraint { get; init; }

    /// <summary>Whether only <see cref="TaskConnections.AdjustAllQuanta"/> ties datasets to quanta here.</summary>
    public bool DeferBinding { get; init; }
}
