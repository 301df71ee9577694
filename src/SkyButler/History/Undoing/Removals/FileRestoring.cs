using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Arrivals;
using SkyButler.Datastores.Bin;
using SkyButler.Datastores.Bin.Lists;
using SkyButler.Datastores.Reading;
using SkyButler.Datastores.Records;
using SkyButler.Registry.Log;
using SkyButler.Resources;
using SkyButler.Resources.Transfers;

namespace SkyButler.History.Undoing.Removals;

/// <summary>Brings the files of one datastore back from its bin.</summary>
internal sealed class FileRestoring(FileDatastore store, LogEntry entry)
{
    private const string NotKept = "is not kept any more";
    private readonly KeptFiles bin = new(store.BinFolder!, entry.Id);

    // By the paths' hashes: a million of them are to be held.
    private readonly Dictionary<ulong, RootedPaths> coming = [];

    /// <summary>Finds datasets of which not all files can come back as they were.</summary>
    /// <param name="number">The part's number.</param>
    /// <param name="part">Datasets.</param>
    /// <param name="lost">Datasets that don't come back, to be added to.</param>
    /// <param name="losses">What is told of them.</param>
    /// <param name="restOf">Finds a file that any bin still has of a dataset.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task CheckAsync(long number, RemovedDataset[] part, LostDatasets lost, UndoLosses losses, Func<RemovedDataset, string?> restOf, CancellationToken cancellationToken)
    {
        var there = await RecordedAsync(part, cancellationToken).ConfigureAwait(false);
        var (checks, placed, back) = (new List<(RootedPaths Root, FileRecord Record)>(), new List<FileRecord>(), new List<FileRecord>());
        foreach (var removed in part.Where(d => !lost.Contains(d.Id)).SelectMany(OwnRecords))
        {
            var record = Sized(removed);
            var path = StoredPath.Parse(record.Path);
            var kept = path.IsAbsolute ? null : bin.Find(number, path.File);
            if (there.Contains(record.DatasetId))
            {
                if (WhyStored(path, kept?.File) is { } stored)
                    Lose(record, stored, kept is null ? LossKind.Gone : LossKind.Waiting);
                else if (IsOwnFile(path))
                    back.Add(record);
            }
            else if (WhyNot(removed, path, kept?.File) is { } reason)
                Lose(record, reason, reason == NotKept ? LossKind.Gone : LossKind.Waiting);
            else if (kept is var (root, file))
            {
                if (IsSecond(path, root))
                    Lose(record, "is kept twice, since it came into its place again while the removal went on; the first comes back", LossKind.Waiting);
                else if (new FileInfo(file.LocalPath).LinkTarget is null)
                    checks.Add((root, record));
            }
            else if (IsOwnFile(path))
                placed.Add(record);
        }

        foreach (var version in checks.GroupBy(c => c.Root, c => c.Record))
            await foreach (var damage in new FileVerification(store.Stores, version.Key).FindAsync(version.ToAsyncEnumerable(), VerificationDepth.Contents, cancellationToken).ConfigureAwait(false))
                Lose(Of(version, damage), $"is not in the bin as it was: {damage.Detail}", LossKind.Damaged);
        // What other datasets share stays in its place; so does what their next writer put there.
        await foreach (var damage in store.VerifyRecordsAsync(placed, VerificationDepth.Contents, cancellationToken).ConfigureAwait(false))
            Lose(Of(placed, damage), $"is another one now: {damage.Detail}", LossKind.Gone);
        await foreach (var damage in store.VerifyRecordsAsync(back, VerificationDepth.Contents, cancellationToken).ConfigureAwait(false))
            Lose(Of(back, damage), $"came back already, and is not as it was: {damage.Detail}", LossKind.Gone);
        IReadOnlyList<FileRecord> untold = [.. placed.Where(r => r.Checksum is null && !lost.Contains(r.DatasetId) && StoredPath.Parse(r.Path).ZipMember is null)];
        var owned = await SharedAsync(untold, cancellationToken).ConfigureAwait(false);
        foreach (var record in untold.Where(r => !owned.Contains(r.Path)))
            Lose(record, "is not kept, and the one in its place is of nobody who shared it", LossKind.Gone);

        static FileRecord Of(IEnumerable<FileRecord> records, FileDamage damage) => records.First(r => r.DatasetId == damage.DatasetId && r.Component == damage.Component);

        void Lose(FileRecord record, string what, LossKind kind)
        {
            // Where one file of a dataset is gone, the others may be the only copies of what it had.
            var rest = kind == LossKind.Gone ? restOf(part.First(d => d.Id == record.DatasetId)) : null;
            lost.Add(record.DatasetId, rest is null ? kind : LossKind.Damaged);
            losses.Add($"The file {record.Path} of the dataset {record.DatasetId} {what}{(rest is null ? "" : $"; what is left of the dataset stays in the bin: {rest}")}.");
        }
    }

    /// <summary>Where the bin has a file of a dataset; null where it has none.</summary>
    public string? FindKept(long number, RemovedDataset dataset) => OwnRecords(dataset)
        .Select(r => StoredPath.Parse(r.Record.Path))
        .Where(path => !path.IsAbsolute)
        .Select(path => bin.Find(number, path.File)?.File.LocalPath)
        .FirstOrDefault(file => file is not null);

    /// <summary>Reads what came back, and tells what of it is not as it was.</summary>
    public async Task VerifyAsync(IReadOnlyList<RemovedDataset> part, UndoLosses losses, CancellationToken cancellationToken)
    {
        IReadOnlyList<FileRecord> records = [.. part.SelectMany(OwnRecords).Select(Sized).Where(r => IsOwnFile(StoredPath.Parse(r.Path)))];
        await foreach (var damage in store.VerifyRecordsAsync(records, VerificationDepth.Contents, cancellationToken).ConfigureAwait(false))
            losses.Add($"The file {damage.File.DisplayName} of the dataset {damage.DatasetId} is not as it was: {damage.Detail}.");
    }

    /// <summary>Plans the way back of the files of datasets that are not stored; null where there are none.</summary>
    /// <exception cref="HistoryException">Something came into their way since the check.</exception>
    public async Task<Arrival?> PlanAsync(long number, IReadOnlyList<RemovedDataset> part, Dictionary<string, DatasetType> types, CancellationToken cancellationToken)
    {
        var there = await RecordedAsync(part, cancellationToken).ConfigureAwait(false);
        var refs = part.ToDictionary(d => d.Id, d => d.ToRef(types[d.DatasetType]));
        foreach (var removed in part.SelectMany(OwnRecords))
        {
            var path = StoredPath.Parse(removed.Record.Path);
            var kept = path.IsAbsolute ? null : bin.Find(number, path.File)?.File;
            if ((there.Contains(removed.Record.DatasetId) ? WhyStored(path, kept) : WhyNot(removed, path, kept)) is { } reason)
                throw Conflicts.Meanwhile(entry, $"The file {removed.Record.Path} of the dataset {removed.Record.DatasetId} {reason}.");
        }

        var records = part.SelectMany(OwnRecords).Where(r => !there.Contains(r.Record.DatasetId));
        IReadOnlyList<AdoptedFile> files = [.. records.GroupBy(r => StoredPath.Parse(r.Record.Path).File, StringComparer.Ordinal).Select(f => File(number, f.Key, [.. f], refs))];
        return files.Count == 0 ? null : await store.PlanAdoptionAsync(files, null, cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<RemovedRecord> OwnRecords(RemovedDataset dataset) => (dataset.Records ?? []).Where(r => r.Store == store.Name);

    private AdoptedFile File(long number, string path, IReadOnlyList<RemovedRecord> sharing, Dictionary<Guid, DatasetRef> refs)
    {
        IReadOnlyList<FileRecord> records = [.. sharing.Select(r => r.Record)];
        IReadOnlyList<DatasetRef> datasets = [.. records.Select(r => r.DatasetId).Distinct().Select(id => refs[id])];
        var stored = new StoredPath(path, null);
        if (stored.IsAbsolute)
            return new(path, ResourcePath.ParseStored(path), TransferMode.Direct, -1, datasets, records);
        var place = store.LocateFile(path);
        if (bin.Find(number, path) is not var (_, kept))
            return new(path, place, TransferMode.None, -1, datasets, records);
        // A link comes back as a link, to where it led from its own place.
        if (new FileInfo(kept.LocalPath).LinkTarget is not { } target)
            return new(path, kept, TransferMode.Move, sharing[0].Size ?? records[0].FileSize, datasets, records);
        var source = ResourcePath.FromLocalPath(Path.GetFullPath(target, Path.GetDirectoryName(place.LocalPath)!));
        return new(path, source, Path.IsPathRooted(target) ? TransferMode.Symlink : TransferMode.RelSymlink, -1, datasets, records);
    }

    private static FileRecord Sized(RemovedRecord removed) => removed.Size is { } size ? removed.Record with { FileSize = size } : removed.Record;

    // Whether another part brings back a file of this path.
    private bool IsSecond(StoredPath path, RootedPaths root)
    {
        if (bin.IsOfOnePart)
            return false;
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(path.File.AsSpan()), digest);
        var hash = BinaryPrimitives.ReadUInt64LittleEndian(digest);
        return !coming.TryAdd(hash, root) && coming[hash] != root;
    }

    // A file of the store; links lead to files that are not ours.
    private bool IsOwnFile(StoredPath path) => !path.IsAbsolute && store.LocateFile(path.File) is var file && KeptFiles.Exists(file) && new FileInfo(file.LocalPath).LinkTarget is null;

    // Where taking back has begun, what is stored is what came back; then it is not in the bin, or was to be deleted there next.
    private string? WhyStored(StoredPath path, ResourcePath? kept) => entry.State != LogState.Undoing || (kept is not null && !FileComparison.AreSame(kept, store.LocateFile(path.File)))
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
            if (other.DatasetId.Version != versionWithTime || BinFolder.TimeOf(other.DatasetId) <= BinFolder.TimeOf(entry.Id))
                shared.Add(other.Path);
        return shared;
    }

    private string? WhyNot(RemovedRecord removed, StoredPath stored, ResourcePath? kept)
    {
        if (stored.IsAbsolute)
            return null;
        var place = store.LocateFile(stored.File);
        if (kept is not null)
            return KeptFiles.Exists(place) ? "can't come back: another file is in its place" : null;
        if (KeptFiles.Exists(place))
            return WhyAnother(place, stored.ZipMember is null ? removed.Size ?? removed.Record.FileSize : -1);
        return OtherBin(stored.File) is { } other ? $"went with the later action {other}; take that back first" : NotKept;
    }

    private static string? WhyAnother(ResourcePath place, long size)
    {
        var file = new FileInfo(place.LocalPath);
        return size >= 0 && file.LinkTarget is null && file.Length != size ? $"is another one now: it has {file.Length} bytes, and had {size}" : null;
    }

    private Guid? OtherBin(string path) =>
        store.BinFolder!.Actions().Where(a => a != entry.Id && new KeptFiles(store.BinFolder!, a).Find(0, path) is not null).Select(a => (Guid?)a).FirstOrDefault();

    private async Task<HashSet<Guid>> RecordedAsync(IReadOnlyList<RemovedDataset> part, CancellationToken cancellationToken)
    {
        var there = new HashSet<Guid>();
        await foreach (var record in store.FetchRecordsAsync([.. part.Select(d => d.Id)], cancellationToken).ConfigureAwait(false))
            there.Add(record.DatasetId);
        return there;
    }
}
