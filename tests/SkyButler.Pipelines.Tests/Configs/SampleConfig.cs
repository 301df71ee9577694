using SkyButler.Pipelines.Configs;

namespace SkyButler.Pipelines.Tests.Configs;

[ConfigName("sample.tasks.SampleConfig")]
public sealed class SampleConfig : TaskConfig
{
    [ConfigField("added to the value")]
    public long Add { get; init; } = 5;

    [ConfigField("a fraction")]
    [ConfigRange(Min = 0, Max = 1)]
    public double Fraction { get; init; } = 0.5;

    [ConfigField("which way")]
    [ConfigChoice("up", "upwards")]
    [ConfigChoice("down", "downwards")]
    public string Direction { get; init; } = "up";

    [ConfigField("a note, if any")]
    public string? Note { get; init; }

    [ConfigField("values for which to raise", Name = "fail_on")]
    public IReadOnlyList<long> FailOn { get; init; } = [];

    [ConfigField("weights by name")]
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();

    [ConfigField("nested settings")]
    public SampleNestedConfig Nested { get; init; } = new() { Size = 3 };

    [ConfigField("a switch")]
    public bool Flag { get; init; }

    protected internal override void Validate(ICollection<string> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        if (Flag && Add < 0)
            problems.Add("add must not be negative with flag");
    }
}
