using System.Text.Json;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Pipelines.Quanta.Building;

namespace SkyButler.Pipelines.Quanta.Files;

/// <summary>The dimension records of a graph's data IDs.</summary>
internal static class DimensionDataJson
{
    private const int BatchSize = 5_000;

    /// <summary>Every record once, by element.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyCollection<DimensionRecord>>> CollectAsync(
        QuantumGraph graph, Butler butler, CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<string, Dictionary<DataCoordinate, DimensionRecord>>(StringComparer.Ordinal);
        foreach (var batch in DataIds(graph).Chunk(BatchSize))
        {
            foreach (var expanded in await QuantumRecords.ExpandAsync(butler, [.. batch.Distinct()], cancellationToken).ConfigureAwait(false))
            {
                foreach (var (element, record) in expanded.Records!)
                {
                    if (record is null || record.Element.Kind == DimensionElementKind.SkyPix)
                        continue;
                    if (!found.TryGetValue(element, out var records))
                        found.Add(element, records = []);
                    records.TryAdd(record.DataId, record);
                }
            }
        }

        return found.ToDictionary(p => p.Key, p => (IReadOnlyCollection<DimensionRecord>)p.Value.Values, StringComparer.Ordinal);
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

    // What quanta read may have dimensions that quanta lack.
    private static IEnumerable<DataCoordinate> DataIds(QuantumGraph graph) =>
        graph.Quanta.Select(q => q.DataId).Concat(Drawings.GraphDatasets.Of(graph).Select(d => d.DataId)).Where(d => d.Dimensions.Count > 0);

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
