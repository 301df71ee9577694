namespace SkyButler.Pipelines.Connections;

/// <summary>What a task writes for each quantum.</summary>
public sealed record Output : DimensionedConnection;
