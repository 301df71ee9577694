using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Filters;

/// <summary>Several filters together.</summary>
internal sealed class JoinedFilter(IReadOnlyList<RowFilter> filters, bool isAnd) : RowFilter
{
    internal override BoundFilter Bind(ParquetSchema schema) => filters.Count > 0
        ? new BoundJoin([.. filters.Select(f => f.Bind(schema))], isAnd)
        : throw new ParquetRequestException("A filter that joins others needs at least one of them");
}
