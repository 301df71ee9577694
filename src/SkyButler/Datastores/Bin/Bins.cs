using SkyButler.Datastores.Bin.Places;

namespace SkyButler.Datastores.Bin;

/// <summary>The bins of a datastore and its children. The first of them has the locks of removals, and what was known of the datasets.</summary>
internal sealed class Bins
{
    private readonly IReadOnlyList<(FileDatastore Store, DatastoreBin Bin)> all;

    private Bins(IReadOnlyList<(FileDatastore Store, DatastoreBin Bin)> all) => this.all = all;

    /// <summary>Each with the datastore whose files it keeps.</summary>
    public IReadOnlyList<(FileDatastore Store, DatastoreBin Bin)> All => all;

    /// <summary>Whether to look at them takes no request to a server.</summary>
    public bool AreLocal => all.All(b => b.Store.Root.IsLocal);

    /// <summary>The first.</summary>
    public DatastoreBin Main => all[0].Bin;

    /// <summary>Those of a datastore.</summary>
    public static async Task<Bins> OfAsync(Datastore datastore, CancellationToken cancellationToken)
    {
        var found = new List<(FileDatastore Store, DatastoreBin Bin)>();
        foreach (var store in datastore.FileStores)
            if (await store.FindBinAsync(cancellationToken).ConfigureAwait(false) is { } bin)
                found.Add((store, bin));
        return new(found);
    }

    /// <summary>The removals of which something is kept, latest first.</summary>
    /// <exception cref="BinException">A bin can't be read.</exception>
    public async Task<IReadOnlyList<Guid>> ActionsAsync(CancellationToken cancellationToken)
    {
        var actions = new HashSet<Guid>();
        foreach (var (_, bin) in all)
            actions.UnionWith(await bin.ActionsAsync(cancellationToken).ConfigureAwait(false));
        return [.. actions.OrderDescending()];
    }

    /// <summary>Whether anything is kept of a removal.</summary>
    /// <exception cref="BinException">The bin can't be read.</exception>
    public async Task<bool> HasAsync(Guid action, CancellationToken cancellationToken) => all.Count > 0 && await Main.HasAsync(action, cancellationToken).ConfigureAwait(false);

    /// <summary>Whether any of them has files of a removal.</summary>
    /// <exception cref="BinException">A bin can't be read.</exception>
    public async Task<bool> HasFilesAsync(Guid action, CancellationToken cancellationToken)
    {
        foreach (var (_, bin) in all)
            if (await bin.HasFilesAsync(action, cancellationToken).ConfigureAwait(false))
                return true;
        return false;
    }

    /// <summary>Takes the lock of a removal; null where somebody works on it.</summary>
    /// <exception cref="BinException">Nobody can tell, or nothing is kept of it any more.</exception>
    public Task<IAsyncDisposable?> TryHoldAsync(Guid action, CancellationToken cancellationToken) => Main.TryHoldAsync(action, cancellationToken);

    /// <summary>Forgets a removal.</summary>
    /// <exception cref="BinException">Something can't be deleted.</exception>
    public async Task DropAsync(Guid action, CancellationToken cancellationToken)
    {
        foreach (var (_, bin) in all)
            await bin.DropAsync(action, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes something small and deletes it again.</summary>
    /// <exception cref="BinException">A bin can't be written.</exception>
    public async Task RequireWritableAsync(CancellationToken cancellationToken)
    {
        foreach (var (_, bin) in all)
            await bin.RequireWritableAsync(cancellationToken).ConfigureAwait(false);
    }
}
