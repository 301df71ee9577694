using SkyButler.Datastores.Journal;
using SkyButler.Resources;

namespace SkyButler.Datastores.Bin;

/// <summary>The bins of a datastore and its children. The first of them has the locks of removals, and what was known of the datasets.</summary>
internal sealed class Bins
{
    private readonly IReadOnlyList<(FileDatastore Store, BinFolder Folder)> all;

    private Bins(IReadOnlyList<(FileDatastore Store, BinFolder Folder)> all) => this.all = all;

    /// <summary>Each with the datastore whose files it keeps.</summary>
    public IReadOnlyList<(FileDatastore Store, BinFolder Folder)> All => all;

    /// <summary>Whether there are none: only local datastores have one.</summary>
    public bool AreNone => all.Count == 0;

    /// <summary>The first.</summary>
    public BinFolder Main => all[0].Folder;

    /// <summary>Those of a datastore.</summary>
    public static Bins Of(Datastore datastore) =>
        new([.. from store in datastore.FileStores let folder = store.BinFolder where folder is not null select (store, folder)]);

    /// <summary>The removals of which something is kept, latest first.</summary>
    public IReadOnlyList<Guid> Actions() => [.. all.SelectMany(b => b.Folder.Actions()).Distinct().OrderDescending()];

    /// <summary>Whether anything is kept of a removal.</summary>
    public bool Has(Guid action) => all.Count > 0 && Directory.Exists(Main.Of(action));

    /// <summary>Takes the lock of a removal; null where somebody works on it.</summary>
    /// <exception cref="BinException">The disk refuses, or nothing is kept of it any more.</exception>
    public FileStream? TryHold(Guid action)
    {
        try
        {
            return FileLock.TryTake(Main.LockOf(action));
        }
        catch (ResourceException e)
        {
            throw new BinException(e.Message, e);
        }
    }

    /// <summary>Forgets a removal.</summary>
    /// <exception cref="BinException">The disk refuses.</exception>
    public void Drop(Guid action)
    {
        foreach (var (_, folder) in all)
            folder.Drop(action);
    }

    /// <summary>Writes something small and deletes it again.</summary>
    /// <exception cref="BinException">The bin can't be written.</exception>
    public void RequireWritable()
    {
        foreach (var (_, folder) in all)
        {
            var probe = Path.Combine(folder.Pending, $"{Guid.NewGuid():N}.probe");
            BinFiles.Write(probe, static stream => stream.WriteByte(0));
            BinFiles.Delete(probe);
        }
    }
}
