using SkyButler.Resources;
using SkyButler.Resources.Checksums;
using SkyButler.Resources.Stores;

namespace SkyButler.Datastores.Files;

/// <summary>
/// Ends moves that were stopped after their datasets were registered: removes files that were to be moved and are there still, where the stored
/// file has the same content.
/// </summary>
internal sealed class MovedSources(Datastore datastore)
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

    private static async Task RemoveAsync(FileDatastore store, (FileDataset File, Guid Dataset)[] files, CancellationToken cancellationToken)
    {
        var sources = files.Select(f => IngestSource.Of(f.File, store.Root)).ToList();
        var left = await store.Stores.FindAsync(sources, cancellationToken).ConfigureAwait(false);
        var places = new Dictionary<Guid, ResourcePath>();
        await foreach (var record in store.FetchRecordsAsync([.. files.Select(f => f.Dataset)], cancellationToken).ConfigureAwait(false))
            places[record.DatasetId] = store.Locate(record);
        var done = new List<ResourcePath>();
        for (var i = 0; i < files.Length; i++)
        {
            if (left[i] is null || !places.TryGetValue(files[i].Dataset, out var place) || place == sources[i])
                continue;
            if (!await AreSameAsync(store.Stores, sources[i], place, cancellationToken).ConfigureAwait(false))
                throw new DatastoreException($"The file {sources[i].DisplayName} has another content than the dataset that is stored in its place, {place.DisplayName}; leave its row out, or remove that dataset first (butler prune-datasets).");
            done.Add(sources[i]);
        }

        var failures = await store.Stores.DeleteAsync(done, cancellationToken).ConfigureAwait(false);
        if (failures.Count > 0)
            throw new DatastoreException($"{failures.Count} files were taken in, and can't be removed from where they were; the first: {failures[0].Error.Message}", failures[0].Error);
    }

    private static async Task<bool> AreSameAsync(ResourceStores stores, ResourcePath one, ResourcePath other, CancellationToken cancellationToken) =>
        await ChecksumAsync(stores, one, cancellationToken).ConfigureAwait(false) == await ChecksumAsync(stores, other, cancellationToken).ConfigureAwait(false);

    private static async Task<string> ChecksumAsync(ResourceStores stores, ResourcePath file, CancellationToken cancellationToken)
    {
        var content = await stores.OpenReadAsync(file, cancellationToken).ConfigureAwait(false);
        await using var closing = content.ConfigureAwait(false);
        return await Checksum.OfStreamAsync(content, cancellationToken).ConfigureAwait(false);
    }
}
