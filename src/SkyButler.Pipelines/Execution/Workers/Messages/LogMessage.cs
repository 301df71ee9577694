using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace SkyButler.Pipelines.Execution.Workers.Messages;

/// <summary>A line that a worker process logs.</summary>
internal sealed record LogMessage(string Category, LogLevel Level, DateTimeOffset Time, string Message, string? Exception)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind", MessageKind.Log);
        json.WriteString("category", Category);
        json.WriteNumber("level", (int)Level);
        json.WriteString("time", Time);
        json.WriteString("message", Message);
        json.WriteString("exception", Exception);
        json.WriteEndObject();
    }

    public static LogMessage Read(JsonElement json) => new(
        json.GetProperty("category").GetString()!, (LogLevel)json.GetProperty("level").GetInt32(), json.GetProperty("time").GetDateTimeOffset(),
        json.GetProperty("message").GetString()!, json.GetProperty("exception").GetString());
}
