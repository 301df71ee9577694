using SkyButler.Datastores;
using SkyButler.Datastores.Bin.Kept;
using SkyButler.Datastores.Bin.Lists;
using SkyButler.Datastores.Records;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.History.Undoing.Removals;

/// <summary>What the bin has of some files that may come back, and what is in their places, looked at together.</summary>
internal sealed class RestoredFiles
{
    private readonly FileDatastore store;
    private readonly IReadOnlyDictionary<string, (RootedPaths Root, PresentFile File)> kept;
    private readonly Dictionary<string, PresentFile> placed;

    private IReadOnlyDictionary<string, Guid> elsewhere = new Dictionary<string, Guid>();

    private RestoredFiles(FileDatastore store, IReadOnlyDictionary<string, (RootedPaths Root, PresentFile File)> kept, Dictionary<string, PresentFile> placed)
    {
        (this.store, this.kept) = (store, kept);
        this.placed = placed;
    }

    /// <summary>Looks at the files of records.</summary>
    /// <param name="store">The datastore.</param>
    /// <param name="bin">The removal, and what the bin has of it; null where that does not matter.</param>
    /// <param name="part">The number of their part.</param>
    /// <param name="removed">The records.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<RestoredFiles> LookAsync(
        FileDatastore store, (KeptRemoval Removal, KeptFiles Files)? bin, long part, IEnumerable<RemovedRecord> removed, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> paths = [.. removed.Select(r => StoredPath.Parse(r.Record.Path)).Where(p => !p.IsAbsolute).Select(p => p.File).Distinct(StringComparer.Ordinal)];
        var kept = bin is null ? new Dictionary<string, (RootedPaths Root, PresentFile File)>() : await bin.Value.Files.FindAsync(part, paths, cancellationToken).ConfigureAwait(false);
        var looked = await PresentFile.LookAsync(store.Stores, [.. paths.Select(store.LocateFile)], cancellationToken).ConfigureAwait(false);
        var files = new RestoredFiles(store, kept, paths.Zip(looked).Where(f => f.Second is not null).ToDictionary(f => f.First, f => f.Second!, StringComparer.Ordinal));
        if (bin is var (removal, _))
            files.elsewhere = await removal.FindElsewhereAsync(store, [.. paths.Where(p => !kept.ContainsKey(p) && !files.placed.ContainsKey(p))], cancellationToken).ConfigureAwait(false);
        return files;
    }

    /// <summary>Another removal that has a file of which there is nothing here; null for none.</summary>
    public Guid? Elsewhere(StoredPath path) => elsewhere.TryGetValue(path.File, out var action) ? action : null;

    /// <summary>Where the bin has a file; null where it has none.</summary>
    public (RootedPaths Root, PresentFile File)? Kept(StoredPath path) => !path.IsAbsolute && kept.TryGetValue(path.File, out var file) ? file : null;

    /// <summary>What is in the place of a file; null for nothing.</summary>
    public PresentFile? Placed(StoredPath path) => path.IsAbsolute ? null : placed.GetValueOrDefault(path.File);

    /// <summary>Whether a file of the store is in its place; links lead to files that are not ours.</summary>
    public bool IsOwn(StoredPath path) => Placed(path) is { Link: null };

    /// <summary>Whether the file in its place is the one of the bin, or the bin has none.</summary>
    public async Task<bool> IsAsKeptAsync(StoredPath path, CancellationToken cancellationToken)
    {
        if (Kept(path) is not var (_, file))
            return true;
        var found = await store.Stores.FindAsync([file.Path, store.LocateFile(path.File)], cancellationToken).ConfigureAwait(false);
        return found is [{ IsDirectory: false } one, { IsDirectory: false } other] && await store.Stores.HaveSameContentAsync(one, other, cancellationToken).ConfigureAwait(false);
    }
}
