using System.Globalization;
using System.Text;
using System.Text.Json;
using SkyButler.Configuration.Json;
using SkyButler.Datastores.Contents;

namespace SkyButler.Datastores.Formatters.Text;

/// <summary>Logs of tasks: one JSON document (an object with <c>records</c>, or a list), or one object in each line.</summary>
public sealed class LogsFormatter : FormatterBase
{
    private const string ExtendedStart = "{\"extended\":true";
    private const string ExtraMark = "###EXTRA###";

    /// <inheritdoc />
    public override IReadOnlyList<string> Extensions { get; } = [".json", ".log"];

    /// <inheritdoc />
    public override async ValueTask<object> ReadAsync(FormatterSource source, FormatterRequest request, CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetString(await source.ReadAllAsync(cancellationToken).ConfigureAwait(false));
        try
        {
            return Parse(text);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidCastException)
        {
            throw Damaged(source, "a log in JSON", e);
        }
    }

    /// <inheritdoc />
    public override ValueTask WriteAsync(object value, FormatterTarget target, CancellationToken cancellationToken)
    {
        var log = value as LogRecords ?? throw Unfit(value, target, "a LogRecords");
        var text = new StringBuilder(ExtendedStart).Append(",\"version\":2,\"records\":[");
        for (var i = 0; i < log.Records.Count; i++)
            JsonTreeWriter.Append(text.Append(i == 0 ? "" : ","), LogRecordJson.ToTree(log.Records[i]));
        text.Append(']');
        foreach (var (key, extra) in log.Extra)
        {
            JsonTreeWriter.Append(text.Append(','), key);
            JsonTreeWriter.Append(text.Append(':'), extra);
        }

        return target.WriteAllAsync(Encoding.UTF8.GetBytes(text.Append('}').ToString()), cancellationToken);
    }

    /// <summary>The log of an earlier attempt as that of the next one keeps it, among <c>previous_attempts</c>: further values, and its lines as <c>logs</c>.</summary>
    public static OrderedDictionary<string, object?> EarlierAttempt(LogRecords log)
    {
        ArgumentNullException.ThrowIfNull(log);
        return new(log.Extra.Where(p => p.Key != "logs"), StringComparer.Ordinal) { ["logs"] = log.Records.Select(r => (object?)LogRecordJson.ToTree(r)).ToList() };
    }

    /// <summary>Reads the text of a log in any of the layouts.</summary>
    /// <exception cref="JsonException">It is none of them.</exception>
    public static LogRecords Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new([]);
        if (text.StartsWith(ExtendedStart, StringComparison.Ordinal))
        {
            var whole = Mapping(JsonTreeReader.Read(Encoding.UTF8.GetBytes(text)));
            var records = ((List<object?>)whole["records"]!).Select(r => LogRecordJson.FromTree(Mapping(r))).ToList();
            var extra = whole.Where(p => p.Key is not ("extended" or "version" or "records")).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
            return new(records, extra);
        }

        return text.StartsWith('[')
            ? new([.. ((List<object?>)JsonTreeReader.Read(Encoding.UTF8.GetBytes(text))!).Select(r => LogRecordJson.FromTree(Mapping(r)))])
            : ReadLines(text);
    }

    private static LogRecords ReadLines(string text)
    {
        var mark = text.IndexOf(ExtraMark, StringComparison.Ordinal);
        var lines = (mark < 0 ? text : text[..mark]).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var records = lines.Select(line => LogRecordJson.FromTree(Mapping(JsonTreeReader.Read(Encoding.UTF8.GetBytes(line))))).ToList();
        var extra = mark < 0 ? [] : Mapping(JsonTreeReader.Read(Encoding.UTF8.GetBytes(text[(mark + ExtraMark.Length)..].Trim())));
        return new(records, extra);
    }

    private static OrderedDictionary<string, object?> Mapping(object? value) =>
        value as OrderedDictionary<string, object?> ?? throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"An object was expected, not '{value}'."));
}
