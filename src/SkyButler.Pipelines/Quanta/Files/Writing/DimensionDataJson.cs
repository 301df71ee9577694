using System.Text.Json;
using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Pipelines.Quanta.Columns;

namespace SkyButler.Pipelines.Quanta.Files.Writing;

/// <summary>The dimension records of a graph's data IDs.</summary>
internal static class DimensionDataJson
{
    private const int BatchSize = 5_000;

    /// <summary>Every record once, by element.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyCollection<DimensionRecord>>> CollectAsync(
        QuantumGraph graph, Butler butler, CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<string, IReadOnlyCollection<DimensionRecord>>(StringComparer.Ordinal);
        foreach (var (element, keys) in RecordKeys.Of(graph))
        {
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
