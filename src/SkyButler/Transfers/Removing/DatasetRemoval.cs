using SkyButler.Datastores;
using SkyButler.Registry;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Log.Details;
using SkyButler.Resources.Durability;

namespace SkyButler.Transfers.Removing;

/// <summary>
/// Removes any number of datasets, some thousands at a time: in one transaction their rows go and their files are marked for deletion, then
/// the files are deleted. What is not removed yet stays whole, so that a removal which was stopped goes on when it is asked for again.
/// Fault points: <c>removal.after-rows</c>, <c>removal.after-chunk</c>, <c>removal.before-runs</c>.
/// </summary>
internal sealed class DatasetRemoval(SqlRegistry registry, Datastore datastore, int chunkSize, RemovalRecord record)
{
    /// <summary>How many go at a time: enough that a commit costs little beside them, and that others don't wait for long.</summary>
    public const int UsualChunk = 10_000;

    private const string Work = "Removing datasets";

    /// <summary>Removes datasets as options ask.</summary>
    /// <param name="chunks">Their identifiers; read between transactions.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="options">What goes of them.</param>
    /// <param name="cancellationToken">Stops after the chunk that is under way.</param>
    public async Task PruneAsync(IAsyncEnumerable<Guid[]> chunks, long count, PruneOptions options, CancellationToken cancellationToken)
    {
        var progress = new ProgressCount(options.Progress, Work, count);
        var removed = 0L;
        await foreach (var chunk in chunks.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            removed += chunk.Length;
            await TransactAsync(
                _ => Task.FromResult<IReadOnlyList<Guid>>(chunk),
                async token =>
                {
                    await record.NoteAsync(chunk, token).ConfigureAwait(false);
                    await PruneAsync(chunk, options, token).ConfigureAwait(false);
                    if (removed == count)
                        await record.DoneAsync(token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
            FaultPoints.Hit("removal.after-rows");
            await record.SettleAsync(cancellationToken).ConfigureAwait(false);
            if (options.Unstore || options.Purge)
                await datastore.EmptyTrashAsync(cancellationToken).ConfigureAwait(false);
            await record.CompletePartAsync(cancellationToken).ConfigureAwait(false);
            FaultPoints.Hit("removal.after-chunk");
            progress.Add(chunk.Length);
        }
    }

    /// <summary>
    /// Removes runs. First they leave chains, so that no search by these finds half of a run; then their datasets go, and with the last of
    /// them the runs.
    /// </summary>
    /// <param name="runs">Names of runs.</param>
    /// <param name="chains">The chains that each has to leave.</param>
    /// <param name="count">How many datasets they have.</param>
    /// <param name="listener">Hears how far the work is.</param>
    /// <param name="cancellationToken">Stops after the chunk that is under way.</param>
    public async Task RemoveRunsAsync(
        IReadOnlyList<string> runs, IReadOnlyDictionary<string, IReadOnlyList<string>> chains, long count, IProgress<WorkProgress>? listener, CancellationToken cancellationToken)
    {
        var progress = new ProgressCount(listener, Work, count);
        var isFirst = true;
        for (var isLast = false; !isLast; isFirst = false)
        {
            var removed = 0;
            await TransactAsync(
                token => registry.Datasets.FirstInRunsAsync(runs, chunkSize, token),
                async token =>
                {
                    if (isFirst)
                        record.NoteChains(await UnlinkAsync(chains, token).ConfigureAwait(false));
                    var ids = await registry.Datasets.FirstInRunsAsync(runs, chunkSize, token).ConfigureAwait(false);
                    await record.NoteAsync(ids, token).ConfigureAwait(false);
                    removed = ids.Count;
                    isLast = removed < chunkSize;
                    await datastore.TrashAsync(ids, token).ConfigureAwait(false);
                    if (!isLast)
                        await registry.Datasets.RemoveAsync(ids, token).ConfigureAwait(false);
                    else
                        await RemoveEmptyAsync(runs, token).ConfigureAwait(false);
                    if (isLast)
                        await record.DoneAsync(token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
            FaultPoints.Hit("removal.after-rows");
            await record.SettleAsync(cancellationToken).ConfigureAwait(false);
            await datastore.EmptyTrashAsync(cancellationToken).ConfigureAwait(false);
            await record.CompletePartAsync(cancellationToken).ConfigureAwait(false);
            FaultPoints.Hit("removal.after-chunk");
            progress.Add(removed);
        }
    }

    // What has to be kept before is told by a look; the transaction decides.
    private async Task TransactAsync(Func<CancellationToken, Task<IReadOnlyList<Guid>>> look, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            if (record.NeedsPreparing)
                await record.PrepareAsync(await look(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            await registry.TransactAsync(work, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await record.ForgetPartAsync(e).ConfigureAwait(false);
            throw;
        }
    }

    // What is left of their datasets goes with them.
    private async Task RemoveEmptyAsync(IReadOnlyList<string> runs, CancellationToken cancellationToken)
    {
        FaultPoints.Hit("removal.before-runs");
        await registry.Collections.RemoveAsync(runs, cancellationToken).ConfigureAwait(false);
    }

    private async Task PruneAsync(Guid[] ids, PruneOptions options, CancellationToken cancellationToken)
    {
        // They are looked up by type while they are there.
        if (options.Disassociate.Count > 0)
        {
            var datasets = (await registry.Datasets.GetAsync(ids, cancellationToken).ConfigureAwait(false)).Values.ToList();
            foreach (var collection in options.Disassociate)
                await registry.Datasets.DisassociateAsync(collection, datasets, cancellationToken).ConfigureAwait(false);
        }

        if (options.Unstore || options.Purge)
            await datastore.TrashAsync(ids, cancellationToken).ConfigureAwait(false);
        if (options.Purge)
            await registry.Datasets.RemoveAsync(ids, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<LoggedChain>> UnlinkAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> chains, CancellationToken cancellationToken)
    {
        var members = chains.SelectMany(run => run.Value.Select(chain => (Chain: chain, Run: run.Key))).ToLookup(link => link.Chain, link => link.Run, StringComparer.Ordinal);
        var held = await registry.Collections.HoldAsync([.. members.Select(m => m.Key)], cancellationToken).ConfigureAwait(false);
        var changed = new List<LoggedChain>();
        foreach (var chain in members.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            var after = await registry.Collections.EditChainAsync(chain.Key, ChainEdit.Remove, [.. chain], cancellationToken).ConfigureAwait(false);
            changed.Add(new(chain.Key, held[chain.Key].Children, after));
        }

        return changed;
    }
}
