using System.Runtime.CompilerServices;
using SkyButler.Datastores;
using SkyButler.Datastores.Reading;
using SkyButler.Datastores.Records;
using SkyButler.Resources.Stores;

namespace SkyButler.Verification.Files;

/// <summary>
/// Compares the files of one datastore with its records. Both are listed once and matched by path; what does not match is looked at again,
/// since writers may have come between. Files are listed first, then the journal is read, then the records: what a writer was placing
/// meanwhile is in one of the two.
/// </summary>
internal sealed class FileAudit(FileDatastore store, ForeignPaths foreign, VerificationOptions options)
{
    private const int Batch = 1000;
    private const string Work = "Verifying files";
    private readonly RecordSpool records = new();

    /// <summary>How many records there are, once all is found.</summary>
    public long Recorded => records.Count;

    /// <summary>How many of the files that are there have no checksum to compare with, once all is found.</summary>
    public long WithoutChecksum { get; private set; }

    /// <summary>Finds what is wrong.</summary>
    public async IAsyncEnumerable<Damage> FindAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var closing = records;
        using var files = new PathSpool<long>((writer, size) => writer.Write(size), reader => reader.ReadInt64());
        if (await ListAsync(files, cancellationToken).ConfigureAwait(false) is { } barred)
            yield return Found(DamageKind.UnreadableFile, store.Root.DisplayName, $"{barred} What is there and not registered is not known.", RepairAction.None);
        var journal = await store.LookAtJournalAsync(cancellationToken).ConfigureAwait(false);
        var writers = new WritersAtWork(store, journal);
        foreach (var entry in journal.Stale)
            yield return Found(DamageKind.StaleJournal, entry, "its writer died, or was not this software", RepairAction.CleanUp);
        await records.FillAsync(store, cancellationToken).ConfigureAwait(false);
        var progress = new ProgressCount(options.Progress, Work, records.Count);
        for (var part = 0; part < PathSpool<long>.Parts; part++)
            await foreach (var damage in CompareAsync(part, files, writers, progress, cancellationToken).ConfigureAwait(false))
                yield return damage;
        await foreach (var batch in records.Outside.ToAsyncEnumerable().Chunk(Batch).WithCancellation(cancellationToken).ConfigureAwait(false))
            await foreach (var damage in LookAsync(batch, progress, cancellationToken).ConfigureAwait(false))
                yield return damage;
        await foreach (var damage in LinksAsync(writers, cancellationToken).ConfigureAwait(false))
            yield return damage;
    }

    // A folder that may not be read ends the listing; each record is looked at by itself then.
    private async Task<string?> ListAsync(PathSpool<long> files, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var file in store.Stores.For(store.Root).ListAsync(store.Root, cancellationToken).ConfigureAwait(false))
            {
                if (file.Path.RelativeTo(store.Root) is not { } name || FileDatastorePaths.IsReserved(name))
                    continue;
                foreign.Hear(name);
                files.Add(name, file.IsSpecial ? -1 : file.Size);
            }

            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            return e.Message;
        }
    }

    private async IAsyncEnumerable<Damage> CompareAsync(
        int part, PathSpool<long> files, WritersAtWork writers, ProgressCount progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sizes = files.Part(part).ToDictionary(f => f.Path, f => f.Value, StringComparer.Ordinal);
        var registered = new HashSet<string>(StringComparer.Ordinal);
        var sound = new List<FileRecord>();
        var doubtful = new List<FileRecord>();
        foreach (var (path, record) in records.Part(part))
        {
            registered.Add(path);
            var isAsRecorded = sizes.TryGetValue(path, out var size) && size >= 0 && (record.FileSize < 0 || size == record.FileSize || StoredPath.Parse(record.Path).ZipMember is not null);
            (isAsRecorded ? sound : doubtful).Add(record);
        }

        // What the first look says of size and presence is asked again with the rest.
        foreach (var batch in doubtful.Chunk(Batch))
            await foreach (var damage in LookAsync(batch, progress, cancellationToken).ConfigureAwait(false))
                yield return damage;
        WithoutChecksum += sound.Count(r => r.Checksum is null);
        foreach (var batch in sound.Chunk(Batch))
        {
            if (options.Depth == VerificationDepth.Contents)
                await foreach (var damage in store.CompareContentsAsync(batch, cancellationToken).ConfigureAwait(false))
                    yield return RecordedDamage.Of(store, damage, batch);
            progress.Add(batch.Length);
        }

        foreach (var batch in sizes.Keys.Where(path => !registered.Contains(path) && !foreign.Contains(path) && !writers.Holds(path) && !writers.IsLeft(path)).Order(StringComparer.Ordinal).Chunk(Batch))
            await foreach (var damage in UnregisteredAsync(batch, writers, cancellationToken).ConfigureAwait(false))
                yield return damage;
    }

    private async IAsyncEnumerable<Damage> LookAsync(FileRecord[] batch, ProgressCount progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A removal may have come between.
        var still = new HashSet<(Guid Id, string? Component)>();
        await foreach (var record in store.FetchRecordsAsync([.. batch.Select(r => r.DatasetId)], cancellationToken).ConfigureAwait(false))
            still.Add((record.DatasetId, record.Component));
        IReadOnlyList<FileRecord> current = [.. batch.Where(r => still.Contains((r.DatasetId, r.Component)))];
        await foreach (var damage in store.VerifyRecordsAsync(current, options.Depth, cancellationToken).ConfigureAwait(false))
            yield return RecordedDamage.Of(store, damage, batch);
        progress.Add(batch.Length);
    }

    private async IAsyncEnumerable<Damage> UnregisteredAsync(string[] names, WritersAtWork writers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var registered = await store.RegisteredNamesAsync(names, cancellationToken).ConfigureAwait(false);
        var candidates = names.Where(p => !registered.Contains(p)).ToList();
        var found = await store.Stores.FindAsync([.. candidates.Select(store.LocateListed)], cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < candidates.Count; i++)
            if (found[i] is { } file)
                yield return Unregistered(DamageKind.UnregisteredFile, candidates[i], $"{file.Size} bytes, of which the database knows nothing", writers.IsYoung(file.Modified));
    }

    // Listings pass over links that lead nowhere.
    private async IAsyncEnumerable<Damage> LinksAsync(WritersAtWork writers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!store.Root.IsLocal)
            yield break;
        foreach (var batch in DanglingLinks.Find(store.Root.LocalPath).Where(l => !foreign.Contains(l.Path) && !writers.Holds(l.Path) && !writers.IsLeft(l.Path)).Chunk(Batch))
        {
            var registered = await store.RegisteredNamesAsync([.. batch.Select(l => l.Path)], cancellationToken).ConfigureAwait(false);
            foreach (var (path, target) in batch.Where(l => !registered.Contains(l.Path)))
                yield return Unregistered(DamageKind.DanglingLink, path, $"an unregistered link that leads to {target}, where nothing is", writers.IsYoung(File.GetLastWriteTimeUtc(Path.Combine(store.Root.LocalPath, path))));
        }
    }

    private Damage Unregistered(DamageKind kind, string name, string detail, bool isYoung) => isYoung
        ? Found(kind, name, detail + "; it is younger than an hour, so that somebody may be at work on it", RepairAction.None)
        : Found(kind, name, detail, RepairAction.SetAside);

    private Damage Found(DamageKind kind, string subject, string detail, RepairAction repair) => new(kind, subject, detail, repair) { Datastore = store.Name };
}
