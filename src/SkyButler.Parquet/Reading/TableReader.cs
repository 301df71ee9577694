using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Reading.Entries;
using SkyButler.Parquet.Reading.Plans;
using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Sources;

namespace SkyButler.Parquet.Reading;

/// <summary>Reads everything that is asked for into one table: each leaf by itself through all row groups, several at once.</summary>
internal static class TableReader
{
    // Below this many rows for a byte of the file their number is believed; compression hardly reaches it.
    private const int BelievableRowsPerByte = 64;

    public static async Task<ParquetBatch> ReadAsync(IByteSource source, FileMetadata metadata, ParquetReadOptions options, CancellationToken cancellationToken)
    {
        var plan = await ReadPlan.MakeAsync(source, metadata, options, cancellationToken);
        if (plan.RowCount > Array.MaxLength)
            throw new ParquetRequestException($"'{source.Name}' has {plan.RowCount} rows, more than one table can hold; read it in batches");
        if (plan.Filter is not null)
            return await ReadFilteredAsync(source, plan, options, cancellationToken);
        var budget = new MemoryBudget(options.MemoryLimit);
        var leaves = plan.Nodes.SelectMany(Flatten).ToList();
        var outputs = leaves.ToDictionary(n => n.Leaf!.Ordinal, n => new LeafOutput(n, budget));
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(leaves, parallel, (node, token) => ReadLeafAsync(source, plan, outputs[node.Leaf!.Ordinal], options, token));
        return new(Assemble(source, plan.Nodes, outputs, budget), (int)plan.RowCount);
    }

    // Batch by batch, so that what the filter drops goes before all is read.
    private static async Task<ParquetBatch> ReadFilteredAsync(IByteSource source, ReadPlan plan, ParquetReadOptions options, CancellationToken cancellationToken)
    {
        var budget = new MemoryBudget(options.MemoryLimit);
        var parts = plan.Wanted.Select(_ => new List<ParquetColumn>()).ToList();
        var rowCount = 0L;
        await foreach (var batch in BatchReader.ReadAsync(source, plan, options, budget, cancellationToken))
        {
            rowCount += batch.RowCount;
            budget.Keep(batch.Columns.Sum(c => c.Bytes));
            for (var i = 0; i < parts.Count; i++)
                parts[i].Add(batch.Columns[i]);
        }

        return rowCount == 0 ? Empty(plan.Wanted, options) : new(parts.ConvertAll(p => Join(p, budget)), (int)rowCount);
    }

    // The parts of a column stay until it is joined, and go then.
    private static ParquetColumn Join(List<ParquetColumn> parts, MemoryBudget budget)
    {
        if (parts.Count == 1)
            return parts[0];
        var bytes = parts.Sum(p => p.Bytes);
        budget.Keep(bytes);
        var joined = ColumnConcat.Join(parts);
        parts.Clear();
        budget.Keep(joined.Bytes - 2 * bytes);
        return joined;
    }

    private static ParquetBatch Empty(IReadOnlyList<FieldNode> nodes, ParquetReadOptions options)
    {
        var budget = new MemoryBudget(options.MemoryLimit);
        var outputs = nodes.SelectMany(Flatten).ToDictionary(n => n.Leaf!.Ordinal, n => new LeafOutput(n, budget));
        return new([.. nodes.Select(n => ColumnAssembler.Assemble(n, outputs, budget))], 0);
    }

    public static IEnumerable<FieldNode> Flatten(FieldNode node) => node.Leaf is null ? node.Children.SelectMany(Flatten) : [node];

    public static List<ParquetColumn> Assemble(IByteSource source, IReadOnlyList<FieldNode> nodes, IReadOnlyDictionary<int, LeafOutput> outputs, MemoryBudget budget)
    {
        var columns = new List<ParquetColumn>(nodes.Count);
        foreach (var node in nodes)
        {
            try
            {
                columns.Add(ColumnAssembler.Assemble(node, outputs, budget));
            }
            catch (Exception e) when (Failures.IsOfDamage(e))
            {
                throw Failures.Damage(source.Name, $", in column '{node.Field.Name}'", e);
            }
        }

        return columns;
    }

    private static async ValueTask ReadLeafAsync(IByteSource source, ReadPlan plan, LeafOutput output, ParquetReadOptions options, CancellationToken cancellationToken)
    {
        var ordinal = output.Node.Leaf!.Ordinal;
        var bytes = plan.Groups.Sum(g => Math.Clamp(g.Group.Columns[ordinal].CompressedBytes, 0, source.Length));
        output.Values.Reserve((int)Math.Min(plan.RowCount, Math.Min(int.MaxValue / 2, bytes * BelievableRowsPerByte)));
        using var reader = new LeafReader(source, output, options.FetchBytes);
        foreach (var group in plan.Groups)
        {
            reader.Open(group);
            foreach (var range in group.Ranges)
                await reader.ReadAsync(range.First, (int)range.Count, cancellationToken);
        }
    }
}
