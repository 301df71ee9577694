using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;

namespace SkyButler.Conformance.Queries;

/// <summary>Answers as lines of text that are equal where the answers are.</summary>
internal static class GoldenAnswer
{
    public static string Line(JsonNode? node) => node switch
    {
        null => "null",
        JsonArray list => "[" + string.Join(",", list.Select(Line)) + "]",
        JsonObject o when o["$timespan_ns"] is { } bounds => "timespan" + Line(bounds),
        JsonObject o when o["$region_hex"] is { } hex => "region:" + (string)hex!,
        JsonObject o when o["$uuid"] is { } id => (string)id!,
        JsonObject o => "{" + string.Join(",", o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={Line(p.Value)}")) + "}",
        JsonValue v when v.GetValueKind() == JsonValueKind.Number => decimal.Parse(v.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture)
            .ToString("0.#############################", CultureInfo.InvariantCulture),
        _ => node.ToString(),
    };

    public static string Line(DataCoordinate dataId) => Line(Node(dataId));

    public static string Line(DatasetRef dataset) => Line(new JsonObject
    {
        ["dataset_type"] = dataset.DatasetType.Name,
        ["id"] = dataset.Id.ToString(),
        ["run"] = dataset.Run,
        ["data_id"] = Node(dataset.DataId),
    });

    public static string Line(DimensionRecord record)
    {
        var row = new JsonObject();
        for (var i = 0; i < record.Values.Count; i++)
            row[record.Element.Schema.Fields[i].Name] = Node(record.Values[i]);
        return Line(row);
    }

    public static string Line(DataCoordinate dataId, IReadOnlyList<string> names, IReadOnlyList<object?> values)
    {
        var row = Node(dataId);
        for (var i = 0; i < names.Count; i++)
            row[names[i]] = Node(values[i]);
        return Line(row);
    }

    private static JsonObject Node(DataCoordinate dataId)
    {
        var row = new JsonObject();
        foreach (var (name, value) in dataId.Items)
            row[name] = value.IsText ? JsonValue.Create(value.Text) : JsonValue.Create(value.Number);
        return row;
    }

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        Timespan t => new JsonObject { ["$timespan_ns"] = new JsonArray(t.BeginNanoseconds, t.EndNanoseconds) },
        Region r => new JsonObject { ["$region_hex"] = Convert.ToHexStringLower(r.Encode()) },
        Guid id => id.ToString(),
        bool flag => flag,
        long whole => whole,
        double real => real,
        _ => value.ToString(),
    };
}
