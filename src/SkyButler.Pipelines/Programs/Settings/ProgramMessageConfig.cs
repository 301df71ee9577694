using SkyButler.Pipelines.Configs;

namespace SkyButler.Pipelines.Programs.Settings;

/// <summary>Lines of a program that are to be noticed.</summary>
[ConfigName("skybutler.programs.ProgramMessageConfig")]
public sealed class ProgramMessageConfig : Config
{
    /// <summary>A regular expression; named groups, <c>(?&lt;seeing&gt;[0-9.]+)</c>, are kept as values.</summary>
    [ConfigField("regular expression that lines match; what named groups such as (?<seeing>[0-9.]+) match is kept")]
    public string Pattern { get; init; } = "";

    /// <summary>What such a line means.</summary>
    [ConfigField("what such a line means: note, warn, fail")]
    public MessageLevel Level { get; init; }

    /// <summary>How many lines are kept; all are counted.</summary>
    [ConfigField("how many lines are kept, the first ones; all are counted")]
    [ConfigRange(Min = 1, Max = 1000)]
    public int Keep { get; init; } = 10;
}
