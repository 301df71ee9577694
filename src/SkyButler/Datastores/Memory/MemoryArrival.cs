using System.Collections.Concurrent;
using SkyButler.Datasets;
using SkyButler.Datastores.Arrivals;

namespace SkyButler.Datastores.Memory;

/// <summary>Objects on their way into memory: they are there when the registry has them.</summary>
/// <param name="stored">What the datastore holds.</param>
/// <param name="arriving">What comes.</param>
internal sealed class MemoryArrival(ConcurrentDictionary<Guid, MemoryDataset> stored, IReadOnlyList<(DatasetRef Dataset, MemoryDataset Content)> arriving) : Arrival
{
    /// <inheritdoc />
    public override Task StageAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public override Task RecordAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public override Task PlaceAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public override Task CompleteAsync()
    {
        foreach (var (dataset, content) in arriving)
            stored[dataset.Id] = content;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task WithdrawAsync() => Task.CompletedTask;
}
