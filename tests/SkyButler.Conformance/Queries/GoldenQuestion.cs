using System.Text.Json;
using System.Text.Json.Nodes;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Queries;

/// <summary>A question that was put to the original, with its answer.</summary>
internal sealed class GoldenQuestion
{
    private static readonly HashSet<string> Options =
        ["where", "bind", "order_by", "limit", "find_first", "explain", "data_id", "collections", "timespan", "name", "dimensions", "columns", "join",
            "flatten_chains", "collection_types", "include_parents", "include_summary", "include_doc"];

    private readonly JsonObject question;

    private GoldenQuestion(JsonObject question) => this.question = question;

    public int Number => (int)question["n"]!;

    public string Api => (string)question["api"]!;

    public bool IsOrdered => (bool)question["ordered"]!;

    /// <summary>Full name of the original's error; null where rows were the answer.</summary>
    public string? Error => (string?)question["error"]?["type"];

    public JsonArray Rows => question["rows"]!.AsArray();

    public JsonArray Arguments => question["args"]!.AsArray();

    public JsonObject Keywords => question["kwargs"]!.AsObject();

    public string Where => (string?)Keywords["where"] ?? "";

    public int? Limit => (int?)Keywords["limit"];

    public IReadOnlyList<string> OrderBy => Texts(Keywords["order_by"]);

    /// <summary>The original searches for the first find unless told otherwise.</summary>
    public bool FindFirst => (bool?)Keywords["find_first"] ?? true;

    public IReadOnlyDictionary<string, object?> Bind => (Keywords["bind"]?.AsObject() ?? [])
        .ToDictionary(b => b.Key, b => Value(b.Value), StringComparer.Ordinal);

    /// <summary>The data ID, given as such and by keyword.</summary>
    public DataId DataId
    {
        get
        {
            var dataId = new DataId();
            foreach (var (name, value) in Keywords["data_id"]?.AsObject() ?? [])
                dataId[name] = Value(value)!;
            foreach (var (name, value) in Keywords.Where(k => !Options.Contains(k.Key)))
                dataId[name] = Value(value)!;
            return dataId;
        }
    }

    public static IReadOnlyList<GoldenQuestion> ReadAll()
    {
        using var stream = File.OpenRead(SharedFiles.Golden("mixed-queries.json"));
        return [.. JsonNode.Parse(stream)!["queries"]!.AsArray().Select(q => new GoldenQuestion(q!.AsObject()))];
    }

    public static IReadOnlyList<string> Texts(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => [.. list.Select(t => (string)t!)],
        _ => [(string)node!],
    };

    public override string ToString() => $"{Number}: {Api} {Arguments.ToJsonString()} {Keywords.ToJsonString()}";

    private static object? Value(JsonNode? node) => node switch
    {
        null => null,
        JsonArray list => list.Select(Value).ToList(),
        JsonObject { Count: > 0 } o when o["$timespan_ns"] is JsonArray bounds => Timespan.FromStored((long)bounds[0]!, (long)bounds[1]!),
        JsonObject { Count: > 0 } o when o["$region_hex"] is { } hex => Region.Decode(Convert.FromHexString((string)hex!)),
        JsonValue v when v.GetValueKind() == JsonValueKind.String => (string)v!,
        JsonValue v when v.TryGetValue<long>(out var whole) => whole,
        JsonValue v when v.GetValueKind() is JsonValueKind.True or JsonValueKind.False => (bool)v,
        _ => (double)node,
    };
}
