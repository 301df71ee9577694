using SkyButler.Pipelines.Configs;

namespace SkyButler.Pipelines.Tests.Configs;

public sealed class SampleNestedConfig : Config
{
    [ConfigField("a size")]
    public int Size { get; init; } = 1;

    [ConfigField("names of things")]
    [ConfigLength(Max = 3)]
    public IReadOnlyList<string> Names { get; init; } = ["a"];
}
