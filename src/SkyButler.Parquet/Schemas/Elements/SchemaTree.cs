namespace SkyButler.Parquet.Schemas.Elements;

/// <summary>
/// Makes fields of the nodes that a file lists. Lists and maps are recognised in all layouts that writers have used
/// (the format's page on logical types, under backward compatibility).
/// </summary>
internal sealed class SchemaTree
{
    public const int DeepestNesting = 60;

    private readonly IReadOnlyList<SchemaElement> elements;
    private readonly List<IReadOnlyList<string>> paths = [];
    private readonly List<string> outer = [];
    private int next;

    private SchemaTree(IReadOnlyList<SchemaElement> elements) => this.elements = elements;

    /// <exception cref="ParquetFormatException">The list is no tree.</exception>
    public static ParquetSchema Read(IReadOnlyList<SchemaElement> elements)
    {
        var tree = new SchemaTree(elements);
        var root = tree.Take();
        var fields = new List<ParquetField>();
        for (var i = 0; i < root.ChildCount; i++)
            fields.Add(tree.Field());
        if (tree.next != elements.Count)
            throw new ParquetFormatException($"the schema lists {elements.Count} nodes, of which {tree.next} belong to its tree");
        return new(fields, tree.paths);
    }

    private ParquetField Field()
    {
        var element = Take();
        var field = Inner(element, element.Name);
        return element.Repetition switch
        {
            Repetition.Required => field.Required(),
            Repetition.Optional => field,
            _ => ParquetField.List(element.Name, field.Required()).Required().Identified(element.FieldId),
        };
    }

    // What a node holds, whatever its repetition.
    private ParquetField Inner(SchemaElement element, string name)
    {
        if (outer.Count > DeepestNesting)
            throw new ParquetFormatException($"the schema is nested more than {DeepestNesting} deep");
        outer.Add(element.Name);
        var field = element.Type is { } type ? Value(element, name, type)
            : element.ChildCount < 1 ? throw new ParquetFormatException($"the schema's group '{element.Name}' has {element.ChildCount} fields")
            : KindOf(element) switch
            {
                FieldKind.List when IsRepeated(element) => ParquetField.List(name, ElementOf(element)),
                FieldKind.Map when IsRepeated(element) && elements[next].ChildCount is 1 or 2 => ParquetField.Group(name, FieldKind.Map, [Pair()]),
                _ => ParquetField.Group(name, FieldKind.Struct, Children(element)),
            };
        outer.RemoveAt(outer.Count - 1);
        return field.Identified(element.FieldId);
    }

    private bool IsRepeated(SchemaElement element) =>
        element.ChildCount == 1 && next < elements.Count && elements[next].Repetition == Repetition.Repeated;

    private ParquetField ElementOf(SchemaElement list)
    {
        var layer = Take();
        var isElement = layer.Type is not null || layer.ChildCount != 1 || layer.Name == "array" || layer.Name == list.Name + "_tuple"
            || (next < elements.Count && elements[next].Repetition == Repetition.Repeated);
        if (isElement)
            return Inner(layer, layer.Name).Required();
        outer.Add(layer.Name);
        var element = Field();
        outer.RemoveAt(outer.Count - 1);
        return element;
    }

    private ParquetField Pair()
    {
        var layer = Take();
        outer.Add(layer.Name);
        var pair = ParquetField.Group(SchemaPaths.MapLayer, FieldKind.Struct, Children(layer)).Required();
        outer.RemoveAt(outer.Count - 1);
        return pair;
    }

    private List<ParquetField> Children(SchemaElement group)
    {
        var children = new List<ParquetField>();
        for (var i = 0; i < group.ChildCount; i++)
            children.Add(Field());
        return children;
    }

    private ParquetField Value(SchemaElement element, string name, PhysicalType type)
    {
        if (type == PhysicalType.FixedByteArray && element.TypeLength < 1)
            throw new ParquetFormatException($"the schema gives the values of '{element.Name}' a length of {element.TypeLength} bytes");
        paths.Add([.. outer]);
        var width = type == PhysicalType.FixedByteArray ? element.TypeLength : 0;
        var logical = type == PhysicalType.Int96 ? LogicalType.LocalTimestamp(TimeUnit.Nanoseconds) : element.LogicalType ?? ConvertedTypes.ToLogical(element);
        return ParquetField.Leaf(name, type, width, logical is not null && Fits(logical, type, width) ? logical : null);
    }

    // What contradicts itself is read as the plain values it is.
    private static bool Fits(LogicalType logical, PhysicalType type, int width) => logical.Kind switch
    {
        LogicalKind.String or LogicalKind.Enum or LogicalKind.Json or LogicalKind.Bson => type == PhysicalType.ByteArray,
        LogicalKind.Decimal => type is PhysicalType.Int32 or PhysicalType.Int64 or PhysicalType.ByteArray or PhysicalType.FixedByteArray,
        LogicalKind.Date => type == PhysicalType.Int32,
        LogicalKind.Time => type == (logical.Unit == TimeUnit.Milliseconds ? PhysicalType.Int32 : PhysicalType.Int64),
        LogicalKind.Timestamp => type is PhysicalType.Int64 or PhysicalType.Int96,
        LogicalKind.Integer => type == (logical.BitWidth == 64 ? PhysicalType.Int64 : PhysicalType.Int32),
        LogicalKind.Uuid => type == PhysicalType.FixedByteArray && width == 16,
        LogicalKind.Float16 => type == PhysicalType.FixedByteArray && width == 2,
        LogicalKind.Interval => type == PhysicalType.FixedByteArray && width == 12,
        _ => true,
    };

    private static FieldKind KindOf(SchemaElement element) => element.GroupKind ?? element.ConvertedType switch
    {
        ConvertedTypes.List => FieldKind.List,
        ConvertedTypes.Map or ConvertedTypes.MapKeyValue => FieldKind.Map,
        _ => FieldKind.Struct,
    };

    private SchemaElement Take() => next < elements.Count ? elements[next++] : throw new ParquetFormatException("the schema's list of nodes ends too early");
}
