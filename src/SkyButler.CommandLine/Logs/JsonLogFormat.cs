using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SkyButler.CommandLine.Logs;

/// <summary>Log records as lines of JSON with the keys that the original's readers know.</summary>
internal static class JsonLogFormat
{
    /// <summary>One record, without a line end.</summary>
    public static string Line(LogRecord record)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("name", record.Name);
            json.WriteString("asctime", record.Time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
            json.WriteString("message", record.Message);
            json.WriteNumber("levelno", LogLevels.NumberOf(record.Level));
            json.WriteString("levelname", LogLevels.NameOf(record.Level));
            json.WriteNumber("process", Environment.ProcessId);
            if (record.Exception is not null)
                json.WriteString("exc_info", record.Exception.ToString());
            json.WriteStartObject("MDC");
            foreach (var (key, value) in record.Labels)
                json.WriteString(key, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
