using System.Globalization;

namespace SkyButler.CommandLine.Logs;

/// <summary>Log records as lines of text.</summary>
internal static class LogFormat
{
    private const string Label = "LABEL";

    /// <summary><c>name LEVEL: message</c>.</summary>
    public static string Short(LogRecord record) => $"{record.Name} {LogLevels.NameOf(record.Level)}: {record.Message}{Details(record)}";

    /// <summary><c>LEVEL time name (label)(source) - message</c>; time is local, with its zone.</summary>
    public static string Long(LogRecord record) => string.Create(
        CultureInfo.InvariantCulture,
        $"{LogLevels.NameOf(record.Level)} {record.Time:yyyy-MM-ddTHH:mm:ss.fffzzz} {record.Name} ({record.Labels.GetValueOrDefault(Label, "")})({Source(record)}) - {record.Message}{Details(record)}");

    private static string Source(LogRecord record) => record.Name[(record.Name.LastIndexOf('.') + 1)..];

    private static string Details(LogRecord record) => record.Exception is null ? "" : Environment.NewLine + record.Exception;
}
