using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Filters;

/// <summary>Whether a column is null.</summary>
internal sealed class NullFilter(string column, bool isNull) : RowFilter
{
    internal override BoundFilter Bind(ParquetSchema schema) => new BoundNullTest(FilterColumn.Find(schema, column), isNull);
}
