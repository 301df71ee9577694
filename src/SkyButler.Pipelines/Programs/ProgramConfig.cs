using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Configs.Checks;
using SkyButler.Pipelines.Programs.Settings;

namespace SkyButler.Pipelines.Programs;

/// <summary>How a program is run for each quantum: what it reads and makes, its command line, and what its end means.</summary>
[ConfigName("skybutler.programs.ProgramConfig")]
public sealed class ProgramConfig : TaskConfig
{
    /// <summary>Dimensions of the task's quanta.</summary>
    [ConfigField("dimensions of the task's quanta: the program runs once for each such data ID")]
    public IReadOnlyList<string> Dimensions { get; init; } = [];

    /// <summary>Inputs by connection name.</summary>
    [ConfigField("inputs by connection name")]
    public IReadOnlyDictionary<string, ProgramInputConfig> Inputs { get; init; } = new Dictionary<string, ProgramInputConfig>();

    /// <summary>Outputs by connection name.</summary>
    [ConfigField("outputs by connection name")]
    public IReadOnlyDictionary<string, ProgramOutputConfig> Outputs { get; init; } = new Dictionary<string, ProgramOutputConfig>();

    /// <summary>The program and its arguments.</summary>
    [ConfigField("the program and its arguments: one text, split as a shell would (no shell is used), or a list of texts, groups [..] and repetitions {each: INPUT, arguments: [..]}")]
    public object? Command { get; init; }

    /// <summary>Further arguments, as a list.</summary>
    [ConfigField("further arguments behind the command, as a list")]
    public object? Arguments { get; init; }

    /// <summary>Whether the command is a script for a shell.</summary>
    [ConfigField("whether the command is one text that /bin/sh gets; what placeholders stand for is put in as quoted words")]
    public bool Shell { get; init; }

    /// <summary>A command that runs before the program, such as one that fetches what is on tape.</summary>
    [ConfigField("a command that runs before the program in the quantum's directory, such as one that fetches what is on tape; None for none")]
    public object? Before { get; init; }

    /// <summary>Files that list inputs, by name.</summary>
    [ConfigField("files that list inputs, by the name that {listfile:NAME} gives")]
    public IReadOnlyDictionary<string, ProgramListConfig> Lists { get; init; } = new Dictionary<string, ProgramListConfig>();

    /// <summary>Values of <c>{param:NAME}</c>.</summary>
    [ConfigField("values of {param:NAME}")]
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Variables of the program's environment.</summary>
    [ConfigField("variables of the program's environment, with placeholders")]
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the program gets no other variables.</summary>
    [ConfigField("whether the program gets only the variables of env and envKeep")]
    public bool EnvClear { get; init; }

    /// <summary>Variables that it gets all the same.</summary>
    [ConfigField("variables that are passed on although envClear is set")]
    public IReadOnlyList<string> EnvKeep { get; init; } = ["PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "USER"];

    /// <summary>The file that the program reads as its standard input; null for an empty one.</summary>
    [ConfigField("the file that is the program's standard input, such as {in:NAME}; None for an empty one")]
    public string? Stdin { get; init; }

    /// <summary>The file that gets what the program prints; null for the log.</summary>
    [ConfigField("the file that gets the program's standard output, such as {out:NAME}; None for the log")]
    public string? Stdout { get; init; }

    /// <summary>Seconds that the program may take; null for as long as it takes.</summary>
    [ConfigField("seconds that the program may take; None for as long as it takes")]
    [ConfigRange(Min = 0, Max = 1e9, InclusiveMin = false)]
    public double? Timeout { get; init; }

    /// <summary>Seconds between asking the program to end and ending it.</summary>
    [ConfigField("seconds between asking it to end (SIGTERM) and ending it with its children (SIGKILL)")]
    [ConfigRange(Min = 0, Max = 1e9)]
    public double Grace { get; init; } = 10;

    /// <summary>Exit codes that mean success.</summary>
    [ConfigField("exit codes that mean success")]
    public IReadOnlyList<int> SuccessCodes { get; init; } = [0];

    /// <summary>Exit codes that mean that there was nothing to do.</summary>
    [ConfigField("exit codes that mean that there was nothing to do")]
    public IReadOnlyList<int> NoWorkCodes { get; init; } = [];

    /// <summary>Exit codes that mean a failure that would come again.</summary>
    [ConfigField("exit codes that mean a failure that would come again in the same way")]
    public IReadOnlyList<int> RepeatableErrorCodes { get; init; } = [];

    /// <summary>Lines of what the program prints that are to be noticed, by name.</summary>
    [ConfigField("lines of what the program prints that are to be noticed, by name; 'butler query-messages' finds them")]
    public IReadOnlyDictionary<string, ProgramMessageConfig> Messages { get; init; } = new Dictionary<string, ProgramMessageConfig>();

    /// <summary>Whether inputs are always copied.</summary>
    [ConfigField("whether inputs are always copied, so that the program can't change stored files")]
    public bool ForceCopy { get; init; }

    /// <summary>How paths are given.</summary>
    [ConfigField("how paths are given: absolute, or relative to the quantum's directory")]
    public PathStyle PathStyle { get; init; }

    /// <summary>The folder in which quanta get their directories; null for <c>SKYBUTLER_SCRATCH</c>, or one among the temporary files.</summary>
    [ConfigField("the folder in which each quantum gets its directory; None for $SKYBUTLER_SCRATCH, or one among the temporary files")]
    public string? Directory { get; init; }

    /// <summary>When the directory of a quantum stays.</summary>
    [ConfigField("when the directory of a quantum stays: never, onFailure, always")]
    public DirectoryKeeping Keep { get; init; } = DirectoryKeeping.OnFailure;

    /// <summary>Bytes of each of the program's two output streams that the log keeps.</summary>
    [ConfigField("bytes of standard output, and of standard error, that the log keeps: the first and the last")]
    [ConfigRange(Min = 0)]
    public int ConsoleLimit { get; init; } = 1_000_000;

    /// <summary>Level of what it prints.</summary>
    [ConfigField("level at which standard output is logged")]
    public LogLevel StdoutLevel { get; init; } = LogLevel.Information;

    /// <summary>Level of what it prints as errors.</summary>
    [ConfigField("level at which standard error is logged")]
    public LogLevel StderrLevel { get; init; } = LogLevel.Information;

    /// <inheritdoc />
    protected internal override void Check(ConfigProblems problems) => ProgramChecks.Check(this, problems);
}
