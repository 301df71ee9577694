namespace SkyButler.Parquet.Reading.Entries;

/// <summary>Memory that decoded columns may take together.</summary>
internal sealed class MemoryBudget(long limit)
{
    private long taken;
    private long kept;

    /// <exception cref="ParquetRequestException">There isn't so much left.</exception>
    public void Take(long bytes)
    {
        if (Interlocked.Add(ref taken, bytes) > limit)
            throw new ParquetRequestException($"The decoded columns need more than the {limit} bytes that are allowed; read fewer columns, or in batches, or raise MemoryLimit");
    }

    /// <summary>Counts what stays although the next columns begin anew; less than nothing for what was let go of.</summary>
    /// <exception cref="ParquetRequestException">There isn't so much left.</exception>
    public void Keep(long bytes)
    {
        kept += bytes;
        Reset();
        Take(0);
    }

    /// <summary>Begins anew with only what is kept.</summary>
    public void Reset() => Interlocked.Exchange(ref taken, kept);
}
