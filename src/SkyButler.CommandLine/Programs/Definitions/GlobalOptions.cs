using SkyButler.CommandLine.Parsing.Options;

namespace SkyButler.CommandLine.Programs.Definitions;

/// <summary>Options that stand before the command's name.</summary>
internal static class GlobalOptions
{
    public static readonly ListOption LogLevel = new("--log-level")
    {
        Metavar = "LEVEL|COMPONENT=LEVEL",
        Help = "Least level that is logged, for all components or a named one ('.' is the root). "
            + "Levels are CRITICAL, ERROR, WARNING, INFO, VERBOSE, DEBUG and TRACE.",
    };

    public static readonly FlagOption LongLog = new("--long-log") { Help = "Log in the long format, with level and time first." };

    public static readonly ListOption LogFile = new("--log-file")
    {
        Metavar = "FILE",
        Help = "File to append log messages to; one JSON record a line if its name ends in '.json'.",
    };

    public static readonly FlagOption LogTty = new("--log-tty")
    {
        Negative = "--no-log-tty",
        Default = true,
        Help = "Whether to log to standard error.",
    };

    public static readonly ListOption LogLabel = new("--log-label")
    {
        Metavar = "KEY=VALUE",
        Help = "Label to attach to every log record, shown by the JSON format.",
    };

    public static readonly FlagOption Progress = new("--progress")
    {
        Negative = "--no-progress",
        Default = true,
        Help = "Whether to show how far slow operations are: by a bar on a terminal, by a log line for each tenth elsewhere.",
    };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<CommandOption> All =
        [LogLevel, LongLog, LogFile, LogTty, LogLabel, Progress, CommonOptions.Version, CommonOptions.Help];
}
