namespace SkyButler.Pipelines.Configs;

/// <summary>One value given to a field, and where.</summary>
/// <param name="Field">Dotted name.</param>
/// <param name="Value">The value as text.</param>
/// <param name="Location">Where it was written.</param>
public sealed record ConfigAssignment(string Field, string Value, SourceLocation Location);
