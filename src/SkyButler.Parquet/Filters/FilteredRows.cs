namespace SkyButler.Parquet.Filters;

/// <summary>Keeps the rows of a batch that fulfil a filter.</summary>
internal static class FilteredRows
{
    public static ParquetBatch Keep(ParquetBatch batch, BoundFilter filter)
    {
        var passes = new bool[batch.RowCount];
        filter.Evaluate(batch, passes);
        var kept = passes.AsSpan().Count(true);
        if (kept == batch.RowCount)
            return batch;
        var rows = new int[kept];
        var at = 0;
        for (var i = 0; i < passes.Length; i++)
            if (passes[i])
                rows[at++] = i;
        return batch.Take(rows);
    }
}
