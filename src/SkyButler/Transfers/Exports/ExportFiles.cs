using Microsoft.Extensions.Logging;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Records;
using SkyButler.Resources;
using SkyButler.Resources.Contents;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;
using SkyButler.Transfers.Exports.Contents;

namespace SkyButler.Transfers.Exports;

/// <summary>
/// Brings the files of datasets into the folder of an export, under their paths in the store. What lies there already with the right size was
/// brought by an earlier export that was stopped. Fault point: <c>export.after-files</c>.
/// </summary>
internal sealed class ExportFiles(StoredFiles stored, ResourcePath folder, TransferMode mode, ILogger log)
{
    private readonly RootedPaths rooted = new(folder);
    private readonly ResourceStores stores = stored.Resources;
    private readonly FileLeftovers leftovers = new();
    private readonly MissingFiles absent = new(log, "its datasets are exported without it");

    /// <summary>How many files were brought, or were there already.</summary>
    public long Count { get; private set; }

    /// <summary>Brings the files of datasets whose data IDs are expanded; returns what the export file says of them.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<ExportedArtifact>>> BringAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var known = await stored.FindAsync(datasets, cancellationToken).ConfigureAwait(false);
        var artifacts = new Dictionary<Guid, IReadOnlyList<ExportedArtifact>>();
        var transfers = new Dictionary<ResourcePath, (ResourcePath Source, FileChecksum? Required)>();
        foreach (var dataset in datasets)
        {
            if (!known.TryGetValue(dataset.Id, out var found))
                continue;
            var own = new List<ExportedArtifact>();
            foreach (var record in found.Records.OrderBy(r => r.Component, StringComparer.Ordinal))
            {
                var path = mode == TransferMode.None ? record.Path : PathOf(dataset, found.Store, record);
                own.Add(new(record.Component, path, record.Formatter, record.StorageClass));
                if (mode != TransferMode.None)
                    transfers.TryAdd(rooted.JoinForWriting(path), (found.Store.Locate(record), found.Store.Required(record)));
            }

            artifacts[dataset.Id] = own;
        }

        var missing = await TransferAsync(transfers, cancellationToken).ConfigureAwait(false);
        if (missing.Count == 0)
            return artifacts;
        foreach (var dataset in datasets)
            if (artifacts.GetValueOrDefault(dataset.Id)?.Any(a => missing.Contains(rooted.Join(a.Path))) == true)
                artifacts.Remove(dataset.Id);
        return artifacts;
    }

    /// <summary>Says what was not said of each file by itself.</summary>
    public void Finish() => absent.Finish();

    private static string PathOf(DatasetRef dataset, FileDatastore store, FileRecord record)
    {
        var (file, member) = StoredPath.Parse(record.Path);
        if (member is not null)
            return (StoredPath.Parse(file).IsAbsolute ? "zips/" : file[..(file.LastIndexOf('/') + 1)]) + member;
        if (!StoredPath.Parse(file).IsAbsolute)
            return file;
        var part = record.Component is { } component ? dataset.WithDatasetType(dataset.DatasetType.MakeComponent(component, record.StorageClass)) : dataset;
        return store.TemplatePath(part, ResourcePath.ParseStored(file).Extension);
    }

    // Returns the places of files that are registered but missing.
    private async Task<IReadOnlySet<ResourcePath>> TransferAsync(Dictionary<ResourcePath, (ResourcePath Source, FileChecksum? Required)> transfers, CancellationToken cancellationToken)
    {
        var missing = new HashSet<ResourcePath>();
        if (transfers.Count == 0)
            return missing;
        var targets = transfers.Keys.ToList();
        var sources = await stores.FindAsync([.. targets.Select(t => transfers[t].Source)], cancellationToken).ConfigureAwait(false);
        var there = await stores.FindAsync(targets, cancellationToken).ConfigureAwait(false);
        var open = new List<ResourcePath>();
        for (var i = 0; i < targets.Count; i++)
        {
            if (sources[i] is null)
            {
                missing.Add(targets[i]);
                absent.Add(transfers[targets[i]].Source);
            }
            else if (there[i]?.Size != sources[i]!.Size)
            {
                open.Add(targets[i]);
            }
        }

        leftovers.Remove(open);
        var batch = stores.For(folder).BeginBatch();
        await using var closing = batch.ConfigureAwait(false);
        await Parallel.ForEachAsync(
            open,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = stores.ThreadsFor(folder) },
            async (target, token) => await batch.StageTransferAsync(stores, transfers[target].Source, target, mode, transfers[target].Required, token).ConfigureAwait(false)).ConfigureAwait(false);
        await batch.CommitAsync(cancellationToken).ConfigureAwait(false);
        Count += targets.Count - missing.Count;
        FaultPoints.Hit("export.after-files");
        return missing;
    }
}
