namespace SkyButler.Parquet.Schemas.Elements;

/// <summary>Lists the nodes of a schema, as a file keeps it.</summary>
internal static class SchemaElements
{
    private const string RootName = "schema";

    public static IReadOnlyList<SchemaElement> Of(ParquetSchema schema)
    {
        var elements = new List<SchemaElement> { new() { Name = RootName, IsRoot = true, ChildCount = schema.Fields.Count } };
        foreach (var field in schema.Fields)
            Add(elements, field, field.Name);
        return elements;
    }

    /// <summary>How values are written: timestamps of the obsolete twelve bytes as numbers of eight.</summary>
    public static PhysicalType Written(PhysicalType type) => type == PhysicalType.Int96 ? PhysicalType.Int64 : type;

    private static void Add(List<SchemaElement> elements, ParquetField field, string name)
    {
        var element = new SchemaElement { Name = name, Repetition = field.IsNullable ? Repetition.Optional : Repetition.Required, FieldId = field.FieldId };
        switch (field.Kind)
        {
            case FieldKind.Value:
                elements.Add(element with
                {
                    Type = Written(field.PhysicalType),
                    TypeLength = field.ByteWidth,
                    LogicalType = field.LogicalType,
                    ConvertedType = field.LogicalType is { } logical ? ConvertedTypes.Of(logical) : null,
                    Precision = field.LogicalType?.Precision ?? 0,
                    Scale = field.LogicalType?.Scale ?? 0,
                });
                break;
            case FieldKind.List:
                elements.Add(element with { ChildCount = 1, GroupKind = FieldKind.List, ConvertedType = ConvertedTypes.List });
                elements.Add(new() { Name = SchemaPaths.ListLayer, Repetition = Repetition.Repeated, ChildCount = 1 });
                Add(elements, field.Children[0], SchemaPaths.Element);
                break;
            case FieldKind.Map:
                elements.Add(element with { ChildCount = 1, GroupKind = FieldKind.Map, ConvertedType = ConvertedTypes.Map });
                elements.Add(new() { Name = SchemaPaths.MapLayer, Repetition = Repetition.Repeated, ChildCount = field.Children[0].Children.Count });
                foreach (var child in field.Children[0].Children)
                    Add(elements, child, child.Name);
                break;
            default:
                elements.Add(element with { ChildCount = field.Children.Count });
                foreach (var child in field.Children)
                    Add(elements, child, child.Name);
                break;
        }
    }
}
