using SkyButler.Datastores;
using SkyButler.Datastores.Records;
using SkyButler.Registry;

namespace SkyButler.Verification.Repairs;

/// <summary>Mends what is wrong with the files of one datastore. What was found is looked at again first, since others may work meanwhile.</summary>
internal sealed class FileRepairs(FileDatastore store, SqlRegistry registry)
{
    private readonly LostAndFound lost = new(store);

    /// <summary>Mends some damages that ask for files to be set aside or forgotten.</summary>
    public async Task MendAsync(IReadOnlyList<Damage> damages, CancellationToken cancellationToken)
    {
        var current = await StillDamagedAsync(damages, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<FileRecord> records = [.. current.Select(d => d.Record).OfType<FileRecord>()];
        await lost.NoteAsync(records, cancellationToken).ConfigureAwait(false);
        // Files first: where this is stopped, they are registered and missing, and the next repair forgets them.
        await lost.MoveAsync([.. current.Where(d => d.Repair == RepairAction.SetAside && !IsMember(d)).Select(d => d.Subject).Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
        if (records.Count > 0)
            await registry.TransactAsync(token => store.ForgetRecordsAsync(records, token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Cleans the journal, and sets entries aside that nobody here wrote.</summary>
    public async Task CleanJournalAsync(CancellationToken cancellationToken)
    {
        await store.CleanUpJournalAsync(cancellationToken).ConfigureAwait(false);
        var left = await store.LookAtJournalAsync(cancellationToken).ConfigureAwait(false);
        await lost.MoveAsync([.. left.Stale.Select(entry => $"{FileDatastorePaths.JournalFolder}/{entry}")], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Mends loose rows about files.</summary>
    public async Task MendRowsAsync(IReadOnlyList<Damage> damages, CancellationToken cancellationToken)
    {
        var orphans = Ids(damages, Registry.Checks.LooseRowKind.RecordWithoutDataset);
        var records = new List<FileRecord>();
        await foreach (var record in store.FetchRecordsAsync(orphans, cancellationToken).ConfigureAwait(false))
            records.Add(record);
        await lost.NoteAsync(records, cancellationToken).ConfigureAwait(false);
        await registry.TransactAsync(
            async token =>
            {
                await store.ForgetRecordsAsync(records, token).ConfigureAwait(false);
                await registry.Locations.ForgetAsync(store.Name, Ids(damages, Registry.Checks.LooseRowKind.LocationWithoutRecord), token).ConfigureAwait(false);
                await registry.Locations.InsertAsync(store.Name, Ids(damages, Registry.Checks.LooseRowKind.RecordWithoutLocation), token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static IReadOnlyList<Guid> Ids(IReadOnlyList<Damage> damages, Registry.Checks.LooseRowKind kind) =>
        [.. damages.Where(d => d.Rows == kind.ToString()).Select(d => d.DatasetId).OfType<Guid>().Distinct()];

    private static bool IsMember(Damage damage) => damage.Record is { } record && StoredPath.Parse(record.Path).ZipMember is not null;

    private async Task<IReadOnlyList<Damage>> StillDamagedAsync(IReadOnlyList<Damage> damages, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> unregistered = [.. damages.Where(d => d.Record is null).Select(d => d.Subject)];
        var registered = await store.RegisteredPathsAsync(unregistered, cancellationToken).ConfigureAwait(false);
        var journal = await store.LookAtJournalAsync(cancellationToken).ConfigureAwait(false);
        var archives = await ArchivesAsync(unregistered, cancellationToken).ConfigureAwait(false);
        var stored = new HashSet<FileRecord>();
        await foreach (var record in store.FetchRecordsAsync([.. damages.Select(d => d.Record?.DatasetId).OfType<Guid>().Distinct()], cancellationToken).ConfigureAwait(false))
            stored.Add(record);
        return
        [
            .. damages.Where(d => d.Record is { } record
                ? stored.Contains(record) && !journal.UnderWay.Contains(d.Subject)
                : !registered.Contains(d.Subject) && !journal.UnderWay.Contains(d.Subject) && !archives.Contains(d.Subject)),
        ];
    }

    // Members of zips have paths of their own, so that only a look at all records tells whether a zip is somebody's.
    private async Task<IReadOnlySet<string>> ArchivesAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var asked = paths.Where(p => p.EndsWith(".zip", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        if (asked.Count > 0)
            await foreach (var record in store.FetchAllRecordsAsync(cancellationToken).ConfigureAwait(false))
                if (asked.Contains(StoredPath.Parse(record.Path).File))
                    used.Add(StoredPath.Parse(record.Path).File);
        return used;
    }
}
