using System.Collections;
using SkyButler.Datasets;
using SkyButler.Datastores.Contents;
using SkyButler.Imaging.Tables;

namespace SkyButler.Datastores.Formatters.Parquet.Conversion;

/// <summary>Converts between the storage classes of tables; null stands for what is none.</summary>
internal static class ArrowCoercion
{
    /// <summary>The style of a storage class.</summary>
    public static TableStyle StyleOf(StorageClass storageClass) => storageClass.PythonType switch
    {
        "numpy.ndarray" or "dict" => TableStyle.Numpy,
        var type when type.StartsWith("pandas.", StringComparison.Ordinal) || type.EndsWith(".DataFrameSchema", StringComparison.Ordinal) => TableStyle.Pandas,
        var type when type.EndsWith(".ArrowNumpySchema", StringComparison.Ordinal) => TableStyle.Numpy,
        _ => TableStyle.Astropy,
    };

    /// <summary>A table, of Arrow's too, or of a dictionary with an array for each column.</summary>
    public static Table? ToTable(object value, TableStyle style) => value switch
    {
        Table table => table,
        ArrowTable arrow => TableOfArrow.Convert(arrow, style),
        IDictionary arrays => TableOfArrays.Convert(arrays),
        _ => null,
    };

    /// <summary>A table of Arrow's.</summary>
    public static ArrowTable? ToArrow(object value) => value as ArrowTable ?? (ToTable(value, TableStyle.Astropy) is { } table
        ? ArrowOfTable.Convert(table, table.Metadata.ContainsKey(ArrowKeys.Pandas) ? TableStyle.Pandas : TableStyle.Astropy)
        : null);

    /// <summary>A table's schema.</summary>
    public static TableSchema? ToSchema(object value, TableStyle style) => value switch
    {
        TableSchema schema => schema,
        ArrowTableSchema arrow => TableOfArrow.Convert(arrow, style),
        _ => null,
    };

    /// <summary>A schema of Arrow's.</summary>
    public static ArrowTableSchema? ToArrowSchema(object value) => value switch
    {
        ArrowTableSchema arrow => arrow,
        TableSchema schema => ArrowOfTable.Convert(schema, schema.Metadata.ContainsKey(ArrowKeys.Pandas) ? TableStyle.Pandas : TableStyle.Astropy),
        _ => null,
    };
}
