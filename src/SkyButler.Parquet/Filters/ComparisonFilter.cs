using SkyButler.Parquet.Filters.Tests;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Filters;

/// <summary>One column against one value, or several of which any will do.</summary>
internal sealed class ComparisonFilter(string column, Comparison comparison, IReadOnlyList<object> values) : RowFilter
{
    internal override BoundFilter Bind(ParquetSchema schema)
    {
        var way = FilterColumn.Find(schema, column);
        return new BoundTest(way, ValueTest.Make(way[^1].Field, comparison, values));
    }
}
