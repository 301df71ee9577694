namespace SkyButler.Pipelines.Connections;

/// <summary>What a task writes once, before its first quantum; it has no dimensions.</summary>
public sealed record InitOutput : Connection;
