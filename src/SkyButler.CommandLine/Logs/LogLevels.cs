using Microsoft.Extensions.Logging;
using SkyButler.CommandLine.Parsing;

namespace SkyButler.CommandLine.Logs;

/// <summary>Names and numbers of log levels, as the original's users know them.</summary>
internal static class LogLevels
{
    // VERBOSE lies between INFO and DEBUG, and nothing is logged at it here: as a threshold it lets INFO pass.
    private static readonly (string Name, LogLevel Level)[] Names =
    [
        ("CRITICAL", LogLevel.Critical), ("ERROR", LogLevel.Error), ("WARNING", LogLevel.Warning), ("INFO", LogLevel.Information),
        ("VERBOSE", LogLevel.Information), ("DEBUG", LogLevel.Debug), ("TRACE", LogLevel.Trace),
    ];

    /// <summary>The level of a name, in any case.</summary>
    /// <exception cref="UsageException">There is none of that name.</exception>
    public static LogLevel Parse(string name)
    {
        foreach (var (known, level) in Names)
        {
            if (string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
                return level;
        }

        throw new UsageException($"Invalid value for '--log-level': '{name}' is not one of {string.Join(", ", Names.Select(entry => $"'{entry.Name}'"))}.");
    }

    /// <summary>The name of a level.</summary>
    public static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Critical => "CRITICAL",
        LogLevel.Error => "ERROR",
        LogLevel.Warning => "WARNING",
        LogLevel.Information => "INFO",
        LogLevel.Debug => "DEBUG",
        _ => "TRACE",
    };

    /// <summary>The number that JSON records carry.</summary>
    public static int NumberOf(LogLevel level) => level switch
    {
        LogLevel.Critical => 50,
        LogLevel.Error => 40,
        LogLevel.Warning => 30,
        LogLevel.Information => 20,
        LogLevel.Debug => 10,
        _ => 5,
    };
}
