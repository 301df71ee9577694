using Microsoft.Extensions.Logging;
using SkyButler.Resources;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Stores.Uploads;

namespace SkyButler.Datastores.Journal;

/// <summary>
/// Cleans up after writers to a store without locks: of the objects that they were about to place, those that are registered stay, the
/// others go, and the parts of uploads of theirs that never ended. Uploads that no entry names may be another program's and stay, however old. A writer of this machine is dead when its process is; one of another machine when its entry is older than any transfer lasts.
/// Who errs in that removes nothing that is needed: objects get their names inside the transaction that registers them, and none is under way
/// while these are looked at and removed.
/// Fault points: <c>recovery.before-remove</c>, <c>recovery.before-close</c>.
/// </summary>
internal sealed class RemoteRecovery
{
    private static readonly TimeSpan LongestTransfer = TimeSpan.FromDays(2);
    private readonly ResourceStores stores;
    private readonly ResourcePath root;
    private readonly RootedPaths rooted;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly Func<IReadOnlyCollection<string>, Func<IReadOnlySet<string>, Task>, CancellationToken, Task> withRegistered;

    /// <summary>Makes a clean-up of one datastore.</summary>
    /// <param name="stores">Where objects are reached.</param>
    /// <param name="clock">Says how old an entry is.</param>
    /// <param name="log">Is told what is not heeded, or can't be removed.</param>
    /// <param name="root">Its place.</param>
    /// <param name="withRegistered">
    /// Says which of some paths below the root belong to registered datasets, while no other client can register or place one.
    /// </param>
    public RemoteRecovery(
        ResourceStores stores, TimeProvider clock, ILogger log, ResourcePath root,
        Func<IReadOnlyCollection<string>, Func<IReadOnlySet<string>, Task>, CancellationToken, Task> withRegistered)
    {
        this.root = root;
        this.withRegistered = withRegistered;
        this.stores = stores;
        this.clock = clock;
        this.log = log;
        rooted = new(root);
    }

    /// <summary>Cleans up.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (dead, underWay) = await ReadEntriesAsync(cancellationToken).ConfigureAwait(false);
        if (dead.Count == 0)
            return;
        var uploads = await FindUploadsAsync(cancellationToken).ConfigureAwait(false);
        // Whoever began an upload had written his entry before: of those that were found, the writers that live are known now.
        if (uploads.Count > 0)
            (dead, underWay) = await ReadEntriesAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (entry, content) in dead)
            await CleanAsync(entry, content, underWay, uploads, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(List<(ResourcePath Entry, JournalContent? Content)> Dead, HashSet<string> UnderWay)> ReadEntriesAsync(CancellationToken cancellationToken)
    {
        var dead = new List<(ResourcePath Entry, JournalContent? Content)>();
        var underWay = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var entry in stores.For(root).ListAsync(RemoteJournal.FolderOf(root), cancellationToken).ConfigureAwait(false))
        {
            if (!entry.Path.Basename.EndsWith(WriteJournal.EntryExtension, StringComparison.Ordinal) || await ReadAsync(entry, cancellationToken).ConfigureAwait(false) is not { } text)
                continue;
            var content = JournalContent.Parse(text);
            if (IsDead(content?.Writer, entry.Modified, clock))
                dead.Add((entry.Path, content));
            else
                underWay.UnionWith(content?.Paths ?? []);
        }

        return (dead, underWay);
    }

    // Who may not see uploads can't have them removed; the bucket's own rules may do it.
    private async Task<IReadOnlyList<UnfinishedUpload>> FindUploadsAsync(CancellationToken cancellationToken)
    {
        if (stores.For(root) is not IUnfinishedUploads keeper)
            return [];
        try
        {
            return await keeper.ListUploadsAsync(root, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ResourceException e)
        {
            log.LogWarning("Whether a writer that died left parts of uploads can't be seen: {Reason}", e.Message);
            return [];
        }
    }

    private async Task<bool> AbortAsync(IEnumerable<UnfinishedUpload> uploads)
    {
        IReadOnlyList<UnfinishedUpload> left = [.. uploads];
        if (left.Count == 0 || stores.For(root) is not IUnfinishedUploads keeper)
            return true;
        var failures = await keeper.AbortUploadsAsync(left, CancellationToken.None).ConfigureAwait(false);
        if (failures.Count > 0)
            log.LogWarning("The parts of uploads that a writer that died left can't be removed: {Reason}", failures[0].Error.Message);
        return failures.Count == 0;
    }

    /// <summary>Whether a writer surely died, or is of another machine and wrote longer ago than any transfer lasts.</summary>
    public static bool IsDead(ProcessIdentity? writer, DateTimeOffset written, TimeProvider clock) =>
        writer?.Host == ProcessIdentity.Current.Host ? !writer.IsThisProcess && !writer.IsKnownToRun : clock.GetUtcNow() - written > LongestTransfer;

    private async Task CleanAsync(ResourcePath entry, JournalContent? content, HashSet<string> underWay, IReadOnlyList<UnfinishedUpload> uploads, CancellationToken cancellationToken)
    {
        if (content is not null && content.Paths.Any(underWay.Contains))
            return;
        if (content is not null)
        {
            if (Places([.. content.Paths], entry) is not { } places)
                return;
            var keys = places.Values.Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
            var isGone = await AbortAsync(uploads.Where(u => keys.Contains(u.Path.Key))).ConfigureAwait(false);
            await withRegistered(
                content.New,
                async registered => isGone &= await RemoveAsync(content.New.Where(p => !registered.Contains(p)).Select(p => places[p])).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false);
            if (!isGone || !await RemoveTemporariesAsync(places.Values, cancellationToken).ConfigureAwait(false))
                return;
        }

        FaultPoints.Hit("recovery.before-close");
        await stores.DeleteAsync([entry], cancellationToken).ConfigureAwait(false);
    }

    // What can't be removed hinders nobody's work: the entry stays for the next client.
    private async Task<bool> RemoveAsync(IEnumerable<ResourcePath> files)
    {
        IReadOnlyList<ResourcePath> left = [.. files];
        if (left.Count == 0)
            return true;
        FaultPoints.Hit("recovery.before-remove");
        var failures = await stores.DeleteAsync(left, CancellationToken.None).ConfigureAwait(false);
        if (failures.Count > 0)
            log.LogWarning("What a writer that died left can't be removed: {Reason}", failures[0].Error.Message);
        return failures.Count == 0;
    }

    // Servers that can rename have files under temporary names while they are written.
    private async Task<bool> RemoveTemporariesAsync(IEnumerable<ResourcePath> places, CancellationToken cancellationToken)
    {
        if (root.Scheme == "s3")
            return true;
        var left = new List<ResourcePath>();
        foreach (var folder in places.GroupBy(p => p.Parent))
        {
            var names = folder.Select(p => p.Basename).ToList();
            await foreach (var file in stores.For(root).ListAsync(folder.Key.AsDirectory(), cancellationToken).ConfigureAwait(false))
                if (names.Any(name => TemporaryNames.IsTemporaryOf(file.Path.Basename, name)))
                    left.Add(file.Path);
        }

        return await RemoveAsync(left).ConfigureAwait(false);
    }

    // Where the paths lead; null where one leads out of the root, which nobody here wrote.
    private Dictionary<string, ResourcePath>? Places(IReadOnlyList<string> paths, ResourcePath entry)
    {
        try
        {
            return paths.ToDictionary(p => p, rooted.JoinForWriting, StringComparer.Ordinal);
        }
        catch (ResourceException e)
        {
            log.LogWarning("The journal entry {File} was not written by this software and is not heeded: {Problem} Look who may write to the repository, then delete it.", entry.DisplayName, e.Message);
            return null;
        }
    }

    // Its writer may have finished since it was listed.
    private async Task<string?> ReadAsync(ResourceInfo entry, CancellationToken cancellationToken)
    {
        try
        {
            return await stores.ReadAllTextAsync(entry.Path, cancellationToken).ConfigureAwait(false);
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }
}
