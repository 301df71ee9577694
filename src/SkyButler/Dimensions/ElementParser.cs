using System.Text.Json.Nodes;

namespace SkyButler.Dimensions;

/// <summary>Reads one element of a universe's configuration.</summary>
internal static class ElementParser
{
    public static ElementDefinition Parse(string name, JsonObject element)
    {
        var where = $"elements.{name}";
        var keys = Columns(element["keys"], $"{where}.keys");
        var governor = Flag(element["governor"]);
        var (cached, unionTarget) = Storage(element, where);
        var definition = new ElementDefinition
        {
            Name = name,
            Kind = keys.Count == 0 ? DimensionElementKind.Combination : governor ? DimensionElementKind.Governor : DimensionElementKind.Dimension,
            Documentation = element["doc"] is { } doc ? UniverseParser.Text(doc, $"{where}.doc") : "",
            Keys = keys,
            Metadata = Columns(element["metadata"], $"{where}.metadata"),
            Requires = Names(element["requires"], $"{where}.requires"),
            Implies = Names(element["implies"], $"{where}.implies"),
            IsCached = cached || governor,
            ImpliedUnionTarget = unionTarget,
            AlwaysJoin = Flag(element["always_join"]),
            PopulatedBy = element["populated_by"] is { } populator ? UniverseParser.Text(populator, $"{where}.populated_by") : null,
        };
        Check(definition, where);
        return definition;
    }

    private static void Check(ElementDefinition definition, string where)
    {
        if (definition.Keys.Count > 0 && definition.Keys[0].Type is not (ColumnType.Int or ColumnType.String))
            throw UniverseParser.Wrong($"{where}.keys", "led by a primary key of type int or string");
        if (definition.Kind == DimensionElementKind.Governor
            && (definition.Keys[0].Type != ColumnType.String || definition.Requires.Count > 0 || definition.Implies.Count > 0))
            throw UniverseParser.Wrong(where, "a governor with a string key, without requires and implies");
        if (definition.Kind == DimensionElementKind.Combination && definition.Requires.Count == 0)
            throw UniverseParser.Wrong(where, "given keys (a dimension) or requires (a combination)");
        if (definition.ImpliedUnionTarget is not null
            && (definition.Requires.Count > 0 || definition.Implies.Count > 0 || definition.Keys.Count > 1 || definition.Metadata.Count > 0))
            throw UniverseParser.Wrong(where, "without requires, implies, alternate keys and metadata, since its values are another dimension's");
    }

    private static (bool Cached, string? UnionTarget) Storage(JsonObject element, string where)
    {
        if (element["storage"] is not JsonObject storage)
            return (Flag(element["is_cached"]), element["implied_union_target"] is { } target ? UniverseParser.Text(target, $"{where}.implied_union_target") : null);
        var cached = false;
        while (true)
        {
            var className = UniverseParser.Text(storage["cls"], $"{where}.storage.cls");
            switch (className[(className.LastIndexOf('.') + 1)..])
            {
                case "CachingDimensionRecordStorage":
                    cached = true;
                    storage = storage["nested"] as JsonObject ?? throw UniverseParser.Wrong($"{where}.storage.nested", "a mapping");
                    continue;
                case "BasicGovernorDimensionRecordStorage":
                    return (true, null);
                case "TableDimensionRecordStorage":
                    return (cached, null);
                case "QueryDimensionRecordStorage":
                    return (true, UniverseParser.Text(storage["view_of"], $"{where}.storage.view_of"));
                default:
                    throw new DimensionException($"The dimension configuration's '{where}.storage.cls' names '{className}', which is not a known kind of storage.");
            }
        }
    }

    private static IReadOnlyList<DimensionColumn> Columns(JsonNode? node, string where)
    {
        if (node is null)
            return [];
        var list = node as JsonArray ?? throw UniverseParser.Wrong(where, "a list of columns");
        return [.. list.Select((item, i) => Column(item as JsonObject ?? throw UniverseParser.Wrong($"{where}[{i}]", "a mapping"), $"{where}[{i}]"))];
    }

    private static DimensionColumn Column(JsonObject column, string where)
    {
        var type = UniverseParser.Text(column["type"], $"{where}.type") switch
        {
            "int" => ColumnType.Int,
            "string" => ColumnType.String,
            "float" => ColumnType.Float,
            "bool" => ColumnType.Bool,
            "hash" => ColumnType.Hash,
            var other => throw new DimensionException($"The dimension configuration's '{where}.type' is '{other}'; known are int, string, float, bool and hash."),
        };
        return new DimensionColumn(
            UniverseParser.Text(column["name"], $"{where}.name"),
            type,
            type == ColumnType.String ? UniverseParser.Integer(column["length"], $"{where}.length") : 0,
            type == ColumnType.Hash ? UniverseParser.Integer(column["nbytes"], $"{where}.nbytes") : 0,
            column["doc"] is { } doc ? UniverseParser.Text(doc, $"{where}.doc") : "",
            column["nullable"] is not { } nullable || Flag(nullable));
    }

    private static IReadOnlyList<string> Names(JsonNode? node, string where) => node switch
    {
        null => [],
        JsonArray list => [.. list.Select(n => UniverseParser.Text(n, where))],
        _ => throw UniverseParser.Wrong(where, "a list of dimension names"),
    };

    private static bool Flag(JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;
}
