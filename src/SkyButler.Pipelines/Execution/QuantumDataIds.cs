using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Building;

namespace SkyButler.Pipelines.Execution;

/// <summary>Data IDs of quanta with dimension records: fetched for neighbours together, since these are executed one after the other.</summary>
internal sealed class QuantumDataIds(Butler butler)
{
    private const int Neighbours = 500;
    private const int MostKept = 64;
    private readonly Lock guard = new();
    private readonly LinkedList<(TaskQuanta Task, int Chunk, Task<IReadOnlyList<DataCoordinate>> DataIds)> kept = [];

    /// <summary>A quantum's data ID with records.</summary>
    public async Task<DataCoordinate> ExpandAsync(Quantum quantum, CancellationToken cancellationToken)
    {
        var (task, chunk) = (quantum.Quanta, quantum.Place / Neighbours);
        Task<IReadOnlyList<DataCoordinate>> dataIds;
        lock (guard)
        {
            var node = kept.First;
            while (node is not null && (node.Value.Task != task || node.Value.Chunk != chunk || node.Value.DataIds.IsFaulted || node.Value.DataIds.IsCanceled))
                node = node.Next;
            if (node is not null)
                kept.Remove(node);
            else
                node = new((task, chunk, FetchAsync(task, chunk * Neighbours, cancellationToken)));
            kept.AddFirst(node);
            if (kept.Count > MostKept)
                kept.RemoveLast();
            dataIds = node.Value.DataIds;
        }

        try
        {
            return (await dataIds.ConfigureAwait(false))[quantum.Place % Neighbours];
        }
        catch (ButlerException)
        {
            // What a neighbour lacks is no matter of this one's.
            return (await QuantumRecords.ExpandAsync(butler, [quantum.DataId], cancellationToken).ConfigureAwait(false))[0];
        }
    }

    private async Task<IReadOnlyList<DataCoordinate>> FetchAsync(TaskQuanta task, int first, CancellationToken cancellationToken)
    {
        // Not within the lock under which this is called.
        await Task.Yield();
        var dataIds = Enumerable.Range(first, Math.Min(Neighbours, task.Count - first)).Select(task.DataId);
        return await QuantumRecords.ExpandAsync(butler, [.. dataIds], cancellationToken).ConfigureAwait(false);
    }
}
