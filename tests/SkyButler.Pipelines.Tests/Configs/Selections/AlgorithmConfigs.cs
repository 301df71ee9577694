using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Configs.Selections;

namespace SkyButler.Pipelines.Tests.Configs.Selections;

public abstract class AlgorithmConfig : Config;

[ConfigName("algorithms.MedianConfig")]
public sealed class MedianConfig : AlgorithmConfig
{
    [ConfigField("width of the window")]
    [ConfigRange(Min = 1, Max = 100)]
    public int Width { get; init; } = 3;
}

[ConfigName("algorithms.SplineConfig")]
public sealed class SplineConfig : AlgorithmConfig
{
    [ConfigField("order of the spline")]
    public int Order { get; init; } = 2;

    [ConfigField("where it is anchored")]
    public string? Anchor { get; init; }

    protected internal override void Validate(ICollection<string> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        if (Order > 3 && Anchor is null)
            problems.Add("an order above 3 needs an anchor");
    }
}

[ConfigName("sample.tasks.ChoosingConfig")]
public sealed class ChoosingConfig : TaskConfig
{
    private static readonly ConfigRegistry<AlgorithmConfig> ByName = new ConfigRegistry<AlgorithmConfig>()
        .Add<MedianConfig>("median", "median of a window").Add<SplineConfig>("spline", "a spline");

    private static readonly ConfigRegistry<AlgorithmConfig> ByClass = new ConfigRegistry<AlgorithmConfig>()
        .Add<MedianConfig>("algorithms.Median", "median of a window").Add<SplineConfig>("algorithms.Spline", "a spline");

    [ConfigField("how the background is found")]
    public ConfigSelection<AlgorithmConfig> Background { get; } = new(ByName, "median");

    [ConfigField("what is measured")]
    public ConfigSelections<AlgorithmConfig> Measurements { get; } = new(ByName, []);

    [ConfigField("what smooths")]
    public ConfigTarget<AlgorithmConfig> Smoother { get; } = new(ByClass, "algorithms.Median");

    [ConfigField("what is done at the end")]
    public ConfigActions<AlgorithmConfig> Actions { get; } = new(ByClass, ("first", "algorithms.Median"));

    [ConfigField("names")]
    public IReadOnlyList<string> Names { get; init; } = ["a", "b"];

    [ConfigField("groups by name")]
    public IReadOnlyDictionary<string, IReadOnlyList<long>> Groups { get; init; } = new Dictionary<string, IReadOnlyList<long>> { ["g"] = [1, 2] };

    [ConfigField("weights by name")]
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double> { ["x"] = 1 };
}
