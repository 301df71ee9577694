using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Records;
using SkyButler.Dimensions;
using SkyButler.Resources;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;

namespace SkyButler.Transfers.Artifacts;

/// <summary>
/// Copies or links files of datasets to a folder outside, some thousands at a time, the last of them with an index that says which dataset each file is.
/// Members of zip files are unpacked. Nothing is written outside of the folder, and nothing at all before all of it is known to be possible. A
/// retrieval that was stopped goes on when it is asked for again. Fault point: <c>retrieve.after-files</c>.
/// </summary>
internal sealed class ArtifactRetrieval(StoredFiles stored, DimensionUniverse universe)
{
    private readonly ResourceStores stores = stored.Resources;

    /// <summary>Copies the files of datasets, whose data IDs are full; returns how many. Where there are no datasets, nothing is written.</summary>
    public async Task<long> RetrieveAsync(IAsyncEnumerable<DatasetRef> datasets, ResourcePath folder, RetrieveOptions options, CancellationToken cancellationToken)
    {
        if (options.Transfer is TransferMode.Move or TransferMode.None or TransferMode.Direct or TransferMode.Split)
            throw new DatastoreException($"Files can't be retrieved by '{options.Transfer.ToName()}'; use copy or a link.");
        var gathered = new GatheredArtifacts(stored);
        await using var closing = gathered.ConfigureAwait(false);
        await gathered.AddAsync(datasets, Named, options.BatchSize, cancellationToken).ConfigureAwait(false);
        var (indexed, artifacts) = (gathered.Datasets, gathered.Files);
        if (indexed.Count == 0)
            return 0;
        var targets = new ArtifactTargets(stores, folder, options);
        var count = await targets.CheckAsync(artifacts, cancellationToken).ConfigureAwait(false);
        await ReadExistingAsync(targets, indexed, cancellationToken).ConfigureAwait(false);
        await stores.For(folder).CreateDirectoryAsync(folder, cancellationToken).ConfigureAwait(false);
        await targets.BeginAsync(Math.Min(count, options.BatchSize), cancellationToken).ConfigureAwait(false);
        var progress = new ProgressCount(options.Progress, "Retrieving files", count);
        var (isBegun, first) = (targets.IsResumed, 0L);
        try
        {
            await foreach (var batch in artifacts.ReadAsync(cancellationToken).Chunk(options.BatchSize).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await targets.GoOnAsync(first + batch.Length, cancellationToken).ConfigureAwait(false);
                var isLast = first + batch.Length == count;
                await RetrieveAsync(batch, first, targets, options, progress, isLast ? WriteIndexAsync : null, cancellationToken).ConfigureAwait(false);
                first += batch.Length;
                isBegun = true;
                FaultPoints.Hit("retrieve.after-files");
            }
        }
        catch when (!isBegun)
        {
            await targets.WithdrawAsync().ConfigureAwait(false);
            throw;
        }

        await targets.EndAsync(cancellationToken).ConfigureAwait(false);
        return count;

        (string Key, string Path) Named(FileDatastore store, FileRecord record)
        {
            var path = RelativePath(record.Path, options.PreservePath);
            return (path, path);
        }

        // Another retrieval into the folder may have ended while files came; its datasets stay in the index, too.
        async Task WriteIndexAsync(Stream file)
        {
            var existing = await ReadExistingAsync(targets, indexed, cancellationToken).ConfigureAwait(false);
            await ArtifactIndex.WriteAsync(file, universe, indexed, artifacts.ReadAsync(cancellationToken), existing, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RetrieveAsync(
        Artifact[] artifacts, long first, ArtifactTargets targets, RetrieveOptions options, ProgressCount progress, Func<Stream, Task>? writeIndex, CancellationToken cancellationToken)
    {
        var open = targets.IsResumed ? await targets.OpenAsync(artifacts, first, cancellationToken).ConfigureAwait(false) : artifacts;
        var batch = stores.For(targets.Folder).BeginBatch();
        await using (batch.ConfigureAwait(false))
        {
            await Parallel.ForEachAsync(
                open,
                new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Threads(artifacts, targets.Folder) },
                async (artifact, token) =>
                {
                    try
                    {
                        await StageAsync(batch, artifact, targets.Place(artifact.Path), options.Transfer, token).ConfigureAwait(false);
                    }
                    catch (ResourceNotFoundException e)
                    {
                        throw StoredFiles.Missing(artifact, e);
                    }

                    progress.Add(1, Math.Max(0, artifact.Record.FileSize));
                }).ConfigureAwait(false);
            if (writeIndex is not null)
                await StagedFile.WriteAsync(batch, targets.Index, writeIndex, cancellationToken).ConfigureAwait(false);
            await batch.CommitAsync(cancellationToken).ConfigureAwait(false);
        }

        progress.Add(artifacts.Length - open.Count);
        if (options.Retrieved is { } retrieved)
            foreach (var artifact in artifacts)
                await retrieved(targets.Place(artifact.Path).DisplayName).ConfigureAwait(false);
    }

    // Where either end is a server, most of the time is waiting for it.
    private int Threads(IEnumerable<Artifact> artifacts, ResourcePath folder) =>
        stores.ThreadsFor(folder.IsLocal ? artifacts.Select(a => a.Store.Root).FirstOrDefault(r => !r.IsLocal) ?? folder : folder);

    // What was retrieved into the folder before stays in its index.
    private async Task<ExistingIndex?> ReadExistingAsync(ArtifactTargets targets, IndexedDatasets indexed, CancellationToken cancellationToken)
    {
        if (!await stores.ExistsAsync(targets.Index, cancellationToken).ConfigureAwait(false))
            return null;
        var content = await stores.ReadAllBytesAsync(targets.Index, cancellationToken).ConfigureAwait(false);
        try
        {
            return ExistingIndex.Read(content, universe, indexed.Types);
        }
        catch (DatastoreException) when (targets.MayOverwrite)
        {
            return null;
        }
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

    private async ValueTask StageAsync(IWriteBatch batch, Artifact artifact, ResourcePath target, TransferMode mode, CancellationToken cancellationToken)
    {
        var source = artifact.Store.Locate(artifact.Record);
        var required = artifact.Store.Required(artifact.Record);
        if (source.Fragment.Length == 0)
        {
            await batch.StageTransferAsync(stores, source, target, mode, required, cancellationToken).ConfigureAwait(false);
            return;
        }

        var member = await artifact.Store.OpenMemberAsync(artifact.Record, cancellationToken).ConfigureAwait(false);
        await using (member.ConfigureAwait(false))
        {
            var content = await member.OpenAsync(cancellationToken).ConfigureAwait(false);
            var input = required?.Check(content, source) ?? content;
            await using (input.ConfigureAwait(false))
            {
                var output = new FileStream(await batch.StageAsync(target, cancellationToken).ConfigureAwait(false), FileMode.Create, FileAccess.Write);
                await using (output.ConfigureAwait(false))
                    await input.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
