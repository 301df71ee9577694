using System.Text.Json;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Pipelines.Quanta.Columns;

namespace SkyButler.Pipelines.Quanta.Files.Writing;

/// <summary>The dimension records of a graph's data IDs.</summary>
internal static class DimensionDataJson
{
    private const int BatchSize = 5_000;

    /// <summary>Every record once, by element. What quanta read may have dimensions that quanta lack.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyCollection<DimensionRecord>>> CollectAsync(
        QuantumGraph graph, Butler butler, CancellationToken cancellationToken)
    {
        var tables = graph.Tasks.Select(t => t.DataIds.Table).Concat(graph.Tasks.SelectMany(t => t.Connections).Where(c => c.Datasets.Count > 0).Select(c => c.Datasets.Table))
            .Distinct().Where(t => t.Dimensions.Count > 0).ToList();
        var used = Used(graph);
        var found = new SortedDictionary<string, IReadOnlyCollection<DimensionRecord>>(StringComparer.Ordinal);
        foreach (var element in tables.SelectMany(t => t.Dimensions.Elements).Distinct().Where(e => e.Kind != DimensionElementKind.SkyPix))
        {
            var keys = new DataIdTable(element.MinimalGroup, tables[0].Space);
            foreach (var table in tables.Where(t => t.Dimensions.Elements.Contains(element)))
                table.AddTo(keys, used[table]);
            var records = new List<DimensionRecord>();
            foreach (var batch in Enumerable.Range(0, keys.Count).Chunk(BatchSize))
                records.AddRange((await butler.Registry.Records.FetchAsync(element, [.. batch.Select(keys.DataId)], cancellationToken).ConfigureAwait(false)).Values);
            if (records.Count > 0)
                found.Add(element.Name, records);
        }

        return found;
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, IReadOnlyCollection<DimensionRecord>> records)
    {
        json.WriteStartObject();
        foreach (var (element, rows) in records)
        {
            json.WriteStartArray(element);
            foreach (var record in rows)
            {
                json.WriteStartArray();
                foreach (var value in record.Values)
                    WriteValue(json, value);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    // Tables keep the data IDs of quanta and datasets that were left out.
    private static Dictionary<DataIdTable, System.Collections.BitArray> Used(QuantumGraph graph)
    {
        var used = new Dictionary<DataIdTable, System.Collections.BitArray>();
        foreach (var task in graph.Tasks)
            foreach (var row in task.DataIds.Rows)
                Of(task.DataIds.Table)[row] = true;
        foreach (var column in graph.Tasks.SelectMany(t => t.Connections).Select(c => c.Datasets).Distinct())
            for (var position = 0; position < column.Count; position++)
                Of(column.Table)[column.Row(position)] = true;
        return used;

        System.Collections.BitArray Of(DataIdTable table)
        {
            if (!used.TryGetValue(table, out var rows))
                used.Add(table, rows = new System.Collections.BitArray(table.Count));
            return rows;
        }
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case Region region:
                json.WriteStringValue(Convert.ToHexStringLower(region.Encode()));
                break;
            case byte[] bytes:
                json.WriteStringValue(Convert.ToHexStringLower(bytes));
                break;
            case Timespan time:
                json.WriteStartArray();
                json.WriteNumberValue(time.BeginNanoseconds);
                json.WriteNumberValue(time.EndNanoseconds);
                json.WriteEndArray();
                break;
            default:
                GraphJson.WritePlain(json, value);
                break;
        }
    }
}
