namespace SkyButler.CommandLine.Output.Spools;

/// <summary>Any number of rows, in the order in which they came or sorted: so many in memory, the others in temporary files.</summary>
/// <param name="order">The order; null for that in which they came.</param>
/// <param name="capacity">How many rows are held in memory.</param>
internal sealed class RowSpool(IComparer<object?[]>? order, int capacity = RowSpool.UsualCapacity) : IAsyncDisposable
{
    /// <summary>Enough that most listings need no file, and a few tens of megabytes.</summary>
    public const int UsualCapacity = 50_000;

    private readonly List<object?[]> recent = [];
    private readonly List<RowFile> files = [];

    /// <summary>Adds a row.</summary>
    public async ValueTask AddAsync(object?[] row, CancellationToken cancellationToken)
    {
        if (recent.Count == capacity)
            await SpillAsync(cancellationToken);
        recent.Add(row);
    }

    /// <summary>All rows; none may be added afterwards.</summary>
    public IAsyncEnumerable<object?[]> ReadAsync(CancellationToken cancellationToken)
    {
        if (order is not null)
            recent.Sort(order);
        IEnumerable<IAsyncEnumerable<object?[]>> parts = [.. files.Select(f => f.ReadAsync(cancellationToken)), recent.ToAsyncEnumerable()];
        return files.Count == 0 || order is null ? Joined(parts) : RowMerge.MergeAsync([.. parts], order, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in files)
            await file.DisposeAsync();
        files.Clear();
    }

    private static async IAsyncEnumerable<object?[]> Joined(IEnumerable<IAsyncEnumerable<object?[]>> parts)
    {
        foreach (var part in parts)
            await foreach (var row in part)
                yield return row;
    }

    // Rows that stay in their order need one file only.
    private async ValueTask SpillAsync(CancellationToken cancellationToken)
    {
        if (order is not null)
            recent.Sort(order);
        if (order is not null || files.Count == 0)
            files.Add(new RowFile());
        foreach (var row in recent)
            await files[^1].AddAsync(row, cancellationToken);
        if (order is not null)
            await files[^1].FinishAsync(cancellationToken);
        recent.Clear();
    }
}
