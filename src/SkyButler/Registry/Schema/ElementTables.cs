using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;

namespace SkyButler.Registry.Schema;

/// <summary>Tables of dimension elements, generated from the universe.</summary>
internal static class ElementTables
{
    public static TableDefinition Make(DimensionElement element)
    {
        var fields = element.Schema.Fields;
        return new()
        {
            Name = element.Name,
            Columns = [.. fields.Select(Column)],
            PrimaryKey = [.. fields.Where(f => f.Kind == DimensionFieldKind.Required).Select(f => f.Name)],
            Unique = [.. element.AlternateKeys.Select(k => (IReadOnlyList<string>)[.. element.Required.Where(r => r != element).Select(r => r.Name), k.Name])],
            ForeignKeys = [.. element.Required.Concat(element.Implied).Where(d => d != element && d.HasTable).Select(d => Reference(d, element))],
        };
    }

    /// <summary>A foreign key to a dimension's record from a table that names dimensions' values by dimension, or from an element's own table.</summary>
    public static ForeignKeyDefinition Reference(DimensionElement dimension, DimensionElement? from) => new(
        [.. dimension.Required.Select(r => r == from ? r.PrimaryKey!.Name : r.Name)],
        dimension.Name,
        [.. dimension.Required.Select(r => r == dimension ? r.PrimaryKey!.Name : r.Name)]);

    private static ColumnDefinition Column(DimensionRecordField field) => new(field.Name, field.Type, field.Length)
    {
        IsNullable = field.Kind is not (DimensionFieldKind.Required or DimensionFieldKind.Implied),
    };
}
