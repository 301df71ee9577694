namespace SkyButler.Parquet.Schemas.Elements;

/// <summary>The paths under which the values of a field are written, with the layers of lists and maps.</summary>
internal static class SchemaPaths
{
    public const string ListLayer = "list";
    public const string Element = "element";
    public const string MapLayer = "key_value";

    public static IEnumerable<IReadOnlyList<string>> Of(ParquetField field) => Of(field, field.Name, []);

    private static IEnumerable<IReadOnlyList<string>> Of(ParquetField field, string name, IReadOnlyList<string> outer)
    {
        if (outer.Count > SchemaTree.DeepestNesting)
            throw new ParquetRequestException($"The field '{outer[0]}' is nested more than {SchemaTree.DeepestNesting} deep");
        IReadOnlyList<string> path = [.. outer, name];
        return field.Kind switch
        {
            FieldKind.Value => [path],
            FieldKind.List => Of(field.Children[0], Element, [.. path, ListLayer]),
            FieldKind.Map => field.Children[0].Children.SelectMany(c => Of(c, c.Name, [.. path, MapLayer])),
            _ => field.Children.SelectMany(c => Of(c, c.Name, path)),
        };
    }
}
