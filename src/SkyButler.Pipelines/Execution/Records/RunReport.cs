using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Quanta;

namespace SkyButler.Pipelines.Execution.Records;

/// <summary>The report of a run as JSON, in the original's layout.</summary>
internal static class RunReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of the report.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="status">How everything ended.</param>
    /// <param name="command">The command line.</param>
    /// <param name="quanta">What became of the quanta.</param>
    /// <param name="error">The error that ended the run; null where there was none.</param>
    public static string Write(
        QuantumGraph graph, QuantumStatus status, IReadOnlyList<string> command, IReadOnlyList<QuantumReport> quanta, Exception? error)
    {
        var report = new JsonObject
        {
            ["qgraphSummary"] = GraphSummary.Of(graph),
            ["status"] = Text(status),
            ["cmdLine"] = new JsonArray([.. command.Select(c => JsonValue.Create(c))]),
        };
        if (error is not null)
            report["exceptionInfo"] = new JsonObject { ["className"] = error.GetType().FullName, ["message"] = error.Message };
        report["quantaReports"] = new JsonArray([.. quanta.Select(Quantum)]);
        return report.ToJsonString(Indented);
    }

    private static JsonObject Quantum(QuantumReport quantum)
    {
        var entry = new JsonObject { ["status"] = Text(quantum.Status), ["dataId"] = DataId(quantum.DataId), ["taskLabel"] = quantum.TaskLabel };
        if (quantum.ExitCode is { } exitCode)
            entry["exitCode"] = exitCode;
        if (quantum.ErrorType is not null)
            entry["exceptionInfo"] = new JsonObject { ["className"] = quantum.ErrorType, ["message"] = quantum.ErrorMessage };
        entry["quantumId"] = quantum.QuantumId.ToString();
        return entry;
    }

    private static JsonObject DataId(DataCoordinate dataId)
    {
        var values = new JsonObject();
        foreach (var (name, value) in dataId.Items.Take(dataId.Dimensions.Required.Count))
            values[name] = value.IsText ? JsonValue.Create(value.Text) : JsonValue.Create(value.Number);
        return values;
    }

    private static string Text(QuantumStatus status) => status switch
    {
        QuantumStatus.Success => "success",
        QuantumStatus.Failure => "failure",
        QuantumStatus.Timeout => "timeout",
        _ => "skipped",
    };
}
