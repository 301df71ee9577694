using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Pages;
using SkyButler.Parquet.Reading.Plans;
using SkyButler.Parquet.Sources;

namespace SkyButler.Parquet.Filters;

/// <summary>Leaves out rows that cannot fulfil a filter: whole row groups by their statistics, then pages by the page index.</summary>
internal static class GroupPruning
{
    /// <summary>The rows of a plan that may fulfil it.</summary>
    public static async ValueTask<IReadOnlyList<RowRange>> PruneAsync(IByteSource source, FileMetadata metadata, GroupPlan plan, BoundFilter filter, CancellationToken cancellationToken)
    {
        var pages = new Dictionary<int, IReadOnlyList<PageKnowledge>>();
        if (filter.Candidates(new(plan.Group, metadata.HasTypeOrder, pages)).Count == 0)
            return [];
        foreach (var ordinal in filter.Columns.Select(w => w[^1].Leaf!.Ordinal).Distinct())
        {
            var chunk = plan.Group.Columns[ordinal];
            var locations = await PageIndexes.ReadAsync(source, chunk.OffsetIndex, b => PageIndexReader.ReadLocations(b.Span, plan.Group.RowCount), cancellationToken);
            var statistics = await PageIndexes.ReadAsync(source, chunk.ColumnIndex, b => PageIndexReader.ReadStatistics(b.Span), cancellationToken);
            if (locations is not null && statistics is not null && locations.Count == statistics.Count)
                pages[ordinal] = [.. locations.Select((l, i) => new PageKnowledge(Rows(locations, i, plan.Group.RowCount), statistics[i]))];
        }

        return RowRanges.Intersect(plan.Ranges, filter.Candidates(new(plan.Group, metadata.HasTypeOrder, pages)));
    }

    private static RowRange Rows(IReadOnlyList<PageLocation> pages, int page, long rowCount)
    {
        var end = page + 1 < pages.Count ? pages[page + 1].FirstRow : rowCount;
        return new(pages[page].FirstRow, end - pages[page].FirstRow);
    }
}
