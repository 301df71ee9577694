namespace SkyButler.Pipelines.Connections;

/// <summary>What a task reads once, when it is made; it has no dimensions.</summary>
public sealed record InitInput : Connection;
