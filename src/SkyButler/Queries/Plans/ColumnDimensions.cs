using SkyButler.Dimensions;
using SkyButler.Queries.Expressions;

namespace SkyButler.Queries.Plans;

/// <summary>Which dimensions a question needs in order to have a column.</summary>
internal static class ColumnDimensions
{
    public static IEnumerable<string> Dimensions(this QueryColumn column) => column switch
    {
        QueryColumn.Key k => [k.Dimension.Name],
        QueryColumn.Field f => f.Element.Required.Select(r => r.Name),
        _ => [],
    };

    /// <summary>The element whose key or alternate key a column is; null for descriptions and dataset fields.</summary>
    public static DimensionElement? Identified(this QueryColumn column) => column switch
    {
        QueryColumn.Key k => k.Dimension,
        QueryColumn.Field { Definition.Kind: SkyButler.Dimensions.Records.DimensionFieldKind.AlternateKey } f => f.Element,
        _ => null,
    };
}
