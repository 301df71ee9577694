namespace SkyButler.Dimensions.Records;

/// <summary>A column of a dimension record.</summary>
/// <param name="Name">Column name in the element's table: a dependency's name, or the element's own column name.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Type">Logical type.</param>
/// <param name="Dimension">The dimension whose value the column holds; null for alternate keys, metadata, region and timespan.</param>
/// <param name="Length">Declared string length; 0 where none.</param>
public sealed record DimensionRecordField(string Name, DimensionFieldKind Kind, ColumnType Type, DimensionElement? Dimension, int Length);
