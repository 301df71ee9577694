using System.Runtime.CompilerServices;
using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Filters;
using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Reading.Entries;
using SkyButler.Parquet.Reading.Plans;
using SkyButler.Parquet.Sources;

namespace SkyButler.Parquet.Reading;

/// <summary>Reads rows in batches: all leaves side by side through one row group after the other.</summary>
internal static class BatchReader
{
    private const long FetchedTogether = 128 << 20;
    private const int LeastFetch = 64 << 10;

    public static async IAsyncEnumerable<ParquetBatch> ReadAsync(
        IByteSource source, FileMetadata metadata, ParquetReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plan = await ReadPlan.MakeAsync(source, metadata, options, cancellationToken);
        await foreach (var batch in ReadAsync(source, plan, options, new(options.MemoryLimit), cancellationToken))
            yield return batch;
    }

    public static async IAsyncEnumerable<ParquetBatch> ReadAsync(
        IByteSource source, ReadPlan plan, ParquetReadOptions options, MemoryBudget budget, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var leaves = plan.Nodes.SelectMany(TableReader.Flatten).ToList();
        var fetch = (int)Math.Min(options.FetchBytes, Math.Max(LeastFetch, FetchedTogether / Math.Max(1, leaves.Count)));
        var readers = leaves.ConvertAll(n => new LeafReader(source, new(n, budget), fetch));
        var outputs = readers.ToDictionary(r => r.Output.Node.Leaf!.Ordinal, r => r.Output);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken };
        try
        {
            foreach (var group in plan.Groups)
            {
                readers.ForEach(r => r.Open(group));
                foreach (var piece in Pieces(group, options.BatchRows))
                {
                    // What was handed out before is the caller's.
                    budget.Reset();
                    await Parallel.ForEachAsync(readers, parallel, (r, token) => r.ReadAsync(piece.First, (int)piece.Count, token));
                    var batch = new ParquetBatch(TableReader.Assemble(source, plan.Nodes, outputs, budget), (int)piece.Count);
                    if (plan.Filter is not null)
                        batch = Filtered(source, batch, plan);
                    if (batch.RowCount > 0)
                        yield return batch;
                }
            }
        }
        finally
        {
            readers.ForEach(r => r.Dispose());
        }
    }

    private static ParquetBatch Filtered(IByteSource source, ParquetBatch batch, ReadPlan plan)
    {
        try
        {
            var kept = FilteredRows.Keep(batch, plan.Filter!);
            return new([.. plan.Wanted.Select(n => ColumnConcat.Project(kept[n.Field.Name], n))], kept.RowCount);
        }
        catch (Exception e) when (Failures.IsOfDamage(e))
        {
            throw Failures.Damage(source.Name, ", in the columns of the filter", e);
        }
    }

    private static IEnumerable<RowRange> Pieces(GroupPlan group, int rows)
    {
        foreach (var range in group.Ranges)
            for (var first = range.First; first < range.End; first += rows)
                yield return new(first, Math.Min(rows, range.End - first));
    }
}
