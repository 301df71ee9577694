using SkyButler.Datastores.Contents;
using SkyButler.Imaging.Tables;
using SkyButler.Parquet.Arrow;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Datastores.Formatters.Parquet.Conversion;

/// <summary>What a column of Arrow's is in a table.</summary>
internal static class ArrowColumnDefinition
{
    /// <summary>The columns of a schema, with units and descriptions of their fields.</summary>
    /// <exception cref="TableException">Tables can't hold a column.</exception>
    public static List<ColumnDefinition> Of(ArrowTableSchema schema)
    {
        var known = new Dictionary<string, ArrowField>(StringComparer.Ordinal);
        foreach (var field in schema.ArrowFields)
            known.TryAdd(field.Name, field);
        var definitions = new List<ColumnDefinition>(schema.Fields.Fields.Count);
        foreach (var field in schema.Fields.Fields)
            definitions.Add(Of(field, known.GetValueOrDefault(field.Name), schema.KeyValues));
        return definitions;
    }

    private static ColumnDefinition Of(ParquetField field, ArrowField? arrow, IReadOnlyDictionary<string, string> keyValues)
    {
        var isList = field.Kind == FieldKind.List;
        var element = isList ? field.Children[0] : field;
        if (element.Kind != FieldKind.Value)
            throw new TableException($"Column '{field.Name}' is {field.TypeName}, which a table can't hold; get the dataset as 'ArrowTable', or choose other columns by the parameter 'columns'");
        var size = isList ? arrow?.ListSize ?? 0 : 0;
        var mark = ArrowMark.Of(element, (isList ? arrow?.Children.FirstOrDefault() : arrow)?.TimeZone);
        var definition = new ColumnDefinition(field.Name, ElementTypes.Of(element))
        {
            IsRagged = isList && size <= 0,
            Shape = size > 0 ? ArrowKeys.ShapeOf(keyValues.GetValueOrDefault(ArrowKeys.Shape(field.Name)), size) ?? [size] : [],
            Unit = Text(arrow, ArrowKeys.Unit),
            Description = Text(arrow, ArrowKeys.Description),
        };
        return mark is null ? definition : definition with { Metadata = new OrderedDictionary<string, object?>(StringComparer.Ordinal) { [ArrowMark.Key] = mark } };
    }

    private static string? Text(ArrowField? arrow, string key) => arrow?.Metadata.GetValueOrDefault(key) is { Length: > 0 } text ? text : null;
}
