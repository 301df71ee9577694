using SkyButler.Resources.Stores;
using SkyButler.Resources.Stores.Zip;

namespace SkyButler.Resources.Transfers.Copying;

/// <summary>
/// Copies many files between any two stores, several at a time and in bounded memory. A file has its final name only when all of it is there;
/// what is there already with the same content is left alone, so that a copying that was stopped is ended by beginning it again.
/// </summary>
public sealed class ResourceTransfers
{
    private const int FilesOfChunk = 2048;
    private const long BytesOfChunk = 1L << 30;

    private readonly ResourceStores _stores;
    private readonly int _threads;

    /// <summary>Makes the copier.</summary>
    /// <param name="stores">Where files are reached.</param>
    /// <param name="threads">How many files are copied at a time; null for <see cref="TransferThreads.Default"/>.</param>
    public ResourceTransfers(ResourceStores stores, int? threads = null)
    {
        _stores = stores;
        _threads = TransferThreads.Of(threads ?? stores.Threads);
    }

    /// <summary>What becomes of files that are not there.</summary>
    public MissingSources Missing { get; init; }

    /// <summary>Copies files. After an error the files that were done stay, whole; the others have not got their names.</summary>
    /// <returns>What was done.</returns>
    /// <exception cref="ResourceNotFoundException">A source is missing, and must not be; nothing of its chunk was begun.</exception>
    public async ValueTask<CopyProgress> CopyAsync(
        IEnumerable<ResourceCopy> copies, IProgress<CopyProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var tally = new CopyTally(progress);
        var naming = new NamingQueue(tally);
        await using (naming.ConfigureAwait(false))
        {
            foreach (var looked in copies.Chunk(FilesOfChunk))
            {
                var sources = await _stores.FindAsync([.. looked.Select(copy => copy.Source)], cancellationToken).ConfigureAwait(false);
                var targets = await _stores.FindAsync([.. looked.Select(copy => copy.Target)], cancellationToken).ConfigureAwait(false);
                var planned = new List<PlannedCopy>();
                long bytes = 0;
                for (var i = 0; i < looked.Length; i++)
                {
                    if (sources[i] is not { IsDirectory: false } source)
                    {
                        if (Missing == MissingSources.PassedOver)
                            continue;
                        throw new ResourceNotFoundException(looked[i].Source);
                    }

                    planned.Add(new(looked[i], source, targets[i]));
                    bytes += Math.Max(source.Size, 0);
                    if (bytes < BytesOfChunk)
                        continue;
                    await CopyChunkAsync(planned, tally, naming, cancellationToken).ConfigureAwait(false);
                    planned.Clear();
                    bytes = 0;
                }

                await CopyChunkAsync(planned, tally, naming, cancellationToken).ConfigureAwait(false);
            }

            await naming.EndAsync().ConfigureAwait(false);
        }

        return tally.Done;
    }

    // Local files of a chunk are made durable, and get their names, together, while those of the next come: that costs one flush instead of one each.
    private async ValueTask CopyChunkAsync(List<PlannedCopy> planned, CopyTally tally, NamingQueue naming, CancellationToken cancellationToken)
    {
        if (planned.Count == 0)
            return;
        var batch = ResourceStores.Local.For(ResourcePath.FromLocalPath("/")).BeginBatch();
        long staged = 0, bytes = 0;
        try
        {
            var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = _threads };
            await Parallel.ForEachAsync(planned, options, async (plan, token) =>
            {
                var ((source, target), size) = (plan.Copy, Math.Max(plan.Source.Size, 0));
                if (plan.Target is { IsDirectory: false } there && await SameContent.IsSureAsync(_stores, plan.Source, there, token).ConfigureAwait(false))
                {
                    tally.Skip(size);
                }
                else if (target.IsLocal)
                {
                    await StageAsync(batch, plan, token).ConfigureAwait(false);
                    Interlocked.Increment(ref staged);
                    Interlocked.Add(ref bytes, size);
                }
                else
                {
                    if (await TryCopyToRemoteAsync(plan.Source, target, token).ConfigureAwait(false))
                        tally.Add(1, size);
                }
            }).ConfigureAwait(false);
        }
        catch
        {
            await batch.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        await naming.AddAsync(batch, staged, bytes, cancellationToken).ConfigureAwait(false);
    }

    // What was looked at already need not be looked at again.
    private async ValueTask StageAsync(IWriteBatch batch, PlannedCopy plan, CancellationToken cancellationToken)
    {
        var (source, target) = plan.Copy;
        if (source.IsLocal || ZipNames.IsMember(source))
        {
            await batch.StageTransferAsync(_stores, source, target, TransferMode.Copy, cancellationToken).ConfigureAwait(false);
            return;
        }

        var staged = await batch.StageAsync(target, cancellationToken).ConfigureAwait(false);
        await _stores.For(source).DownloadAsync(source, staged, plan.Source.Size < 0 ? null : plan.Source.Size, cancellationToken).ConfigureAwait(false);
    }

    // False where the source went away in the meantime, and may.
    private async ValueTask<bool> TryCopyToRemoteAsync(ResourceInfo found, ResourcePath target, CancellationToken cancellationToken)
    {
        try
        {
            await CopyToRemoteAsync(found, target, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ResourceException) when (Missing == MissingSources.PassedOver)
        {
            if (await _stores.ExistsAsync(found.Path, cancellationToken).ConfigureAwait(false))
                throw;
            return false;
        }
    }

    private async ValueTask CopyToRemoteAsync(ResourceInfo found, ResourcePath target, CancellationToken cancellationToken)
    {
        var (store, source) = (_stores.For(target), found.Path);
        if (ReferenceEquals(store, _stores.For(source)) && !ZipNames.IsMember(source) && store is IServerSideCopier copier
            && await copier.TryCopyAsync(found, target, cancellationToken).ConfigureAwait(false))
            return;
        if (store is not IObjectWriter writer)
            throw new ResourceException($"Cannot write {target.DisplayName}: its storage can only be read.");
        var content = await _stores.OpenReadAsync(source, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
            await writer.WriteAsync(target, content, cancellationToken).ConfigureAwait(false);
    }
}
