using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Sources;

namespace SkyButler.Parquet.Reading;

/// <summary>Which rows of which row groups to read, and which columns.</summary>
internal sealed record ReadPlan(IReadOnlyList<FieldNode> Nodes, IReadOnlyList<GroupPlan> Groups)
{
    public long RowCount => Groups.Sum(g => g.RowCount);

    public static async Task<ReadPlan> MakeAsync(IByteSource source, FileMetadata metadata, ParquetReadOptions options, CancellationToken cancellationToken)
    {
        var nodes = ColumnSelection.Select(metadata.Schema, options.Columns);
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
            if (from < to)
                groups.Add(await PageIndexes.LocateAsync(source, new(number, group, [new(from, to - from)]), nodes, cancellationToken));
        }

        return new(nodes, groups);
    }

    private static void CheckRows(FileMetadata metadata, ParquetReadOptions options)
    {
        if (options.FirstRow < 0 || options.FirstRow > metadata.RowCount || options.RowCount < 0)
            throw new ParquetRequestException($"There are no {options.RowCount} rows from row {options.FirstRow} on: the file has {metadata.RowCount}, counted from 0");
        if (options.BatchRows < 1 || options.Parallelism < 1)
            throw new ParquetRequestException($"Batches of {options.BatchRows} rows, decoded by {options.Parallelism} at once, cannot be; give positive numbers");
    }
}
