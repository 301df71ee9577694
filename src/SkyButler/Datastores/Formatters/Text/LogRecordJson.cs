using System.Globalization;
using SkyButler.Datastores.Contents;

namespace SkyButler.Datastores.Formatters.Text;

/// <summary>A log record from and to the fields of its JSON.</summary>
internal static class LogRecordJson
{
    public static LogRecord FromTree(OrderedDictionary<string, object?> fields) => new()
    {
        Name = Text(fields, "name"),
        Time = DateTimeOffset.Parse(Text(fields, "asctime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
        Message = Text(fields, "message"),
        LevelNumber = Number(fields, "levelno"),
        LevelName = Text(fields, "levelname"),
        FileName = Text(fields, "filename"),
        PathName = Text(fields, "pathname"),
        LineNumber = Number(fields, "lineno"),
        FunctionName = fields.GetValueOrDefault("funcName") as string,
        Process = Number(fields, "process"),
        ProcessName = Text(fields, "processName"),
        Exception = fields.GetValueOrDefault("exc_info") as string,
        Labels = fields.GetValueOrDefault("MDC") is OrderedDictionary<string, object?> labels
            ? labels.ToDictionary(p => p.Key, p => Convert.ToString(p.Value, CultureInfo.InvariantCulture) ?? "", StringComparer.Ordinal)
            : [],
    };

    // What has no value is left out, as the original does.
    public static OrderedDictionary<string, object?> ToTree(LogRecord record)
    {
        var fields = new OrderedDictionary<string, object?>(StringComparer.Ordinal)
        {
            ["name"] = record.Name,
            ["asctime"] = record.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            ["message"] = record.Message,
            ["levelno"] = record.LevelNumber,
            ["levelname"] = record.LevelName,
            ["filename"] = record.FileName,
            ["pathname"] = record.PathName,
            ["lineno"] = record.LineNumber,
        };
        if (record.FunctionName is not null)
            fields["funcName"] = record.FunctionName;
        fields["process"] = record.Process;
        fields["processName"] = record.ProcessName;
        if (record.Exception is not null)
            fields["exc_info"] = record.Exception;
        if (record.Labels.Count > 0)
            fields["MDC"] = record.Labels.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        return fields;
    }

    private static string Text(OrderedDictionary<string, object?> fields, string name) => fields.GetValueOrDefault(name) as string ?? "";

    private static int Number(OrderedDictionary<string, object?> fields, string name) =>
        fields.GetValueOrDefault(name) is long number && number is >= int.MinValue and <= int.MaxValue ? (int)number : 0;
}
