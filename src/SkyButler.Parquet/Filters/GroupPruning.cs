using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Pages;
using SkyButler.Parquet.Reading;
using SkyButler.Parquet.Reading.Plans;

namespace SkyButler.Parquet.Filters;

/// <summary>Leaves out rows that cannot fulfil a filter: whole row groups by their statistics, then pages by the page index.</summary>
internal static class GroupPruning
{
    private static readonly Dictionary<int, IReadOnlyList<PageKnowledge>> NoPages = [];

    /// <summary>Whether statistics leave a row group any rows.</summary>
    public static bool MayMatch(string file, FileMetadata metadata, GroupPlan plan, BoundFilter filter) => Candidates(file, metadata, plan, filter, NoPages).Count > 0;

    /// <summary>The page indexes that can tell more of row groups.</summary>
    public static IEnumerable<FileSection?> Indexes(GroupPlan plan, BoundFilter filter) =>
        Ordinals(filter).SelectMany(o => new[] { plan.Group.Columns[o].OffsetIndex, plan.Group.Columns[o].ColumnIndex });

    /// <summary>The rows of a plan that may fulfil the filter.</summary>
    public static IReadOnlyList<RowRange> Prune(string file, FileMetadata metadata, GroupPlan plan, BoundFilter filter, PageIndexes indexes)
    {
        var pages = new Dictionary<int, IReadOnlyList<PageKnowledge>>();
        foreach (var ordinal in Ordinals(filter))
            if (indexes.Locations(plan.Group, ordinal) is { } locations && indexes.Statistics(plan.Group, ordinal) is { } statistics && locations.Count == statistics.Count)
                pages[ordinal] = [.. locations.Select((_, i) => new PageKnowledge(Rows(locations, i, plan.Group.RowCount), statistics[i]))];
        return RowRanges.Intersect(plan.Ranges, Candidates(file, metadata, plan, filter, pages));
    }

    private static IReadOnlyList<RowRange> Candidates(string file, FileMetadata metadata, GroupPlan plan, BoundFilter filter, Dictionary<int, IReadOnlyList<PageKnowledge>> pages)
    {
        try
        {
            return filter.Candidates(new(plan.Group, metadata.HasTypeOrder, pages));
        }
        catch (Exception e) when (Failures.IsOfDamage(e))
        {
            throw Failures.Damage(file, $", in the statistics of row group {plan.Number}", e);
        }
    }

    private static IEnumerable<int> Ordinals(BoundFilter filter) => filter.Columns.Select(w => w[^1].Leaf!.Ordinal).Distinct();

    private static RowRange Rows(IReadOnlyList<PageLocation> pages, int page, long rowCount)
    {
        var end = page + 1 < pages.Count ? pages[page + 1].FirstRow : rowCount;
        return new(pages[page].FirstRow, end - pages[page].FirstRow);
    }
}
