using System.Runtime.CompilerServices;
using SkyButler.Datastores;
using SkyButler.Datastores.Reading;
using SkyButler.Datastores.Records;
using SkyButler.Registry;
using SkyButler.Resources.Stores;
using SkyButler.Verification.Files;

namespace SkyButler.Verification.Repairs;

/// <summary>Mends what is wrong with the files of one datastore. What was found is looked at again first, since others may work meanwhile.</summary>
internal sealed class FileRepairs(FileDatastore store, SqlRegistry registry, ForeignPaths foreign)
{
    private readonly LostAndFound lost = new(store);

    /// <summary>Mends some damages that ask for files to be set aside or forgotten.</summary>
    public async Task MendAsync(IReadOnlyList<Damage> damages, CancellationToken cancellationToken)
    {
        MassLoss.RefuseWithoutRoot(store);
        var current = await StillDamagedAsync(damages, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<FileRecord> records = [.. current.Select(d => d.Record).OfType<FileRecord>()];
        await lost.NoteAsync(records, cancellationToken).ConfigureAwait(false);
        // Files first: where this is stopped, they are registered and missing, and the next repair forgets them.
        await lost.MoveAsync([.. current.Where(d => d.Repair == RepairAction.SetAside && d.Record is not null && !IsMember(d)).Select(d => store.ListedName(d.Subject)).Distinct(StringComparer.Ordinal)], isRegistered: true, cancellationToken).ConfigureAwait(false);
        await lost.MoveAsync([.. current.Where(d => d.Repair == RepairAction.SetAside && d.Record is null).Select(d => d.Subject).Distinct(StringComparer.Ordinal)], isRegistered: false, cancellationToken).ConfigureAwait(false);
        if (records.Count > 0)
            await registry.TransactAsync(token => store.ForgetRecordsAsync(records, token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Cleans the journal, and sets entries aside that nobody here wrote.</summary>
    public async Task CleanJournalAsync(CancellationToken cancellationToken)
    {
        await store.CleanUpJournalAsync(cancellationToken).ConfigureAwait(false);
        var left = await store.LookAtJournalAsync(cancellationToken).ConfigureAwait(false);
        await lost.MoveAsync([.. left.Stale.Select(entry => $"{FileDatastorePaths.JournalFolder}/{entry}")], isRegistered: false, cancellationToken).ConfigureAwait(false);
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

    /// <summary>Of some files that could not be read, those whose contents, and nothing else, can't be read now.</summary>
    public async IAsyncEnumerable<Damage> StillUnreadableAsync(IReadOnlyList<Damage> damages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var records = await StillStoredAsync(damages, cancellationToken).ConfigureAwait(false);
        var known = await store.VerifyRecordsAsync(records, VerificationDepth.Sizes, cancellationToken)
            .Select(d => (d.DatasetId, d.Component)).ToHashSetAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        IReadOnlyList<FileRecord> whole = [.. records.Where(r => !known.Contains((r.DatasetId, r.Component)))];
        await foreach (var found in store.VerifyRecordsAsync(whole, VerificationDepth.Contents, cancellationToken).ConfigureAwait(false))
            yield return RecordedDamage.Of(store, found, whole);
    }

    private static IReadOnlyList<Guid> Ids(IReadOnlyList<Damage> damages, Registry.Checks.LooseRowKind kind) =>
        [.. damages.Where(d => d.Rows == kind.ToString()).Select(d => d.DatasetId).OfType<Guid>().Distinct()];

    private static bool IsMember(Damage damage) => damage.Record is { } record && StoredPath.Parse(record.Path).ZipMember is not null;

    private async Task<IReadOnlyList<Damage>> StillDamagedAsync(IReadOnlyList<Damage> damages, CancellationToken cancellationToken)
    {
        var writers = new WritersAtWork(store, await store.LookAtJournalAsync(cancellationToken).ConfigureAwait(false));
        var recorded = await StillRecordedAsync([.. damages.Where(d => d.Record is not null && !writers.Holds(StoredPath.Parse(d.Subject).File))], cancellationToken).ConfigureAwait(false);
        var strange = await StillStrangeAsync([.. damages.Where(d => d.Record is null && !writers.Holds(d.Subject)).Select(d => d.Subject)], writers, cancellationToken).ConfigureAwait(false);
        return [.. recorded, .. damages.Where(d => d.Record is null && strange.Contains(d.Subject))];
    }

    // Of records that are as they were, those whose files are still damaged in the same way: somebody may have brought one back meanwhile.
    private async Task<IReadOnlyList<Damage>> StillRecordedAsync(IReadOnlyList<Damage> damages, CancellationToken cancellationToken)
    {
        var stored = (await StillStoredAsync(damages, cancellationToken).ConfigureAwait(false)).ToHashSet();
        var still = new List<Damage>();
        foreach (var group in damages.Where(d => stored.Contains(d.Record!)).GroupBy(d => d.Kind == DamageKind.WrongChecksum))
        {
            IReadOnlyList<FileRecord> records = [.. group.Select(d => d.Record!)];
            var known = group.Select(d => (d.Kind, d.Record!)).ToHashSet();
            await foreach (var found in store.VerifyRecordsAsync(records, group.Key ? VerificationDepth.Contents : VerificationDepth.Sizes, cancellationToken).ConfigureAwait(false))
            {
                var damage = RecordedDamage.Of(store, found, records);
                if (known.Contains((damage.Kind, damage.Record!)))
                    still.Add(damage);
            }
        }

        return still;
    }

    private async Task<IReadOnlyList<FileRecord>> StillStoredAsync(IReadOnlyList<Damage> damages, CancellationToken cancellationToken)
    {
        var known = damages.Select(d => d.Record!).ToHashSet();
        var stored = new List<FileRecord>();
        await foreach (var record in store.FetchRecordsAsync([.. known.Select(r => r.DatasetId).Distinct()], cancellationToken).ConfigureAwait(false))
            if (known.Contains(record))
                stored.Add(record);
        return stored;
    }

    private async Task<IReadOnlySet<string>> StillStrangeAsync(IReadOnlyList<string> names, WritersAtWork writers, CancellationToken cancellationToken)
    {
        var registered = await store.RegisteredNamesAsync(names, cancellationToken).ConfigureAwait(false);
        var archives = await ArchivesAsync(names, cancellationToken).ConfigureAwait(false);
        await foreign.LookAsync(names, cancellationToken).ConfigureAwait(false);
        var files = await store.Stores.FindAsync([.. names.Select(store.LocateListed)], cancellationToken).ConfigureAwait(false);
        // A link that leads nowhere is not found.
        return names.Where((name, i) => !registered.Contains(name) && !archives.Contains(name) && !foreign.Contains(name) && !(files[i] is { } file && writers.IsYoung(file.Modified)))
            .ToHashSet(StringComparer.Ordinal);
    }

    // Members of zips have paths of their own, so that only a look at all records tells whether a zip is somebody's.
    private async Task<IReadOnlySet<string>> ArchivesAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var asked = paths.Where(p => p.EndsWith(".zip", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        if (asked.Count > 0)
            await foreach (var record in store.FetchAllRecordsAsync(cancellationToken).ConfigureAwait(false))
                if (store.ListedName(StoredPath.Parse(record.Path).File) is var name && asked.Contains(name))
                    used.Add(name);
        return used;
    }
}
