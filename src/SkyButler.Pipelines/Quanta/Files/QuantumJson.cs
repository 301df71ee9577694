using System.Text.Json;
using SkyButler.Datasets;

namespace SkyButler.Pipelines.Quanta.Files;

/// <summary>Quanta and init-quanta as JSON.</summary>
internal static class QuantumJson
{
    public static void Write(Utf8JsonWriter json, Quantum quantum)
    {
        json.WriteStartObject();
        json.WriteString("quantum_id", quantum.Id);
        json.WriteString("task_label", quantum.TaskLabel);
        GraphJson.WriteDataId(json, quantum.DataId);
        WriteSets(json, "inputs", quantum.Inputs.Select(p => (p.Key, p.Value)));
        WriteSets(json, "outputs", quantum.Outputs.Select(p => (p.Key, p.Value)));
        EndWithRecords(json);
    }

    public static void Write(Utf8JsonWriter json, InitQuantum quantum)
    {
        json.WriteStartObject();
        json.WriteString("quantum_id", quantum.Id);
        json.WriteString("task_label", quantum.Task?.Label ?? "");
        json.WriteStartArray("data_coordinate");
        json.WriteEndArray();
        WriteSets(json, "inputs", quantum.Inputs.Select(p => (p.Key, (IReadOnlyList<DatasetRef>)[p.Value])));
        WriteSets(json, "outputs", quantum.Outputs.Select(p => (p.Key, (IReadOnlyList<DatasetRef>)[p.Value])));
        EndWithRecords(json);
    }

    private static void WriteSets(Utf8JsonWriter json, string name, IEnumerable<(string Connection, IReadOnlyList<DatasetRef> Datasets)> sets)
    {
        json.WriteStartObject(name);
        foreach (var (connection, datasets) in sets)
        {
            json.WriteStartArray(connection);
            foreach (var dataset in datasets)
                GraphJson.WriteDataset(json, dataset);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void EndWithRecords(Utf8JsonWriter json)
    {
        json.WriteStartObject("datastore_records");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
