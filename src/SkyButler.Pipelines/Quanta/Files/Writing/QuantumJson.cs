using System.Text;
using System.Text.Json;
using SkyButler.Datasets;
using SkyButler.Pipelines.Quanta.Columns;

namespace SkyButler.Pipelines.Quanta.Files.Writing;

/// <summary>Init-quanta as JSON.</summary>
internal static class QuantumJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<InitQuantum> quanta, DatastoreRecords? records)
    {
        json.WriteStartArray();
        foreach (var quantum in quanta)
        {
            json.WriteStartObject();
            json.WriteString("quantum_id", quantum.Id);
            json.WriteString("task_label", quantum.Task?.Label ?? "");
            json.WriteStartArray("data_coordinate");
            json.WriteEndArray();
            WriteSets(json, "inputs", quantum.Inputs);
            WriteSets(json, "outputs", quantum.Outputs);
            json.WritePropertyName("datastore_records");
            json.WriteRawValue(Records(quantum, records));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Records(InitQuantum quantum, DatastoreRecords? records)
    {
        if (records is null)
            return "{}";
        var buffer = new Utf8Buffer();
        records.Write(quantum.Inputs.Values.Select(d => d.Id), buffer);
        return Encoding.UTF8.GetString(buffer.Written);
    }

    private static void WriteSets(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, DatasetRef> sets)
    {
        json.WriteStartObject(name);
        foreach (var (connection, dataset) in sets)
        {
            json.WriteStartArray(connection);
            GraphJson.WriteDataset(json, dataset);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
