using System.Globalization;
using System.Text.Json;
using SkyButler.Pipelines.Quanta.Files.Writing;

namespace SkyButler.Pipelines.Quanta.Files;

/// <summary>The header of a graph file as JSON.</summary>
internal static class HeaderJson
{
    private const string Predicted = "predicted";
    private const string Provenance = "provenance";

    public static void Write(Utf8JsonWriter json, QuantumGraph graph, Guid provenanceId)
    {
        var header = graph.Header;
        json.WriteStartObject();
        json.WriteNumber("version", GraphFileNames.Version);
        json.WriteString("graph_type", header.Kind == GraphKind.Provenance ? Provenance : Predicted);
        GraphJson.WriteTexts(json, "inputs", header.Inputs);
        json.WriteString("output", header.Output);
        json.WriteString("output_run", header.OutputRun);
        json.WriteString("user", header.User);
        json.WriteString("timestamp", header.Timestamp.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture));
        json.WriteString("command", header.Command);
        json.WriteStartObject("metadata");
        foreach (var (name, value) in header.Metadata)
        {
            json.WritePropertyName(name);
            GraphJson.WritePlain(json, value);
        }

        json.WriteEndObject();
        json.WriteNumber("int_size", GraphFileNames.IntegerSize);
        json.WriteNumber("n_quanta", graph.Count);
        json.WriteNumber("n_datasets", graph.Tasks.SelectMany(t => t.Connections).Select(c => c.Datasets).Distinct().Sum(d => d.Count)
            + graph.InitQuanta.SelectMany(q => q.Inputs.Values.Concat(q.Outputs.Values)).Select(d => d.Id).Distinct().Count());
        json.WriteStartObject("n_task_quanta");
        var counts = graph.Tasks.ToDictionary(t => t.Task.Label, t => t.Count, StringComparer.Ordinal);
        foreach (var task in graph.Pipeline.Tasks)
            json.WriteNumber(task.Label, counts.GetValueOrDefault(task.Label));
        json.WriteEndObject();
        json.WriteString("provenance_dataset_id", provenanceId);
        json.WriteEndObject();
    }

    /// <summary>What a header says.</summary>
    internal sealed record Content(QuantumGraphHeader Header, int Quanta, IReadOnlyDictionary<string, int> TaskQuanta)
    {
        /// <summary>The identifier that the file gets when it is itself a dataset; null where the header has none.</summary>
        public Guid? ProvenanceId { get; init; }
    }

    public static Content Read(JsonElement json)
    {
        var kind = json.GetProperty("graph_type").GetString() switch
        {
            Predicted => GraphKind.Predicted,
            Provenance => GraphKind.Provenance,
            var other => throw new QuantumGraphException($"This is a '{other}' graph; predicted and provenance graphs are known here."),
        };
        if (json.GetProperty("version").GetInt32() is not GraphFileNames.Version and var version)
            throw new QuantumGraphException($"The graph file has version {version}, and {GraphFileNames.Version} is known here; build it anew.");
        if (json.GetProperty("int_size").GetInt32() is not GraphFileNames.IntegerSize and var size)
            throw new QuantumGraphException($"The graph file has integers of {size} bytes, and {GraphFileNames.IntegerSize} are known here; build it anew.");
        var header = new QuantumGraphHeader
        {
            Kind = kind,
            Inputs = [.. json.GetProperty("inputs").EnumerateArray().Select(i => i.GetString()!)],
            Output = json.GetProperty("output").GetString(),
            OutputRun = json.GetProperty("output_run").GetString() ?? throw new QuantumGraphException("The graph file names no output run."),
            User = json.GetProperty("user").GetString() ?? "",
            Timestamp = DateTimeOffset.Parse(json.GetProperty("timestamp").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            Command = json.GetProperty("command").GetString() ?? "",
            Metadata = json.GetProperty("metadata").EnumerateObject().ToDictionary(p => p.Name, p => Plain(p.Value), StringComparer.Ordinal),
        };
        return new Content(
            header, json.GetProperty("n_quanta").GetInt32(),
            json.GetProperty("n_task_quanta").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetInt32(), StringComparer.Ordinal))
        {
            ProvenanceId = json.TryGetProperty("provenance_dataset_id", out var id) && id.TryGetGuid(out var known) ? known : null,
        };
    }

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.TryGetInt64(out var n) ? (object)n : value.GetDouble(),
        JsonValueKind.Array => value.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.Object => value.GetRawText(),
        _ => value.GetString(),
    };
}
