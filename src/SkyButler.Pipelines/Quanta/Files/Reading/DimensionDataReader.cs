using System.Text.Json;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;

namespace SkyButler.Pipelines.Quanta.Files.Reading;

/// <summary>Reads the dimension records of a graph's file, one element after the other.</summary>
internal sealed class DimensionDataReader(JsonElement json, DimensionUniverse universe)
{
    /// <summary>The elements that the file has records of and that keep any, each after those that its records refer to.</summary>
    public IEnumerable<DimensionElement> Elements => universe.Elements.Where(e => e.HasTable && json.TryGetProperty(e.Name, out _));

    /// <summary>Records of an element.</summary>
    public IEnumerable<DimensionRecord> Records(DimensionElement element) =>
        json.GetProperty(element.Name).EnumerateArray().Select(row => Record(element, row));

    private static DimensionRecord Record(DimensionElement element, JsonElement row)
    {
        var fields = element.Schema.Fields;
        if (row.GetArrayLength() != fields.Count)
            throw new InvalidDataException($"a dimension record of '{element}' has {row.GetArrayLength()} values, not {fields.Count}.");
        var values = new object?[fields.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = Value(row[i], fields[i].Type);
        return new DimensionRecord(element, values);
    }

    private static object? Value(JsonElement value, ColumnType type) => value.ValueKind == JsonValueKind.Null ? null : type switch
    {
        ColumnType.String => value.GetString(),
        ColumnType.Float => value.GetDouble(),
        ColumnType.Bool => value.GetBoolean(),
        ColumnType.Hash => Convert.FromHexString(value.GetString()!),
        ColumnType.Region => Region.Decode(Convert.FromHexString(value.GetString()!)),
        ColumnType.Timespan => Timespan.FromStored(value[0].GetInt64(), value[1].GetInt64()),
        _ => value.GetInt64(),
    };
}
