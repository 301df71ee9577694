using SkyButler.Pipelines.Configs;

namespace SkyButler.Pipelines.Tests.Mocks;

/// <summary>A task whose dimensions and connections come from its configuration.</summary>
public sealed class MockConfig : TaskConfig
{
    [ConfigField("dimensions of quanta")]
    public IReadOnlyList<string> Dimensions { get; init; } = [];

    [ConfigField("inputs")]
    public IReadOnlyDictionary<string, MockConnectionConfig> Inputs { get; init; } = new Dictionary<string, MockConnectionConfig>();

    [ConfigField("prerequisites", Name = "prerequisite_inputs")]
    public IReadOnlyDictionary<string, MockConnectionConfig> PrerequisiteInputs { get; init; } = new Dictionary<string, MockConnectionConfig>();

    [ConfigField("outputs")]
    public IReadOnlyDictionary<string, MockConnectionConfig> Outputs { get; init; } = new Dictionary<string, MockConnectionConfig>();

    [ConfigField("init-inputs", Name = "init_inputs")]
    public IReadOnlyDictionary<string, MockConnectionConfig> InitInputs { get; init; } = new Dictionary<string, MockConnectionConfig>();

    [ConfigField("init-outputs", Name = "init_outputs")]
    public IReadOnlyDictionary<string, MockConnectionConfig> InitOutputs { get; init; } = new Dictionary<string, MockConnectionConfig>();

    [ConfigField("data IDs, as texts, of quanta that fail")]
    public IReadOnlyList<string> FailOn { get; init; } = [];

    [ConfigField("data IDs, as texts, of quanta that find no work")]
    public IReadOnlyList<string> NoWorkOn { get; init; } = [];

    [ConfigField("data IDs, as texts, of quanta that work until they are asked to stop")]
    public IReadOnlyList<string> HangOn { get; init; } = [];

    [ConfigField("data IDs, as texts, of quanta that do not hear when they are asked to stop")]
    public IReadOnlyList<string> DeafOn { get; init; } = [];

    [ConfigField("data IDs, as texts, of quanta that kill their process")]
    public IReadOnlyList<string> KillOn { get; init; } = [];

    [ConfigField("data IDs, as texts, of quanta that take memory until they are stopped")]
    public IReadOnlyList<string> LeakOn { get; init; } = [];

    [ConfigField("megabytes that these take")]
    public long LeakSize { get; init; }

    [ConfigField("a folder in which is noted who misbehaved, to do so only once; empty for always")]
    public string OnceIn { get; init; } = "";
}
