using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Files;
using SkyButler.Datastores.Records;
using SkyButler.Dimensions;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;

namespace SkyButler.Transfers;

/// <summary>
/// Copies or links files of datasets to a folder outside, with an index that says which dataset each file is. Members of zip files are
/// unpacked. Nothing is written outside of the folder, and all files appear at once.
/// </summary>
internal sealed class ArtifactRetrieval
{
    private readonly IReadOnlyList<FileDatastore> datastores;
    private readonly DimensionUniverse universe;
    private readonly ResourceStores stores;

    public ArtifactRetrieval(IReadOnlyList<FileDatastore> datastores, DimensionUniverse universe)
    {
        this.datastores = datastores;
        this.universe = universe;
        stores = datastores[0].Stores;
    }

    /// <summary>Copies the files; returns where they lie now, in path order.</summary>
    public async Task<IReadOnlyList<string>> RetrieveAsync(
        IReadOnlyList<DatasetRef> datasets, string destination, RetrieveOptions options, CancellationToken cancellationToken)
    {
        if (options.Transfer is TransferMode.Move or TransferMode.None or TransferMode.Direct or TransferMode.Split)
            throw new DatastoreException($"Files can't be retrieved by '{options.Transfer.ToName()}'; use copy or a link.");
        var folder = ResourcePath.ParseNew(destination, ResourcePath.FromLocalDirectory("."), EnvironmentVariables.Process).AsDirectory();
        var rooted = new RootedPaths(folder);
        var artifacts = await CollectAsync(datasets, options, rooted, cancellationToken).ConfigureAwait(false);
        if (!options.Overwrite)
            await RefuseExistingAsync(artifacts, cancellationToken).ConfigureAwait(false);
        var index = await IndexAsync(datasets, artifacts, folder, options, cancellationToken).ConfigureAwait(false);
        await stores.For(folder).CreateDirectoryAsync(folder, cancellationToken).ConfigureAwait(false);
        var batch = stores.For(folder).BeginBatch();
        await using (batch.ConfigureAwait(false))
        {
            var count = new ProgressCount(options.Progress, "Retrieving files", artifacts.Count);
            await Parallel.ForEachAsync(
                artifacts.Values,
                new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Threads(artifacts.Values, folder) },
                async (artifact, token) =>
                {
                    await StageAsync(batch, artifact, options.Transfer, token).ConfigureAwait(false);
                    count.Add(1, Math.Max(artifact.Record.FileSize, 0));
                }).ConfigureAwait(false);
            await batch.StageContentAsync(folder.Join(ArtifactIndex.FileName), index, cancellationToken).ConfigureAwait(false);
            await batch.CommitAsync(options.Progress is null ? null : new PlacingProgress(options.Progress, batch.Targets.Count), cancellationToken).ConfigureAwait(false);
        }

        return [.. artifacts.Values.Select(a => a.Target.DisplayName).Order(StringComparer.Ordinal)];
    }

    // Where either end is a server, most of the time is waiting for it.
    private int Threads(IEnumerable<Artifact> artifacts, ResourcePath folder) =>
        stores.ThreadsFor(folder.IsLocal ? artifacts.Select(a => a.Store.Root).FirstOrDefault(r => !r.IsLocal) ?? folder : folder);

    // What was retrieved into the folder before stays in its index.
    private async Task<byte[]> IndexAsync(
        IReadOnlyList<DatasetRef> datasets, SortedDictionary<string, Artifact> artifacts, ResourcePath folder, RetrieveOptions options, CancellationToken cancellationToken)
    {
        var file = folder.Join(ArtifactIndex.FileName);
        var existing = await stores.ExistsAsync(file, cancellationToken).ConfigureAwait(false)
            ? await stores.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false)
            : null;
        try
        {
            return ArtifactIndex.Write(universe, datasets, artifacts, existing);
        }
        catch (DatastoreException) when (options.Overwrite && existing is not null)
        {
            return ArtifactIndex.Write(universe, datasets, artifacts, null);
        }
    }

    private async Task<SortedDictionary<string, Artifact>> CollectAsync(
        IReadOnlyList<DatasetRef> datasets, RetrieveOptions options, RootedPaths rooted, CancellationToken cancellationToken)
    {
        var known = await FindRecordsAsync([.. datasets.Select(d => d.Id)], cancellationToken).ConfigureAwait(false);
        var artifacts = new SortedDictionary<string, Artifact>(StringComparer.Ordinal);
        foreach (var dataset in datasets.DistinctBy(d => d.Id))
        {
            if (!known.TryGetValue(dataset.Id, out var found))
                throw new DatastoreException($"The dataset {dataset.DatasetType.Name} {dataset.DataId} in run '{dataset.Run}' is registered but not stored, so there is no file to retrieve.");
            foreach (var record in found.Records.OrderBy(r => r.Component, StringComparer.Ordinal))
            {
                var path = RelativePath(record.Path, options.PreservePath);
                if (artifacts.TryGetValue(path, out var same))
                {
                    if (same.Record.Path != record.Path)
                        throw new DatastoreException($"Two files would be retrieved as '{path}'; keep the paths (preserve-path), or retrieve them one by one.");
                    same.Ids.Add(dataset.Id);
                    continue;
                }

                artifacts.Add(path, new(found.Store, record, Place(rooted, path)) { Ids = { dataset.Id } });
            }
        }

        return artifacts;
    }

    private static ResourcePath Place(RootedPaths rooted, string path)
    {
        try
        {
            return rooted.JoinNew(path);
        }
        catch (ResourceException e)
        {
            throw new DatastoreException($"{e.Message} Retrieve the other datasets, or this one without its path.", e);
        }
    }

    // Of several datastores of a chain, the first that has a dataset gives it.
    private async Task<Dictionary<Guid, (FileDatastore Store, IReadOnlyList<FileRecord> Records)>> FindRecordsAsync(
        IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var known = new Dictionary<Guid, (FileDatastore, IReadOnlyList<FileRecord>)>();
        foreach (var store in datastores)
            foreach (var (id, records) in await store.FindRecordsAsync(ids, cancellationToken).ConfigureAwait(false))
                known.TryAdd(id, (store, records));
        return known;
    }

    // Files outside of the store keep their path too, without what makes it absolute.
    private static string RelativePath(string stored, bool preserve)
    {
        var (file, member) = StoredPath.Parse(stored);
        var path = StoredPath.Parse(file).IsAbsolute ? ResourcePath.ParseStored(file).Key : file;
        if (!preserve)
            return member ?? path[(path.LastIndexOf('/') + 1)..];
        return member is null ? path : path[..(path.LastIndexOf('/') + 1)] + member;
    }

    private async Task RefuseExistingAsync(SortedDictionary<string, Artifact> artifacts, CancellationToken cancellationToken)
    {
        var targets = artifacts.Values.Select(a => a.Target).ToList();
        var found = await stores.FindAsync(targets, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < targets.Count; i++)
            if (found[i] is not null)
                throw new DatastoreException($"{targets[i].DisplayName} exists already; choose another folder, or ask to overwrite (--clobber).");
    }

    private async ValueTask StageAsync(IWriteBatch batch, Artifact artifact, TransferMode mode, CancellationToken cancellationToken)
    {
        var source = artifact.Store.Locate(artifact.Record);
        if (source.Fragment.Length == 0)
        {
            await batch.StageTransferAsync(stores, source, artifact.Target, mode, cancellationToken).ConfigureAwait(false);
            return;
        }

        var member = await artifact.Store.OpenMemberAsync(artifact.Record, cancellationToken).ConfigureAwait(false);
        await using (member.ConfigureAwait(false))
        {
            var input = await member.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (input.ConfigureAwait(false))
            {
                var output = new FileStream(await batch.StageAsync(artifact.Target, cancellationToken).ConfigureAwait(false), FileMode.Create, FileAccess.Write);
                await using (output.ConfigureAwait(false))
                    await input.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
