using System.Globalization;
using SkyButler.Resources;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Stores;

namespace SkyButler.Datastores.Journal;

/// <summary>
/// The journal of one client in a store without locks, such as S3: an object for each batch of files that is under way. Who wrote it, and
/// when, tells others whether its writer may live.
/// </summary>
internal sealed class RemoteJournal(ResourceStores stores, ResourcePath root) : IWriteJournal
{
    private readonly string writer = Guid.NewGuid().ToString("N");
    private int count;

    /// <summary>The folder of the entries of all clients.</summary>
    public static ResourcePath FolderOf(ResourcePath root) => root.Join(FileDatastorePaths.JournalFolder + "/");

    /// <inheritdoc />
    public async ValueTask<JournalEntry> BeginAsync(IReadOnlyList<string> paths, IReadOnlySet<string> replaced, CancellationToken cancellationToken)
    {
        if (paths.Count == 0)
            return JournalEntry.None;
        var number = Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture);
        var entry = FolderOf(root).Join($"{writer}-{number}{WriteJournal.EntryExtension}");
        var content = new JournalContent(ProcessIdentity.Current, [.. paths.Where(p => !replaced.Contains(p))], [.. replaced]);
        FaultPoints.Hit("journal.before-write");
        await stores.WriteAllBytesAsync(entry, content.ToBytes(), cancellationToken).ConfigureAwait(false);
        FaultPoints.Hit("journal.after-write");
        return new(async () => await RemoveAsync(entry).ConfigureAwait(false));
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }

    // An entry that stays makes the next client look once more, and harms nobody.
    private async ValueTask RemoveAsync(ResourcePath entry) => await stores.DeleteAsync([entry], CancellationToken.None).ConfigureAwait(false);
}
