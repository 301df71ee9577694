using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Arrivals;
using SkyButler.Datastores.Bin;
using SkyButler.Datastores.Reading;
using SkyButler.Datastores.Records;
using SkyButler.Registry.Log;
using SkyButler.Resources;
using SkyButler.Resources.Transfers;

namespace SkyButler.History.Undoing;

/// <summary>Brings the files of one datastore back from its bin.</summary>
internal sealed class FileRestoring(FileDatastore store, LogEntry entry)
{
    private const string NotKept = "is not kept any more";
    private readonly RootedPaths bin = new(store.BinFolder!.FilesOf(entry.Id));

    /// <summary>Finds datasets of which not all files can come back as they were.</summary>
    /// <param name="part">Datasets.</param>
    /// <param name="lost">Datasets that don't come back, to be added to.</param>
    /// <param name="losses">What is told of them.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task CheckAsync(RemovedDataset[] part, LostDatasets lost, UndoLosses losses, CancellationToken cancellationToken)
    {
        var there = await RecordedAsync(part, cancellationToken).ConfigureAwait(false);
        var (checks, placed) = (new List<FileRecord>(), new List<FileRecord>());
        foreach (var removed in part.Where(d => !lost.Contains(d.Id)).SelectMany(d => OwnRecords(d)))
        {
            var record = removed.Size is { } size ? removed.Record with { FileSize = size } : removed.Record;
            if (there.Contains(record.DatasetId))
            {
                if (WhyStored(record) is { } stored)
                    Lose(record, stored, isKept: IsKept(record));
            }
            else if (WhyNot(removed) is { } reason)
                Lose(record, reason, isKept: reason != NotKept);
            else if (IsToBeCompared(record, bin))
                checks.Add(record);
            else if (!IsKept(record) && IsToBeCompared(record, null))
                placed.Add(record);
        }

        await foreach (var damage in new FileVerification(store.Stores, bin).FindAsync(checks.ToAsyncEnumerable(), VerificationDepth.Contents, cancellationToken).ConfigureAwait(false))
            Lose(Of(checks, damage), $"is not in the bin as it was: {damage.Detail}", isKept: true);
        // What other datasets share stays in its place; so does what their next writer put there.
        await foreach (var damage in store.VerifyRecordsAsync(placed, VerificationDepth.Contents, cancellationToken).ConfigureAwait(false))
            Lose(Of(placed, damage), $"is another one now: {damage.Detail}", isKept: false);
        IReadOnlyList<FileRecord> untold = [.. placed.Where(r => r.Checksum is null && !lost.Contains(r.DatasetId) && StoredPath.Parse(r.Path).ZipMember is null)];
        var owned = await SharedAsync(untold, cancellationToken).ConfigureAwait(false);
        foreach (var record in untold.Where(r => !owned.Contains(r.Path)))
            Lose(record, "is not kept, and the one in its place is of nobody who shared it", isKept: false);

        static FileRecord Of(List<FileRecord> records, FileDamage damage) => records.First(r => r.DatasetId == damage.DatasetId && r.Component == damage.Component);

        void Lose(FileRecord record, string what, bool isKept)
        {
            lost.Add(record.DatasetId, isKept);
            losses.Add($"The file {record.Path} of the dataset {record.DatasetId} {what}.");
        }
    }

    /// <summary>Plans the way back of the files of datasets that are not stored; null where there are none.</summary>
    /// <exception cref="HistoryException">Something came into their way since the check.</exception>
    public async Task<Arrival?> PlanAsync(IReadOnlyList<RemovedDataset> part, Dictionary<string, DatasetType> types, CancellationToken cancellationToken)
    {
        var there = await RecordedAsync(part, cancellationToken).ConfigureAwait(false);
        var refs = part.ToDictionary(d => d.Id, d => d.ToRef(types[d.DatasetType]));
        foreach (var removed in part.SelectMany(OwnRecords))
            if ((there.Contains(removed.Record.DatasetId) ? WhyStored(removed.Record) : WhyNot(removed)) is { } reason)
                throw Conflicts.Meanwhile(entry, $"The file {removed.Record.Path} of the dataset {removed.Record.DatasetId} {reason}.");
        var records = part.SelectMany(OwnRecords).Where(r => !there.Contains(r.Record.DatasetId));
        IReadOnlyList<AdoptedFile> files = [.. records.GroupBy(r => StoredPath.Parse(r.Record.Path).File, StringComparer.Ordinal).Select(f => File(f.Key, [.. f], refs))];
        return files.Count == 0 ? null : await store.PlanAdoptionAsync(files, null, cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<RemovedRecord> OwnRecords(RemovedDataset dataset) => (dataset.Records ?? []).Where(r => r.Store == store.Name);

    private AdoptedFile File(string path, IReadOnlyList<RemovedRecord> sharing, Dictionary<Guid, DatasetRef> refs)
    {
        IReadOnlyList<FileRecord> records = [.. sharing.Select(r => r.Record)];
        IReadOnlyList<DatasetRef> datasets = [.. records.Select(r => r.DatasetId).Distinct().Select(id => refs[id])];
        var stored = new StoredPath(path, null);
        if (stored.IsAbsolute)
            return new(path, ResourcePath.ParseStored(path), TransferMode.Direct, -1, datasets, records);
        var (kept, place) = (stored.Locate(bin), store.LocateFile(path));
        if (!Exists(kept))
            return new(path, place, TransferMode.None, -1, datasets, records);
        // A link comes back as a link, to where it led from its own place.
        if (new FileInfo(kept.LocalPath).LinkTarget is not { } target)
            return new(path, kept, TransferMode.Move, sharing[0].Size ?? records[0].FileSize, datasets, records);
        var source = ResourcePath.FromLocalPath(Path.GetFullPath(target, Path.GetDirectoryName(place.LocalPath)!));
        return new(path, source, Path.IsPathRooted(target) ? TransferMode.Symlink : TransferMode.RelSymlink, -1, datasets, records);
    }

    // A file of the bin, or where there is none, of the store; links lead to files that are not ours.
    private bool IsToBeCompared(FileRecord record, RootedPaths? root)
    {
        var stored = StoredPath.Parse(record.Path);
        if (stored.IsAbsolute)
            return false;
        var file = root is null ? store.LocateFile(stored.File) : stored.Locate(root);
        return Exists(file) && new FileInfo(file.LocalPath).LinkTarget is null;
    }

    private bool IsKept(FileRecord record) => IsToBeCompared(record, bin);

    // Where taking back has begun, what is stored is what came back; then it is not in the bin, or was to be deleted there next.
    private string? WhyStored(FileRecord record) => entry.State != LogState.Undoing || (IsKept(record) && !IsSame(StoredPath.Parse(record.Path)))
        ? "was stored again since, so what was removed does not come back"
        : null;

    private bool IsSame(StoredPath stored)
    {
        const int bufferSize = 1 << 16;
        var (kept, place) = (new FileInfo(stored.Locate(bin).LocalPath), new FileInfo(store.LocateFile(stored.File).LocalPath));
        if (!place.Exists || place.Length != kept.Length)
            return false;
        using var one = kept.OpenRead();
        using var other = place.OpenRead();
        var (left, right) = (new byte[bufferSize], new byte[bufferSize]);
        while (one.ReadAtLeast(left, bufferSize, throwOnEndOfStream: false) is > 0 and var count)
            if (other.ReadAtLeast(right, bufferSize, throwOnEndOfStream: false) != count || !left.AsSpan(0, count).SequenceEqual(right.AsSpan(0, count)))
                return false;
        return true;
    }

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

    private string? WhyNot(RemovedRecord removed)
    {
        var stored = StoredPath.Parse(removed.Record.Path);
        if (stored.IsAbsolute)
            return null;
        var (kept, place) = (stored.Locate(bin), store.LocateFile(stored.File));
        if (Exists(kept))
            return Exists(place) ? "can't come back: another file is in its place" : null;
        if (Exists(place))
            return WhyAnother(place, stored.ZipMember is null ? removed.Size ?? removed.Record.FileSize : -1);
        return OtherBin(stored.File) is { } other ? $"went with the later action {other}; take that back first" : NotKept;
    }

    private static string? WhyAnother(ResourcePath place, long size)
    {
        var file = new FileInfo(place.LocalPath);
        return size >= 0 && file.LinkTarget is null && file.Length != size ? $"is another one now: it has {file.Length} bytes, and had {size}" : null;
    }

    private Guid? OtherBin(string path) => store.BinFolder!.Actions().Where(a => Exists(new StoredPath(path, null).Locate(new(store.BinFolder!.FilesOf(a))))).Select(a => (Guid?)a).FirstOrDefault();

    private async Task<HashSet<Guid>> RecordedAsync(IReadOnlyList<RemovedDataset> part, CancellationToken cancellationToken)
    {
        var there = new HashSet<Guid>();
        await foreach (var record in store.FetchRecordsAsync([.. part.Select(d => d.Id)], cancellationToken).ConfigureAwait(false))
            there.Add(record.DatasetId);
        return there;
    }

    private static bool Exists(ResourcePath file) => System.IO.File.Exists(file.LocalPath) || new FileInfo(file.LocalPath).LinkTarget is not null;
}
