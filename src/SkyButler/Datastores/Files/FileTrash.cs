using SkyButler.Datastores.Bin.Pending;
using SkyButler.Datastores.Bin.Places;
using SkyButler.Datastores.Cache;
using SkyButler.Datastores.Records;
using SkyButler.Resources;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Stores;

namespace SkyButler.Datastores.Files;

/// <summary>
/// Deletes the files of datasets that are marked for deletion, unless other datasets share them or they lie outside of the store; then
/// their records and marks. What a crash leaves is still marked, and goes the next time. Fault points: <c>trash.before-delete</c>,
/// <c>trash.after-delete</c>.
/// </summary>
internal sealed class FileTrash
{
    private const int BatchSize = 10_000;
    private readonly FileDatastoreSettings settings;
    private readonly DatastoreServices services;
    private readonly FileRecordTable table;
    private readonly RootedPaths root;
    private readonly FileCache cache;

    public FileTrash(FileDatastoreSettings settings, DatastoreServices services, FileRecordTable table, RootedPaths root, FileCache cache)
    {
        this.cache = cache;
        this.settings = settings;
        this.services = services;
        this.table = table;
        this.root = root;
    }

    /// <summary>Where the files of removals are kept that may be taken back; null where there is no such place.</summary>
    public DatastoreBin? Bin { get; init; }

    /// <summary>Empties the trash.</summary>
    /// <exception cref="DatastoreException">Files could not be deleted; their datasets stay marked.</exception>
    public async Task EmptyAsync(CancellationToken cancellationToken)
    {
        // Mostly there is nothing, and then nobody's writing is held up.
        if ((await services.Registry.Locations.TrashedAsync(settings.Name, 1, Guid.Empty, cancellationToken).ConfigureAwait(false)).Count == 0)
            return;
        var failures = new List<(string File, ResourceException Error)>();
        Guid? last = Guid.Empty;
        while (last is { } after)
        {
            IReadOnlyList<(string File, ResourceException Error)> failed = [];
            // Files go inside the transaction: so no other client can meanwhile store a new dataset in the place of a removed one.
            await services.Registry.TransactAsync(
                async token =>
                {
                    // What could not be deleted stays in front of the rest, and must not hold it up.
                    var ids = await services.Registry.Locations.TrashedAsync(settings.Name, BatchSize, after, token).ConfigureAwait(false);
                    last = ids.Count == BatchSize ? ids[^1] : null;
                    if (ids.Count > 0)
                        failed = await EmptyAsync(ids, token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
            failures.AddRange(failed);
        }

        if (failures.Count > 0)
        {
            throw new DatastoreException(
                $"{failures.Count} files of removed datasets could not be deleted; the first: {failures[0].Error.Message} Mend this and remove again; they stay marked until then.");
        }
    }

    private async Task<IReadOnlyList<(string File, ResourceException Error)>> EmptyAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var marked = ids.ToHashSet();
        var records = new List<FileRecord>();
        await foreach (var record in table.FetchAsync(marked, cancellationToken).ConfigureAwait(false))
            records.Add(record);
        var files = records.Select(r => StoredPath.Parse(r.Path)).Where(p => !p.IsAbsolute).Select(p => p.File).ToHashSet(StringComparer.Ordinal);
        await RemoveSharedAsync(files, records, marked, cancellationToken).ConfigureAwait(false);
        FaultPoints.Hit("trash.before-delete");
        var failures = await RemoveAsync(files, records, cancellationToken).ConfigureAwait(false);
        FaultPoints.Hit("trash.after-delete");
        var gone = failures.Count == 0 ? marked : Without(marked, records, failures);
        cache.Forget(gone);
        await table.DeleteAsync(gone, cancellationToken).ConfigureAwait(false);
        await services.Registry.Locations.EmptyTrashAsync(settings.Name, gone, cancellationToken).ConfigureAwait(false);
        return failures;
    }

    private async Task<IReadOnlyList<(string File, ResourceException Error)>> RemoveAsync(HashSet<string> files, List<FileRecord> records, CancellationToken cancellationToken)
    {
        var parts = Bin is null ? new Dictionary<Guid, PendingPart>() : await PendingRemovals.ReadAsync(Bin, cancellationToken).ConfigureAwait(false);
        // A file that datasets of several parts of removals share goes with the last of these.
        var kept = new Dictionary<string, PendingPart>(StringComparer.Ordinal);
        foreach (var record in parts.Count == 0 ? [] : records)
            if (parts.TryGetValue(record.DatasetId, out var part) && StoredPath.Parse(record.Path).File is var file && files.Contains(file))
                kept[file] = kept.TryGetValue(file, out var other) && other.CompareTo(part) > 0 ? other : part;
        List<(string File, ResourceException Error)> failures = kept.Count == 0 ? [] : [.. await Bin!.TakeAsync([.. kept.Select(f => (f.Key, f.Value))], cancellationToken).ConfigureAwait(false)];
        var deleted = new List<(string File, ResourcePath Path)>();
        foreach (var file in files.Where(f => !kept.ContainsKey(f)))
        {
            try
            {
                deleted.Add((file, new StoredPath(file, null).LocateForWriting(root)));
            }
            catch (ResourceException e)
            {
                failures.Add((file, e));
            }
        }

        if (deleted.Count == 0)
            return failures;
        var byPath = deleted.ToLookup(d => d.Path, d => d.File);
        foreach (var failure in await services.Stores.DeleteAsync([.. byPath.Select(d => d.Key)], cancellationToken).ConfigureAwait(false))
            failures.AddRange(byPath[failure.Path].Select(file => (file, failure.Error)));
        return failures;
    }

    // Files that a dataset outside of the trash names too.
    private async Task RemoveSharedAsync(HashSet<string> files, List<FileRecord> records, HashSet<Guid> marked, CancellationToken cancellationToken)
    {
        await foreach (var other in table.FetchByPathAsync(files, cancellationToken).ConfigureAwait(false))
        {
            if (!marked.Contains(other.DatasetId))
                files.Remove(other.Path);
        }

        // Members of one zip have paths of their own, which can only be told by looking at all.
        if (!records.Any(r => StoredPath.Parse(r.Path).ZipMember is not null))
            return;
        await foreach (var other in table.FetchAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!marked.Contains(other.DatasetId))
                files.Remove(StoredPath.Parse(other.Path).File);
        }
    }

    private HashSet<Guid> Without(HashSet<Guid> marked, List<FileRecord> records, IReadOnlyList<(string File, ResourceException Error)> failures)
    {
        var failed = failures.Select(f => f.File).ToHashSet(StringComparer.Ordinal);
        var kept = records.Where(r => StoredPath.Parse(r.Path) is { IsAbsolute: false } path && failed.Contains(path.File)).Select(r => r.DatasetId).ToHashSet();
        return [.. marked.Where(id => !kept.Contains(id))];
    }
}
