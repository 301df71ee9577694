using SkyButler.Datastores.Bin.Pending;
using SkyButler.Registry;

namespace SkyButler.Datastores.Bin;

/// <summary>
/// Forgets what waits in the bins when it waits no longer. As long as a dataset is in the trash of a datastore, somebody is to take its files out, or does
/// so at this moment in a transaction that nobody sees, and must find which removal it belongs to.
/// </summary>
internal static class BinRecovery
{
    /// <summary>Forgets what removals that were killed have left, and nobody takes out any more.</summary>
    /// <exception cref="BinException">The disk refuses.</exception>
    public static async Task ApplyAsync(Datastore datastore, SqlRegistry registry, CancellationToken cancellationToken)
    {
        var bins = Bins.Of(datastore);
        foreach (var removal in bins.All.SelectMany(b => PendingRemovals.List(b.Folder)).GroupBy(p => p.Action).ToList())
        {
            if (bins.Has(removal.Key))
            {
                using var held = bins.TryHold(removal.Key);
                if (held is not null)
                    await SettleAsync(bins, registry, removal.Key, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                // Somebody emptied the bin by hand.
                bins.Drop(removal.Key);
            }
        }
    }

    /// <summary>Forgets what of one removal waits no longer; by whoever holds its lock.</summary>
    /// <returns>Whether nothing of it waits.</returns>
    /// <exception cref="BinException">The disk refuses.</exception>
    public static async Task<bool> SettleAsync(Bins bins, SqlRegistry registry, Guid action, CancellationToken cancellationToken)
    {
        var entry = (await registry.Log.ByPrefixAsync(action.ToString("N"), cancellationToken).ConfigureAwait(false)).FirstOrDefault();
        // Whatever it has files of is not forgotten: where the database is an older one, these may be the last.
        if (entry is null && bins.All.All(b => !Directory.Exists(b.Folder.FilesOf(action))))
        {
            bins.Drop(action);
            return true;
        }

        var isSettled = true;
        foreach (var (store, folder) in bins.All)
        {
            foreach (var part in PendingRemovals.List(folder).Where(p => p.Action == action))
            {
                if (part.Part >= entry?.Parts)
                    Withdraw(bins, folder, part);
                else
                    isSettled &= await TrySettleAsync(store, folder, registry, part, PendingRemovals.Read(folder, part), cancellationToken).ConfigureAwait(false);
            }
        }

        return isSettled;
    }

    /// <summary>Forgets that files of a part are to come, if none of its datasets is in the trash any more.</summary>
    /// <returns>Whether none is.</returns>
    /// <exception cref="BinException">The disk refuses.</exception>
    public static async Task<bool> TrySettleAsync(
        FileDatastore store, BinFolder folder, SqlRegistry registry, PendingPart part, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (await registry.Locations.AreAnyTrashedAsync(store.Name, ids, cancellationToken).ConfigureAwait(false))
            return false;
        PendingRemovals.Delete(folder, part);
        return true;
    }

    // The rows of this part are still there: it was killed before it committed.
    private static void Withdraw(Bins bins, BinFolder folder, PendingPart part)
    {
        BinFiles.Delete(bins.Main.ListOf(part));
        PendingRemovals.Delete(folder, part);
    }
}
