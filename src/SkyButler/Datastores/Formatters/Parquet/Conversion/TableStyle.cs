namespace SkyButler.Datastores.Formatters.Parquet.Conversion;

/// <summary>Whose habits a table's metadata follow.</summary>
internal enum TableStyle
{
    /// <summary>Units, descriptions and the table's metadata, as astropy has them.</summary>
    Astropy,

    /// <summary>Names and types only.</summary>
    Numpy,

    /// <summary>An index, and column names of several levels.</summary>
    Pandas,
}
