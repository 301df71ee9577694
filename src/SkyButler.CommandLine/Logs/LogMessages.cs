using Microsoft.Extensions.Logging;

namespace SkyButler.CommandLine.Logs;

/// <summary>Logging of ready texts: the commands say little, so that templates would gain nothing.</summary>
internal static class LogMessages
{
    public static void Information(this ILogger log, string message) => Write(log, LogLevel.Information, message);

    public static void Warning(this ILogger log, string message) => Write(log, LogLevel.Warning, message);

    private static void Write(ILogger log, LogLevel level, string message) =>
        log.Log(level, default, message, null, static (text, _) => text);
}
