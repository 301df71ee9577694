using System.Globalization;
using System.Text;
using System.Text.Json;
using SkyButler.Configuration.Json;
using SkyButler.Datasets;
using SkyButler.Pipelines.Provenance.Scanning;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Files.Writing;

namespace SkyButler.Pipelines.Provenance.Files;

/// <summary>The documents in a provenance graph, in the original's layout.</summary>
internal static class ProvenanceJson
{
    /// <summary>A quantum with its attempts.</summary>
    public static byte[] Quantum(ScannedQuantum scanned) => GraphJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("quantum_id", scanned.Quantum.Id);
        json.WriteString("task_label", scanned.Quantum.TaskLabel);
        GraphJson.WriteDataId(json, scanned.Quantum.DataId);
        WriteSides(json, scanned.Quantum);
        json.WriteStartArray("attempts");
        for (var i = 0; i < scanned.Attempts.Count; i++)
            Write(json, i, scanned.Attempts[i]);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>A dataset with what made and used it.</summary>
    public static byte[] Dataset(DatasetRef dataset, bool isProduced, Guid? producer, IEnumerable<Guid> consumers) => GraphJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("dataset_id", dataset.Id);
        json.WriteString("dataset_type_name", dataset.DatasetType.Name);
        GraphJson.WriteDataId(json, dataset.DataId);
        json.WriteString("run", dataset.Run);
        json.WriteBoolean("produced", isProduced);
        if (producer is { } known)
            json.WriteString("producer", known);
        else
            json.WriteNull("producer");
        json.WriteStartArray("consumers");
        foreach (var consumer in consumers)
            json.WriteStringValue(consumer);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>What is made once for each task.</summary>
    public static byte[] InitQuanta(IEnumerable<InitQuantum> quanta) => GraphJson.Write(json =>
    {
        json.WriteStartArray();
        foreach (var quantum in quanta.Where(q => q.Task is not null))
        {
            json.WriteStartObject();
            json.WriteString("quantum_id", quantum.Id);
            json.WriteString("task_label", quantum.Task!.Label);
            foreach (var (side, datasets) in (ReadOnlySpan<(string, IReadOnlyDictionary<string, DatasetRef>)>)[("inputs", quantum.Inputs), ("outputs", quantum.Outputs)])
            {
                json.WriteStartObject(side);
                foreach (var (connection, dataset) in datasets)
                    json.WriteString(connection, dataset.Id);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Plain data as they are.</summary>
    public static byte[] Plain(object? value)
    {
        var text = new StringBuilder();
        JsonTreeWriter.Append(text, value);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Metadata or logs of all attempts.</summary>
    public static byte[] Attempts(IEnumerable<object?> values) =>
        Plain(new OrderedDictionary<string, object?>(StringComparer.Ordinal) { ["attempts"] = values.ToList() });

    private static void WriteSides(Utf8JsonWriter json, Quantum quantum)
    {
        foreach (var (side, isWrite) in (ReadOnlySpan<(string, bool)>)[("inputs", false), ("outputs", true)])
        {
            json.WriteStartObject(side);
            foreach (var connection in quantum.Quanta.Connections.Where(c => c.Edge.IsWrite == isWrite))
            {
                json.WriteStartArray(connection.Edge.ConnectionName);
                foreach (var target in connection.Targets(quantum.Place))
                    json.WriteStringValue(connection.Datasets.Id(target));
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }
    }

    private static void Write(Utf8JsonWriter json, int number, ScannedAttempt attempt)
    {
        json.WriteStartObject();
        json.WriteNumber("attempt", number);
        json.WriteNumber("status", (int)attempt.Status);
        if (attempt.Caveats is { } caveats)
            json.WriteNumber("caveats", caveats);
        else
            json.WriteNull("caveats");
        json.WritePropertyName("exception");
        json.WriteRawValue(Plain(attempt.Exception), skipInputValidation: true);
        Write(json, ResourceFigures.Of(attempt.Noted));
        json.WritePropertyName("previous_process_quanta");
        json.WriteRawValue(Plain(attempt.PreviousQuanta), skipInputValidation: true);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ResourceFigures? figures)
    {
        if (figures is null)
        {
            json.WriteNull("resource_usage");
            return;
        }

        json.WriteStartObject("resource_usage");
        json.WriteNumber("memory", figures.Memory);
        json.WriteString("start", figures.Begin.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        json.WriteNumber("prep_time", figures.PrepareTime);
        json.WriteNumber("init_time", figures.InitTime);
        json.WriteNumber("run_time", figures.RunTime);
        json.WriteNumber("run_time_cpu", figures.CpuTime);
        json.WriteEndObject();
    }
}
