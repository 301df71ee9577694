using SkyButler.Pipelines.Configs;

namespace SkyButler.Pipelines.Programs.Settings;

/// <summary>A text file with a line for each dataset of an input, for programs that read what to do from one.</summary>
[ConfigName("skybutler.programs.ProgramListConfig")]
public sealed class ProgramListConfig : Config
{
    /// <summary>The input.</summary>
    [ConfigField("the input whose datasets are listed")]
    public string Input { get; init; } = "";

    /// <summary>One line, in which placeholders stand for columns.</summary>
    [ConfigField("one line, with placeholders: {path} and the data ID of the dataset, such as {id:detector}")]
    public string Line { get; init; } = "{path}";

    /// <summary>What stands before the lines; null for nothing.</summary>
    [ConfigField("what stands before the lines; None for nothing")]
    public string? Header { get; init; }

    /// <summary>Name of the file in the quantum's directory; null for the list's own with <c>.txt</c>.</summary>
    [ConfigField("name of the file in the quantum's directory; None for that of the list with .txt")]
    public string? File { get; init; }
}
