using Microsoft.Extensions.Logging;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Datastores.Files;

/// <summary>
/// Ends moves that were stopped after their datasets were registered: removes files that were to be moved and are there still, where the stored
/// file has the same content. A file that is itself the stored one, by whatever name or link, stays.
/// </summary>
internal sealed class MovedSources(Datastore datastore, ILogger log)
{
    private const int Batch = 1000;

    /// <summary>Removes what is left of files.</summary>
    /// <param name="files">Files, and the datasets as which they were taken in.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="DatastoreException">One has another content than the dataset, or can't be removed.</exception>
    public async Task RemoveAsync(IReadOnlyList<(FileDataset File, Guid Dataset)> files, CancellationToken cancellationToken)
    {
        foreach (var batch in files.Chunk(Batch))
            foreach (var store in datastore.FileStores)
                await RemoveAsync(store, batch, cancellationToken).ConfigureAwait(false);
    }

    private async Task RemoveAsync(FileDatastore store, (FileDataset File, Guid Dataset)[] files, CancellationToken cancellationToken)
    {
        var sources = files.Select(f => IngestSource.Of(f.File, store.Root)).ToList();
        var left = await store.Stores.FindAsync(sources, cancellationToken).ConfigureAwait(false);
        var places = new Dictionary<Guid, ResourcePath>();
        await foreach (var record in store.FetchRecordsAsync([.. files.Select(f => f.Dataset)], cancellationToken).ConfigureAwait(false))
            places[record.DatasetId] = store.Locate(record);
        var there = Enumerable.Range(0, files.Length).Where(i => left[i] is not null && places.ContainsKey(files[i].Dataset)).ToLookup(i => RealPath.IsSameFile(sources[i], places[files[i].Dataset]));
        if (there[true].ToList() is { Count: > 0 } kept)
            log.LogWarning("{Count} files were taken in by a link or where they are, and stay there, such as {File}.", kept.Count, sources[kept[0]].DisplayName);
        var open = there[false].ToList();
        var stored = await store.Stores.FindAsync([.. open.Select(i => places[files[i].Dataset])], cancellationToken).ConfigureAwait(false);
        var done = new List<ResourcePath>();
        foreach (var (i, copy) in open.Zip(stored))
        {
            var place = places[files[i].Dataset];
            if (!await store.Stores.HaveSameContentAsync(left[i]!, copy ?? throw new ResourceNotFoundException(place), cancellationToken).ConfigureAwait(false))
                throw new DatastoreException($"The file {sources[i].DisplayName} has another content than the dataset that is stored in its place, {place.DisplayName}; leave its row out, or remove that dataset first (butler prune-datasets).");
            done.Add(sources[i]);
        }

        var failures = await store.Stores.DeleteAsync(done, cancellationToken).ConfigureAwait(false);
        if (failures.Count > 0)
            throw new DatastoreException($"{failures.Count} files were taken in, and can't be removed from where they were; the first: {failures[0].Error.Message}", failures[0].Error);
    }
}
