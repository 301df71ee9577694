using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Arrivals;
using SkyButler.Datastores.Bin.Kept;
using SkyButler.Datastores.Bin.Lists;
using SkyButler.Datastores.Bin.Places;
using SkyButler.Datastores.Reading;
using SkyButler.Datastores.Records;
using SkyButler.Registry.Log;
using SkyButler.Resources;
using SkyButler.Resources.Transfers;

namespace SkyButler.History.Undoing.Removals;

/// <summary>Brings the files of one datastore back from its bin.</summary>
internal sealed class FileRestoring(FileDatastore store, LogEntry entry, KeptRemoval removal)
{
    private const string NotKept = "is not kept any more";

    // By the paths' hashes: a million of them are to be held.
    private readonly Dictionary<ulong, RootedPaths> coming = [];
    private KeptFiles? bin;

    /// <summary>Finds datasets of which not all files can come back as they were.</summary>
    /// <param name="number">The part's number.</param>
    /// <param name="part">Datasets.</param>
    /// <param name="lost">Datasets that don't come back, to be added to.</param>
    /// <param name="losses">What is told of them.</param>
    /// <param name="restOf">Finds a file that any bin still has of a dataset.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task CheckAsync(
        long number, RemovedDataset[] part, LostDatasets lost, UndoLosses losses, Func<RemovedDataset, Task<string?>> restOf, CancellationToken cancellationToken)
    {
        var there = await RecordedAsync(part, cancellationToken).ConfigureAwait(false);
        var (checks, placed, back) = (new List<(RootedPaths Root, FileRecord Record)>(), new List<FileRecord>(), new List<FileRecord>());
        IReadOnlyList<RemovedRecord> removals = [.. part.Where(d => !lost.Contains(d.Id)).SelectMany(OwnRecords)];
        var files = await LookAsync(number, removals, cancellationToken).ConfigureAwait(false);
        foreach (var removed in removals)
        {
            var record = Sized(removed);
            var path = StoredPath.Parse(record.Path);
            var kept = files.Kept(path);
            if (there.Contains(record.DatasetId))
            {
                if (await WhyStoredAsync(path, files, cancellationToken).ConfigureAwait(false) is { } stored)
                    await LoseAsync(record, stored, kept is null ? LossKind.Gone : LossKind.Waiting).ConfigureAwait(false);
                else if (files.IsOwn(path))
                    back.Add(record);
            }
            else if (WhyNot(removed, path, files) is { } reason)
                await LoseAsync(record, reason, reason == NotKept ? LossKind.Gone : LossKind.Waiting).ConfigureAwait(false);
            else if (kept is var (root, file))
            {
                if (IsSecond(path, root))
                    await LoseAsync(record, "is kept twice, since it came into its place again while the removal went on; the first comes back", LossKind.Waiting).ConfigureAwait(false);
                else if (file.Link is null)
                    checks.Add((root, record));
            }
            else if (files.IsOwn(path))
                placed.Add(record);
        }

        foreach (var version in checks.GroupBy(c => c.Root, c => c.Record))
            await foreach (var damage in new FileVerification(store.Stores, version.Key).FindAsync(version.ToAsyncEnumerable(), VerificationDepth.Contents, cancellationToken).ConfigureAwait(false))
                await LoseAsync(Of(version, damage), $"is not in the bin as it was: {damage.Detail}", LossKind.Damaged).ConfigureAwait(false);
        // What other datasets share stays in its place; so does what their next writer put there.
        await foreach (var damage in store.VerifyRecordsAsync(placed, VerificationDepth.Contents, cancellationToken).ConfigureAwait(false))
            await LoseAsync(Of(placed, damage), $"is another one now: {damage.Detail}", LossKind.Gone).ConfigureAwait(false);
        await foreach (var damage in store.VerifyRecordsAsync(back, VerificationDepth.Contents, cancellationToken).ConfigureAwait(false))
            await LoseAsync(Of(back, damage), $"came back already, and is not as it was: {damage.Detail}", LossKind.Gone).ConfigureAwait(false);
        IReadOnlyList<FileRecord> untold = [.. placed.Where(r => r.Checksum is null && !lost.Contains(r.DatasetId) && StoredPath.Parse(r.Path).ZipMember is null)];
        var owned = await SharedAsync(untold, cancellationToken).ConfigureAwait(false);
        foreach (var record in untold.Where(r => !owned.Contains(r.Path)))
            await LoseAsync(record, "is not kept, and the one in its place is of nobody who shared it", LossKind.Gone).ConfigureAwait(false);

        static FileRecord Of(IEnumerable<FileRecord> records, FileDamage damage) => records.First(r => r.DatasetId == damage.DatasetId && r.Component == damage.Component);

        async Task LoseAsync(FileRecord record, string what, LossKind kind)
        {
            // Where one file of a dataset is gone, the others may be the only copies of what it had.
            var rest = kind == LossKind.Gone ? await restOf(part.First(d => d.Id == record.DatasetId)).ConfigureAwait(false) : null;
            lost.Add(record.DatasetId, rest is null ? kind : LossKind.Damaged);
            losses.Add($"The file {record.Path} of the dataset {record.DatasetId} {what}{(rest is null ? "" : $"; what is left of the dataset stays in the bin: {rest}")}.");
        }
    }

    /// <summary>Where the bin has a file of a dataset; null where it has none.</summary>
    public async Task<string?> FindKeptAsync(long number, RemovedDataset dataset, CancellationToken cancellationToken)
    {
        var paths = OwnRecords(dataset).Select(r => StoredPath.Parse(r.Record.Path)).Where(path => !path.IsAbsolute).Select(path => path.File);
        var found = await (await BinAsync(cancellationToken).ConfigureAwait(false)).FindAsync(number, paths, cancellationToken).ConfigureAwait(false);
        return found.Values.FirstOrDefault().File?.Path.DisplayName;
    }

    /// <summary>Reads what came back, and tells what of it is not as it was.</summary>
    public async Task VerifyAsync(IReadOnlyList<RemovedDataset> part, UndoLosses losses, CancellationToken cancellationToken)
    {
        IReadOnlyList<RemovedRecord> removals = [.. part.SelectMany(OwnRecords)];
        var files = await RestoredFiles.LookAsync(store, null, 0, removals, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<FileRecord> records = [.. removals.Select(Sized).Where(r => files.IsOwn(StoredPath.Parse(r.Path)))];
        await foreach (var damage in store.VerifyRecordsAsync(records, VerificationDepth.Contents, cancellationToken).ConfigureAwait(false))
            losses.Add($"The file {damage.File.DisplayName} of the dataset {damage.DatasetId} is not as it was: {damage.Detail}.");
    }

    /// <summary>Plans the way back of the files of datasets that are not stored; null where there are none.</summary>
    /// <exception cref="HistoryException">Something came into their way since the check.</exception>
    public async Task<Arrival?> PlanAsync(long number, IReadOnlyList<RemovedDataset> part, Dictionary<string, DatasetType> types, CancellationToken cancellationToken)
    {
        var there = await RecordedAsync(part, cancellationToken).ConfigureAwait(false);
        var refs = part.ToDictionary(d => d.Id, d => d.ToRef(types[d.DatasetType]));
        IReadOnlyList<RemovedRecord> removals = [.. part.SelectMany(OwnRecords)];
        var looked = await LookAsync(number, removals, cancellationToken).ConfigureAwait(false);
        foreach (var removed in removals)
        {
            var path = StoredPath.Parse(removed.Record.Path);
            if ((there.Contains(removed.Record.DatasetId) ? await WhyStoredAsync(path, looked, cancellationToken).ConfigureAwait(false) : WhyNot(removed, path, looked)) is { } reason)
                throw Conflicts.Meanwhile(entry, $"The file {removed.Record.Path} of the dataset {removed.Record.DatasetId} {reason}.");
        }

        var records = removals.Where(r => !there.Contains(r.Record.DatasetId));
        IReadOnlyList<AdoptedFile> files = [.. records.GroupBy(r => StoredPath.Parse(r.Record.Path).File, StringComparer.Ordinal).Select(f => File(looked, f.Key, [.. f], refs))];
        return files.Count == 0 ? null : await store.PlanAdoptionAsync(files, null, cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<RemovedRecord> OwnRecords(RemovedDataset dataset) => (dataset.Records ?? []).Where(r => r.Store == store.Name);

    private AdoptedFile File(RestoredFiles looked, string path, IReadOnlyList<RemovedRecord> sharing, Dictionary<Guid, DatasetRef> refs)
    {
        IReadOnlyList<FileRecord> records = [.. sharing.Select(r => r.Record)];
        IReadOnlyList<DatasetRef> datasets = [.. records.Select(r => r.DatasetId).Distinct().Select(id => refs[id])];
        var stored = new StoredPath(path, null);
        if (stored.IsAbsolute)
            return new(path, ResourcePath.ParseStored(path), TransferMode.Direct, -1, datasets, records);
        var place = store.LocateFile(path);
        if (looked.Kept(stored) is not var (_, kept))
            return new(path, place, TransferMode.None, -1, datasets, records);
        // A link comes back as a link, to where it led from its own place.
        if (kept.Link is not { } target)
            return new(path, kept.Path, TransferMode.Move, sharing[0].Size ?? records[0].FileSize, datasets, records);
        var source = ResourcePath.FromLocalPath(Path.GetFullPath(target, Path.GetDirectoryName(place.LocalPath)!));
        return new(path, source, Path.IsPathRooted(target) ? TransferMode.Symlink : TransferMode.RelSymlink, -1, datasets, records);
    }

    private static FileRecord Sized(RemovedRecord removed) => removed.Size is { } size ? removed.Record with { FileSize = size } : removed.Record;

    // Whether another part brings back a file of this path.
    private bool IsSecond(StoredPath path, RootedPaths root)
    {
        if (bin!.IsOfOnePart)
            return false;
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(path.File.AsSpan()), digest);
        var hash = BinaryPrimitives.ReadUInt64LittleEndian(digest);
        return !coming.TryAdd(hash, root) && coming[hash] != root;
    }

    // Where taking back has begun, what is stored is what came back; then it is not in the bin, or was to be deleted there next.
    private async Task<string?> WhyStoredAsync(StoredPath path, RestoredFiles files, CancellationToken cancellationToken) =>
        entry.State != LogState.Undoing || !await files.IsAsKeptAsync(path, cancellationToken).ConfigureAwait(false)
            ? "was stored again since, so what was removed does not come back"
            : null;

    // The paths of files that others recorded too, who were there when these were removed: identifiers that tell their time must not be later.
    private async Task<HashSet<string>> SharedAsync(IReadOnlyList<FileRecord> records, CancellationToken cancellationToken)
    {
        const int versionWithTime = 7;
        var shared = new HashSet<string>(StringComparer.Ordinal);
        if (records.Count == 0)
            return shared;
        await foreach (var other in store.FetchRecordsByPathAsync([.. records.Select(r => r.Path).Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false))
            if (other.DatasetId.Version != versionWithTime || DatastoreBin.TimeOf(other.DatasetId) <= DatastoreBin.TimeOf(entry.Id))
                shared.Add(other.Path);
        return shared;
    }

    private static string? WhyNot(RemovedRecord removed, StoredPath stored, RestoredFiles files)
    {
        if (stored.IsAbsolute)
            return null;
        var place = files.Placed(stored);
        if (files.Kept(stored) is not null)
            return place is not null ? "can't come back: another file is in its place" : null;
        if (place is not null)
            return WhyAnother(place, stored.ZipMember is null ? removed.Size ?? removed.Record.FileSize : -1);
        return files.Elsewhere(stored) is { } other ? $"went with the later action {other}; take that back first" : NotKept;
    }

    private static string? WhyAnother(PresentFile place, long size) =>
        size >= 0 && place.Link is null && place.Size != size ? $"is another one now: it has {place.Size} bytes, and had {size}" : null;

    private async Task<RestoredFiles> LookAsync(long number, IEnumerable<RemovedRecord> removed, CancellationToken cancellationToken) =>
        await RestoredFiles.LookAsync(store, (removal, await BinAsync(cancellationToken).ConfigureAwait(false)), number, removed, cancellationToken).ConfigureAwait(false);

    private async Task<KeptFiles> BinAsync(CancellationToken cancellationToken) => bin ??= await removal.FilesOfAsync(store, cancellationToken).ConfigureAwait(false);

    private async Task<HashSet<Guid>> RecordedAsync(IReadOnlyList<RemovedDataset> part, CancellationToken cancellationToken)
    {
        var there = new HashSet<Guid>();
        await foreach (var record in store.FetchRecordsAsync([.. part.Select(d => d.Id)], cancellationToken).ConfigureAwait(false))
            there.Add(record.DatasetId);
        return there;
    }
}
