using SkyButler.Pipelines.Configs;

namespace SkyButler.Conformance.Documentation;

/// <summary>Settings of <see cref="SkyLevelTask"/>.</summary>
public sealed class SkyLevelConfig : TaskConfig
{
    /// <summary>Mask planes of pixels that don't count.</summary>
    [ConfigField("mask planes whose pixels don't count")]
    public IReadOnlyList<string> BadPlanes { get; init; } = ["BAD", "SAT", "NO_DATA"];

    /// <summary>Only each so many-th row and column counts.</summary>
    [ConfigField("only each so many-th row and column counts")]
    [ConfigRange(Min = 1)]
    public int Stride { get; init; } = 1;
}
