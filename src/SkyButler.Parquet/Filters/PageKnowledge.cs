using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Reading.Plans;

namespace SkyButler.Parquet.Filters;

/// <summary>What is known of a page; nothing for one of nulls only.</summary>
internal readonly record struct PageKnowledge(RowRange Rows, ColumnStatistics? Statistics);
