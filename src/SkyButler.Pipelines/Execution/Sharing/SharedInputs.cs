using SkyButler.Datasets;
using SkyButler.Datastores.Memory;
using SkyButler.Pipelines.Quanta;

namespace SkyButler.Pipelines.Execution.Sharing;

/// <summary>
/// What several quanta of a graph read, such as calibrations: read once for those that are executed here one soon after the other, and kept until the last
/// of them has it, as far as a limit of memory allows. Everybody gets a copy, so that nobody sees what another does to it.
/// </summary>
internal sealed class SharedInputs
{
    private readonly long limit;
    private readonly Lock guard = new();
    private readonly Dictionary<Guid, int> readers = [];
    private readonly Dictionary<(Guid Id, string Type, string StorageClass), Task<object>> kept = [];
    private readonly Queue<(Guid Id, string Type, string StorageClass)> order = new();
    private readonly Dictionary<(Guid Id, string Type, string StorageClass), long> sizes = [];
    private long size;

    /// <summary>Finds out what is read more than once.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="limit">Bytes that may be kept.</param>
    public SharedInputs(QuantumGraph graph, long limit)
    {
        this.limit = limit;
        foreach (var column in graph.Tasks.SelectMany(t => t.Connections).Where(c => !c.Edge.IsWrite).GroupBy(c => c.Datasets))
        {
            var counts = new int[column.Key.Count];
            foreach (var connection in column)
                for (var quantum = 0; quantum < connection.QuantumCount; quantum++)
                    foreach (var target in connection.Targets(quantum))
                        counts[target]++;
            for (var i = 0; i < counts.Length; i++)
                if (counts[i] > 1)
                    readers[column.Key.Id(i)] = counts[i];
        }
    }

    /// <summary>The most that is kept where nobody says: an eighth of the memory that the process may use, and no more than a gigabyte.</summary>
    public static long UsualLimit => Math.Min(1L << 30, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8);

    /// <summary>Bytes that are kept.</summary>
    public long Size
    {
        get
        {
            lock (guard)
                return size;
        }
    }

    /// <summary>A dataset, read by somebody before or now.</summary>
    /// <param name="dataset">The dataset, whole or a component, as the storage class of its type.</param>
    /// <param name="read">Reads it.</param>
    public async Task<object> GetAsync(DatasetRef dataset, Func<Task<object>> read)
    {
        var key = (dataset.Id, dataset.DatasetType.Name, dataset.DatasetType.StorageClass);
        var (reading, mine) = Begin(key);
        if (mine is not null)
            return await ReadAsync(key, mine, read).ConfigureAwait(false);
        if (reading is null)
            return await read().ConfigureAwait(false);
        try
        {
            var value = await reading.ConfigureAwait(false);
            if (SharedObjects.SizeOf(value) is not null)
                return SharedObjects.CopyOf(value);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // What kept another from it need not keep this one.
        }
        finally
        {
            End(key);
        }

        return await read().ConfigureAwait(false);
    }

    // The task of who reads it, or a promise to all others that this one does; neither where it is read only once more.
    private (Task<object>? Reading, TaskCompletionSource<object>? Mine) Begin((Guid Id, string Type, string StorageClass) key)
    {
        lock (guard)
        {
            if (!readers.TryGetValue(key.Id, out var left))
                return default;
            readers[key.Id] = left - 1;
            if (kept.TryGetValue(key, out var reading))
                return (reading, null);
            if (left == 1)
            {
                readers.Remove(key.Id);
                return default;
            }

            var mine = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
            kept.Add(key, mine.Task);
            return (null, mine);
        }
    }

    // After the last reader nobody needs it.
    private void End((Guid Id, string Type, string StorageClass) key)
    {
        lock (guard)
        {
            if (readers.GetValueOrDefault(key.Id) > 0)
                return;
            readers.Remove(key.Id);
            Drop(key);
        }
    }

    private async Task<object> ReadAsync((Guid Id, string Type, string StorageClass) key, TaskCompletionSource<object> mine, Func<Task<object>> read)
    {
        object value;
        try
        {
            value = await read().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Forget(key);
            mine.SetException(e);
            _ = mine.Task.Exception;
            throw;
        }

        if (SharedObjects.SizeOf(value) is not { } bytes || bytes > limit)
        {
            // Those that wait already read by themselves, as all others do from now on.
            Forget(key);
            lock (guard)
                readers.Remove(key.Id);
            mine.SetResult(SharedObjects.SizeOf(value) is null ? value : SharedObjects.CopyOf(value));
            return value;
        }

        var shared = SharedObjects.CopyOf(value);
        Keep(key, bytes);
        mine.SetResult(shared);
        return value;
    }

    // The oldest go first.
    private void Keep((Guid Id, string Type, string StorageClass) key, long bytes)
    {
        lock (guard)
        {
            while (size + bytes > limit && order.TryDequeue(out var oldest))
                Drop(oldest);
            sizes[key] = bytes;
            size += bytes;
            order.Enqueue(key);
        }
    }

    private void Forget((Guid Id, string Type, string StorageClass) key)
    {
        lock (guard)
            Drop(key);
    }

    private void Drop((Guid Id, string Type, string StorageClass) key)
    {
        kept.Remove(key);
        if (sizes.Remove(key, out var bytes))
            size -= bytes;
    }
}
