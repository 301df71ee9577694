using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Reading.Plans;

namespace SkyButler.Parquet.Filters;

/// <summary>What statistics and page indexes say of a row group.</summary>
internal sealed class GroupKnowledge(RowGroupMetadata group, IReadOnlyList<bool> hasTypeOrder, IReadOnlyDictionary<int, IReadOnlyList<PageKnowledge>> pages)
{
    public RowRange All => new(0, group.RowCount);

    /// <summary>The rows of pages of a column for which a question isn't answered by no; pages of nulls only come as null.</summary>
    public IReadOnlyList<RowRange> Ask(int ordinal, Func<ColumnStatistics?, long, bool> mayMatch)
    {
        var chunk = group.Columns[ordinal];
        if (chunk.Statistics is { } known && !mayMatch(Trusted(ordinal, known), group.RowCount))
            return [];
        if (!pages.TryGetValue(ordinal, out var parts))
            return [All];
        return RowRanges.Merge(parts.Where(p => mayMatch(p.Statistics is { } of ? Trusted(ordinal, of) : new ColumnStatistics { NullCount = p.Rows.Count }, p.Rows.Count)).Select(p => p.Rows));
    }

    // Bounds whose order isn't known are left out.
    private ColumnStatistics Trusted(int ordinal, ColumnStatistics statistics) =>
        statistics.AreObsolete || (ordinal < hasTypeOrder.Count && hasTypeOrder[ordinal]) ? statistics : statistics with { Minimum = null, Maximum = null };
}
