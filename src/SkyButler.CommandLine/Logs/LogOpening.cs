using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;

namespace SkyButler.CommandLine.Logs;

/// <summary>Opens the log that the options before a command's name ask for.</summary>
internal static class LogOpening
{
    private const string ExtraRootsVariable = "DAF_BUTLER_ROOT_LOGGER";

    /// <summary>Opens the files and makes loggers.</summary>
    /// <param name="global">The options.</param>
    /// <param name="surroundings">Clock and environment.</param>
    /// <param name="error">Standard error.</param>
    public static LogFactory Open(CommandValues global, Surroundings surroundings, TextWriter error)
    {
        var rules = LogRules.Parse(global[GlobalOptions.LogLevel], surroundings.Environment[ExtraRootsVariable]);
        var labels = new Dictionary<string, string>(KeyValues.Read(GlobalOptions.LogLabel, global[GlobalOptions.LogLabel]), StringComparer.Ordinal);
        Func<LogRecord, string> text = global[GlobalOptions.LongLog] ? LogFormat.Long : LogFormat.Short;
        var sinks = new List<LogSink>();
        if (global[GlobalOptions.LogTty])
            sinks.Add(new LogSink(error, text, isTerminal: true));
        foreach (var file in global[GlobalOptions.LogFile])
        {
            var isJson = file.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
            sinks.Add(new LogSink(new StreamWriter(file, append: true), isJson ? JsonLogFormat.Line : text, isTerminal: false));
        }

        return new LogFactory(rules, sinks, labels, surroundings.Clock);
    }
}
