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
    private readonly RootedPaths bin = new(store.BinFolder!.FilesOf(entry.Id));

    /// <summary>Finds datasets of which not all files can come back as they were.</summary>
    /// <param name="part">Datasets.</param>
    /// <param name="lost">Datasets that don't come back, to be added to.</param>
    /// <param name="losses">What is told of them.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task CheckAsync(RemovedDataset[] part, HashSet<Guid> lost, UndoLosses losses, CancellationToken cancellationToken)
    {
        var there = await RecordedAsync(part, cancellationToken).ConfigureAwait(false);
        var checks = new List<FileRecord>();
        foreach (var removed in part.Where(d => !lost.Contains(d.Id)).SelectMany(d => OwnRecords(d)))
        {
            if (there.Contains(removed.Record.DatasetId))
            {
                if (entry.State != LogState.Undoing)
                    Lose(removed.Record, "was stored again since, so what was removed does not come back");
            }
            else if (WhyNot(removed) is { } reason)
                Lose(removed.Record, reason);
            else if (IsToBeCompared(removed.Record))
                checks.Add(removed.Size is { } size ? removed.Record with { FileSize = size } : removed.Record);
        }

        await foreach (var damage in new FileVerification(store.Stores, bin).FindAsync(checks.ToAsyncEnumerable(), VerificationDepth.Contents, cancellationToken).ConfigureAwait(false))
            Lose(checks.First(r => r.DatasetId == damage.DatasetId && r.Component == damage.Component), $"is not in the bin as it was: {damage.Detail}");

        void Lose(FileRecord record, string what)
        {
            lost.Add(record.DatasetId);
            losses.Add($"The file {record.Path} of the dataset {record.DatasetId} {what}.");
        }
    }

    /// <summary>Plans the way back of the files of datasets that are not stored; null where there are none.</summary>
    public async Task<Arrival?> PlanAsync(IReadOnlyList<RemovedDataset> part, Dictionary<string, DatasetType> types, CancellationToken cancellationToken)
    {
        var there = await RecordedAsync(part, cancellationToken).ConfigureAwait(false);
        var refs = part.ToDictionary(d => d.Id, d => d.ToRef(types[d.DatasetType]));
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

    private bool IsToBeCompared(FileRecord record)
    {
        var stored = StoredPath.Parse(record.Path);
        return !stored.IsAbsolute && Exists(stored.Locate(bin)) && new FileInfo(stored.Locate(bin).LocalPath).LinkTarget is null;
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
        return OtherBin(stored.File) is { } other ? $"went with the later action {other}; take that back first" : "is not kept any more";
    }

    // What other datasets share stays in its place; so does what their next writer put there.
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
