namespace SkyButler.Parquet.Reading.Entries;

/// <summary>Memory that decoded columns may take together.</summary>
internal sealed class MemoryBudget(long limit)
{
    private long taken;

    /// <exception cref="ParquetRequestException">There isn't so much left.</exception>
    public void Take(long bytes)
    {
        if (Interlocked.Add(ref taken, bytes) > limit)
            throw new ParquetRequestException($"The decoded columns need more than the {limit} bytes that are allowed; read fewer columns, or in batches, or raise MemoryLimit");
    }

    public void Reset() => Interlocked.Exchange(ref taken, 0);
}
