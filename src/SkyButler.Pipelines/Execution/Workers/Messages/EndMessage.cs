using System.Text.Json;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.Pipelines.Execution.Workers.Messages;

/// <summary>What a worker process says of a quantum that has ended.</summary>
internal sealed record EndMessage(int Number, QuantumStatus Status, FailureCause Cause, string? ErrorType, string? ErrorMessage, bool IsRepeatable, IReadOnlyList<Guid> Stored)
{
    public static void Write(Utf8JsonWriter json, int number, QuantumReport report, IEnumerable<Guid> stored)
    {
        json.WriteStartObject();
        json.WriteString("kind", MessageKind.Ended);
        json.WriteNumber("number", number);
        json.WriteNumber("status", (int)report.Status);
        json.WriteNumber("cause", (int)report.Cause);
        json.WriteString("error_type", report.ErrorType);
        json.WriteString("error_message", report.ErrorMessage);
        json.WriteBoolean("is_repeatable", report.IsRepeatable);
        json.WriteStartArray("stored");
        foreach (var id in stored)
            json.WriteStringValue(id);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static EndMessage Read(JsonElement json) => new(
        json.GetProperty("number").GetInt32(), (QuantumStatus)json.GetProperty("status").GetInt32(), (FailureCause)json.GetProperty("cause").GetInt32(),
        json.GetProperty("error_type").GetString(), json.GetProperty("error_message").GetString(), json.GetProperty("is_repeatable").GetBoolean(),
        [.. json.GetProperty("stored").EnumerateArray().Select(i => i.GetGuid())]);

    /// <summary>The report of the quantum.</summary>
    public QuantumReport Report(Guid quantum, string label, DataCoordinate dataId) => new(quantum, label, dataId, Status, ErrorType, ErrorMessage)
    {
        Cause = Cause,
        IsRepeatable = IsRepeatable,
        ExitCode = Status == QuantumStatus.Success ? 0 : 1,
    };
}
