using SkyButler.Parquet.Filters;
using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Sources;

namespace SkyButler.Parquet.Reading.Plans;

/// <summary>Which rows of which row groups to read, and which columns.</summary>
internal sealed record ReadPlan(IReadOnlyList<FieldNode> Nodes, IReadOnlyList<GroupPlan> Groups)
{
    public long RowCount => Groups.Sum(g => g.RowCount);

    /// <summary>The columns that were asked for; <see cref="Nodes"/> may have others that the filter needs.</summary>
    public required IReadOnlyList<FieldNode> Wanted { get; init; }

    /// <summary>What rows must fulfil; null for nothing.</summary>
    public BoundFilter? Filter { get; init; }

    public static async Task<ReadPlan> MakeAsync(IByteSource source, FileMetadata metadata, ParquetReadOptions options, CancellationToken cancellationToken)
    {
        var wanted = ColumnSelection.Select(metadata.Schema, options.Columns);
        var filter = options.Filter?.Bind(metadata.Schema);
        var nodes = filter is null || options.Columns is null ? wanted : ColumnSelection.Select(metadata.Schema, [.. options.Columns, .. filter.Columns.Select(Name)]);
        CheckRows(metadata, options);
        var first = options.FirstRow;
        var end = options.RowCount is { } count ? Math.Min(metadata.RowCount, first + Math.Min(count, metadata.RowCount)) : metadata.RowCount;
        var groups = new List<GroupPlan>();
        foreach (var number in options.RowGroups ?? [.. Enumerable.Range(0, metadata.RowGroups.Count)])
        {
            if ((uint)number >= (uint)metadata.RowGroups.Count)
                throw new ParquetRequestException($"There is no row group {number} in '{source.Name}', which has {metadata.RowGroups.Count}, counted from 0");
            var group = metadata.RowGroups[number];
            var (from, to) = (Math.Max(first - group.FirstRow, 0), Math.Min(end - group.FirstRow, group.RowCount));
            if (from >= to)
                continue;
            var plan = new GroupPlan(number, group, [new(from, to - from)]);
            if (filter is null || GroupPruning.MayMatch(source.Name, metadata, plan, filter))
                groups.Add(plan);
        }

        if (filter is not null)
            groups = await PruneAsync(source, metadata, groups, filter, cancellationToken);
        return new(nodes, await PageIndexes.LocateAsync(source, groups, nodes, cancellationToken)) { Wanted = wanted, Filter = filter };
    }

    // Some row groups at a time, so that no more than their page indexes need be in memory.
    private static async Task<List<GroupPlan>> PruneAsync(IByteSource source, FileMetadata metadata, IEnumerable<GroupPlan> groups, BoundFilter filter, CancellationToken cancellationToken)
    {
        var left = new List<GroupPlan>();
        foreach (var some in groups.Chunk(PageIndexes.GroupsTogether))
        {
            var indexes = await PageIndexes.FetchAsync(source, some.SelectMany(g => GroupPruning.Indexes(g, filter)), cancellationToken);
            foreach (var plan in some)
                if (GroupPruning.Prune(source.Name, metadata, plan, filter, indexes) is { Count: > 0 } ranges)
                    left.Add(plan with { Ranges = ranges });
        }

        return left;
    }

    // A field of a row goes by its name, which may have points in it.
    private static string Name(IReadOnlyList<FieldNode> way) => way.Count == 1 ? way[0].Field.Name : way[^1].Leaf!.DottedPath;

    private static void CheckRows(FileMetadata metadata, ParquetReadOptions options)
    {
        if (options.FirstRow < 0 || options.FirstRow > metadata.RowCount || options.RowCount < 0)
            throw new ParquetRequestException($"There are no {options.RowCount} rows from row {options.FirstRow} on: the file has {metadata.RowCount}, counted from 0");
        if (options.BatchRows < 1 || options.Parallelism < 1)
            throw new ParquetRequestException($"Batches of {options.BatchRows} rows, decoded by {options.Parallelism} at once, cannot be; give positive numbers");
    }
}
