using System.Text.Json;

namespace SkyButler.Dimensions;

/// <summary>Reads one element of a universe's configuration.</summary>
internal static class ElementParser
{
    public static ElementDefinition Parse(string name, JsonElement element)
    {
        var where = $"elements.{name}";
        var keys = Columns(UniverseParser.Find(element, "keys"), $"{where}.keys");
        var governor = Flag(UniverseParser.Find(element, "governor"));
        var (cached, unionTarget) = Storage(element, where);
        var definition = new ElementDefinition
        {
            Name = name,
            Kind = keys.Count == 0 ? DimensionElementKind.Combination : governor ? DimensionElementKind.Governor : DimensionElementKind.Dimension,
            Documentation = UniverseParser.Find(element, "doc") is { } doc ? UniverseParser.Text(doc, $"{where}.doc") : "",
            Keys = keys,
            Metadata = Columns(UniverseParser.Find(element, "metadata"), $"{where}.metadata"),
            Requires = Names(UniverseParser.Find(element, "requires"), $"{where}.requires"),
            Implies = Names(UniverseParser.Find(element, "implies"), $"{where}.implies"),
            IsCached = cached || governor,
            ImpliedUnionTarget = unionTarget,
            AlwaysJoin = Flag(UniverseParser.Find(element, "always_join")),
            PopulatedBy = UniverseParser.Find(element, "populated_by") is { } populator ? UniverseParser.Text(populator, $"{where}.populated_by") : null,
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

    private static (bool Cached, string? UnionTarget) Storage(JsonElement element, string where)
    {
        if (UniverseParser.Find(element, "storage") is not { ValueKind: JsonValueKind.Object } storage)
            return (Flag(UniverseParser.Find(element, "is_cached")), UniverseParser.Find(element, "implied_union_target") is { } target ? UniverseParser.Text(target, $"{where}.implied_union_target") : null);
        var cached = false;
        while (true)
        {
            var className = UniverseParser.Text(UniverseParser.Find(storage, "cls"), $"{where}.storage.cls");
            switch (className[(className.LastIndexOf('.') + 1)..])
            {
                case "CachingDimensionRecordStorage":
                    cached = true;
                    storage = UniverseParser.MappingAt(UniverseParser.Find(storage, "nested"), $"{where}.storage.nested");
                    continue;
                case "BasicGovernorDimensionRecordStorage":
                    return (true, null);
                case "TableDimensionRecordStorage":
                    return (cached, null);
                case "QueryDimensionRecordStorage":
                    return (true, UniverseParser.Text(UniverseParser.Find(storage, "view_of"), $"{where}.storage.view_of"));
                default:
                    throw new DimensionException($"The dimension configuration's '{where}.storage.cls' names '{className}', which is not a known kind of storage.");
            }
        }
    }

    private static IReadOnlyList<DimensionColumn> Columns(JsonElement? node, string where)
    {
        if (node is null)
            return [];
        var columns = new List<DimensionColumn>();
        foreach (var item in UniverseParser.ListAt(node, where, "columns").EnumerateArray())
        {
            var at = $"{where}[{columns.Count}]";
            columns.Add(Column(UniverseParser.MappingAt(item, at), at));
        }

        return columns;
    }

    private static DimensionColumn Column(JsonElement column, string where)
    {
        var type = UniverseParser.Text(UniverseParser.Find(column, "type"), $"{where}.type") switch
        {
            "int" => ColumnType.Int,
            "string" => ColumnType.String,
            "float" => ColumnType.Float,
            "bool" => ColumnType.Bool,
            "hash" => ColumnType.Hash,
            var other => throw new DimensionException($"The dimension configuration's '{where}.type' is '{other}'; known are int, string, float, bool and hash."),
        };
        return new DimensionColumn(
            UniverseParser.Text(UniverseParser.Find(column, "name"), $"{where}.name"),
            type,
            type == ColumnType.String ? UniverseParser.Integer(UniverseParser.Find(column, "length"), $"{where}.length") : 0,
            type == ColumnType.Hash ? UniverseParser.Integer(UniverseParser.Find(column, "nbytes"), $"{where}.nbytes") : 0,
            UniverseParser.Find(column, "doc") is { } doc ? UniverseParser.Text(doc, $"{where}.doc") : "",
            UniverseParser.Find(column, "nullable") is not { } nullable || Flag(nullable));
    }

    private static IReadOnlyList<string> Names(JsonElement? node, string where) =>
        node is null ? [] : UniverseParser.Texts(UniverseParser.ListAt(node, where, "dimension names"), where);

    private static bool Flag(JsonElement? node) => node is { ValueKind: JsonValueKind.True };
}
