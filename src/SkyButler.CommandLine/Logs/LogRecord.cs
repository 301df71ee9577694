using Microsoft.Extensions.Logging;

namespace SkyButler.CommandLine.Logs;

/// <summary>One message.</summary>
/// <param name="Name">The logger.</param>
/// <param name="Level">Its level.</param>
/// <param name="Time">When, with the local zone.</param>
/// <param name="Message">What.</param>
/// <param name="Exception">The failure that caused it; null for none.</param>
/// <param name="Labels">Labels of the process and of what it was doing.</param>
internal sealed record LogRecord(
    string Name, LogLevel Level, DateTimeOffset Time, string Message, Exception? Exception, IReadOnlyDictionary<string, string> Labels);
