using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SkyButler.Imaging.Tables;

namespace SkyButler.Datastores.Formatters.Parquet.Conversion;

/// <summary>What pandas tells of a table in JSON: which columns are its index, and of how many levels the names of the others are.</summary>
internal sealed class PandasMetadata
{
    private const int Deepest = 32;
    private readonly JsonObject root;

    private PandasMetadata(JsonObject root)
    {
        this.root = root;
        IndexColumns = [.. Items("index_columns").OfType<JsonValue>().Select(TextOf).OfType<string>()];
        Levels = [.. Items("column_indexes").OfType<JsonObject>().Select(level => TextOf(level["name"]))];
    }

    /// <summary>Names of the columns that are the index; none where it only counts.</summary>
    public IReadOnlyList<string> IndexColumns { get; }

    /// <summary>Names of the levels of column names, null for one without name.</summary>
    public IReadOnlyList<string?> Levels { get; }

    /// <summary>Reads the JSON; null where it isn't any.</summary>
    public static PandasMetadata? Read(string? json)
    {
        if (json is null)
            return null;
        try
        {
            return JsonNode.Parse(json, null, new() { MaxDepth = Deepest, AllowDuplicateProperties = false }) is JsonObject root ? new(root) : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The JSON of a table: index and levels as they were, where it came with such metadata, else an index that counts.</summary>
    public static string Write(Table table)
    {
        var before = Read(table.Metadata.GetValueOrDefault(ArrowKeys.Pandas) as string);
        var json = new JsonObject
        {
            ["index_columns"] = Index(table, before),
            ["column_indexes"] = before?.Levels.Count > 0 ? before.root["column_indexes"]!.DeepClone() : new JsonArray(Level()),
            ["columns"] = new JsonArray([.. Entries(table, before)]),
            ["attributes"] = new JsonObject(),
            ["creator"] = new JsonObject { ["library"] = "skybutler", ["version"] = typeof(PandasMetadata).Assembly.GetName().Version!.ToString(3) },
            ["pandas_version"] = TextOf(before?.root["pandas_version"]),
        };
        return json.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static JsonArray Index(Table table, PandasMetadata? before)
    {
        if (table.Metadata.GetValueOrDefault(ArrowKeys.PandasIndex) is string named && table.Find(named) is not null)
            return [named];
        var kept = before?.IndexColumns.Where(name => table.Find(name) is not null).ToList() ?? [];
        if (kept.Count > 0)
            return [.. kept.Select(name => (JsonNode)name)];
        var range = before?.Items("index_columns").OfType<JsonObject>().FirstOrDefault();
        return range is not null && Number(range, "start") is { } start && Number(range, "stop") is { } stop && Number(range, "step") is { } step && step > 0 && stop >= start
                && (UInt128)((Int128)stop - start + step - 1) / (UInt128)step == (UInt128)table.RowCount
            ? [range.DeepClone()]
            : [new JsonObject { ["kind"] = "range", ["name"] = null, ["start"] = 0, ["stop"] = table.RowCount, ["step"] = 1 }];
    }

    private static JsonObject Level() => new()
    {
        ["name"] = null,
        ["field_name"] = null,
        ["pandas_type"] = "unicode",
        ["numpy_type"] = "object",
        ["metadata"] = new JsonObject { ["encoding"] = "UTF-8" },
    };

    private static IEnumerable<JsonNode> Entries(Table table, PandasMetadata? before)
    {
        var known = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var entry in before?.Items("columns").OfType<JsonObject>() ?? [])
            known.TryAdd(TextOf(entry["field_name"]) ?? "", entry);
        return table.Columns.Select(column => Entry(column, known.GetValueOrDefault(column.Name)));
    }

    private static JsonObject Entry(Column column, JsonObject? known)
    {
        var (pandas, numpy, zone) = TypesOf(column.Definition);
        return new()
        {
            ["name"] = known is null ? column.Name : known["name"]?.DeepClone(),
            ["field_name"] = column.Name,
            ["pandas_type"] = pandas,
            ["numpy_type"] = numpy,
            ["metadata"] = zone is null ? null : new JsonObject { ["timezone"] = zone },
        };
    }

    private static (string Pandas, string Numpy, string? Zone) TypesOf(ColumnDefinition column)
    {
        var name = new ColumnDefinition("", column.Type).TypeText;
        if (column.IsRagged || column.Shape.Count > 0)
            return ($"list[{(column.Type == ColumnType.String ? "unicode" : name)}]", "object", null);
        if (column.Type == ColumnType.String)
            return (column.Metadata.GetValueOrDefault(ArrowMark.Key) is ArrowMark.Binary ? "bytes" : "unicode", "object", null);
        if (column.Metadata.GetValueOrDefault(ArrowMark.Key) is not string mark || ArrowMark.TypeOf(mark) is not { } type)
            return (name, name, null);
        if (!mark.StartsWith("timestamp", StringComparison.Ordinal))
            return (mark[..4], "object", null);
        var zone = type.Type.IsUtc ? type.TimeZone ?? "UTC" : null;
        return (zone is null ? "datetime" : "datetimetz", "datetime64[ns]", zone);
    }

    private JsonArray Items(string key) => root[key] as JsonArray ?? [];

    // A text may be half of a pair of surrogates, which is none.
    private static string? TextOf(JsonNode? node)
    {
        try
        {
            return node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static long? Number(JsonObject owner, string key) => owner[key] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;
}
