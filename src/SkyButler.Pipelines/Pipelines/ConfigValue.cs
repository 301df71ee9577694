using SkyButler.Configuration.Nodes;

namespace SkyButler.Pipelines.Pipelines;

/// <summary>A value given to a field in a pipeline.</summary>
/// <param name="Field">Dotted name.</param>
/// <param name="Value">Plain data: null, bool, long, double, string, lists and dictionaries by text.</param>
/// <param name="Location">Where it was written.</param>
public sealed record ConfigValue(string Field, object? Value, SourceLocation Location)
{
    /// <summary>The value in its file, whose elements know their lines; null where it comes from no file.</summary>
    internal ConfigNode? Node { get; init; }
}
