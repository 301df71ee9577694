using SkyButler.Datastores.Bin.Lists;
using SkyButler.Datastores.Bin.Pending;
using SkyButler.Datastores.Bin.Places;
using SkyButler.Registry;

namespace SkyButler.Datastores.Bin;

/// <summary>
/// Forgets what waits in the bins when it waits no longer. As long as a dataset is in the trash of a datastore, somebody is to take its files out, or does
/// so at this moment in a transaction that nobody sees, and must find which removal it belongs to.
/// </summary>
internal static class BinRecovery
{
    /// <summary>Forgets what removals that were killed have left, and nobody takes out any more.</summary>
    /// <exception cref="BinException">A bin can't be read or written.</exception>
    public static async Task ApplyAsync(Bins bins, SqlRegistry registry, CancellationToken cancellationToken)
    {
        var waiting = new HashSet<Guid>();
        foreach (var (_, bin) in bins.All)
            waiting.UnionWith((await PendingRemovals.ListAsync(bin, cancellationToken).ConfigureAwait(false)).Select(p => p.Action));
        foreach (var action in waiting)
        {
            if (await bins.HasAsync(action, cancellationToken).ConfigureAwait(false))
            {
                if (await bins.TryHoldAsync(action, cancellationToken).ConfigureAwait(false) is not { } held)
                    continue;
                await using (held.ConfigureAwait(false))
                    await SettleAsync(bins, registry, action, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                // Somebody emptied the bin by hand.
                await bins.DropAsync(action, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Forgets what of one removal waits no longer; by whoever holds its lock.</summary>
    /// <returns>Whether nothing of it waits.</returns>
    /// <exception cref="BinException">A bin can't be read or written.</exception>
    public static async Task<bool> SettleAsync(Bins bins, SqlRegistry registry, Guid action, CancellationToken cancellationToken)
    {
        var entry = (await registry.Log.ByPrefixAsync(action.ToString("N"), cancellationToken).ConfigureAwait(false)).FirstOrDefault();
        var waiting = new List<(FileDatastore Store, DatastoreBin Bin, PendingPart Part)>();
        foreach (var (store, bin) in bins.All)
            waiting.AddRange((await PendingRemovals.ListAsync(bin, cancellationToken).ConfigureAwait(false)).Where(p => p.Action == action).Select(p => (store, bin, p)));
        // The rows of these parts are still there: it was killed before it committed.
        foreach (var (_, bin, part) in waiting.Where(w => entry is null || w.Part.Part >= entry.Parts))
            await bin.WithdrawAsync(part, cancellationToken).ConfigureAwait(false);
        // Whatever it has files of is not forgotten: where the database is an older one, these may be the last.
        if (entry is null && !await bins.HasFilesAsync(action, cancellationToken).ConfigureAwait(false))
        {
            await bins.DropAsync(action, cancellationToken).ConfigureAwait(false);
            return true;
        }

        var isSettled = true;
        foreach (var (store, bin, part) in waiting)
        {
            if (part.Part >= entry?.Parts)
                await ForgetAsync(bins, bin, part, cancellationToken).ConfigureAwait(false);
            else
                isSettled &= await TrySettleAsync(store, bin, registry, part, await NamedAsync(bins, bin, part, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }

        return isSettled;
    }

    /// <summary>Forgets that files of a part are to come, if none of its datasets is in the trash any more.</summary>
    /// <returns>Whether none is.</returns>
    /// <exception cref="BinException">The bin can't be written.</exception>
    public static async Task<bool> TrySettleAsync(
        FileDatastore store, DatastoreBin bin, SqlRegistry registry, PendingPart part, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (await registry.Locations.AreAnyTrashedAsync(store.Name, ids, cancellationToken).ConfigureAwait(false))
            return false;
        await PendingRemovals.DeleteAsync(bin, part, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Forgets a part of which no rows went.</summary>
    /// <exception cref="BinException">A bin can't be written.</exception>
    public static async Task ForgetAsync(Bins bins, DatastoreBin bin, PendingPart part, CancellationToken cancellationToken)
    {
        await bins.Main.DeleteAsync(bins.Main.ListOf(part), cancellationToken).ConfigureAwait(false);
        await PendingRemovals.DeleteAsync(bin, part, cancellationToken).ConfigureAwait(false);
    }

    // Where files are kept ahead, those whose files are only to be deleted are in the list alone.
    private static async Task<IReadOnlyCollection<Guid>> NamedAsync(Bins bins, DatastoreBin bin, PendingPart part, CancellationToken cancellationToken)
    {
        var ids = await PendingRemovals.ReadAsync(bin, part, cancellationToken).ConfigureAwait(false);
        return bin.KeepsAhead ? [.. ids.Union(await RemovedLists.IdentifiersAsync(bins.Main, part, cancellationToken).ConfigureAwait(false))] : ids;
    }
}
