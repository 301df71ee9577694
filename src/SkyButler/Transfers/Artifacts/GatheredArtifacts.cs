using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Records;

namespace SkyButler.Transfers.Artifacts;

/// <summary>Datasets that are to be copied out, and their files, any number.</summary>
/// <param name="stored">The datastores that have the files.</param>
internal sealed class GatheredArtifacts(StoredFiles stored) : IAsyncDisposable
{
    /// <summary>The datasets.</summary>
    public IndexedDatasets Datasets { get; } = new();

    /// <summary>Their files.</summary>
    public ArtifactSpool Files { get; } = new(stored);

    /// <summary>Finds the files of datasets, whose data IDs are full.</summary>
    /// <param name="datasets">The datasets.</param>
    /// <param name="name">Gives a file's key, by which files are told apart and sorted, and what it is called where it goes.</param>
    /// <param name="batchSize">How many go together.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="DatastoreException">A dataset is not stored.</exception>
    public async Task AddAsync(
        IAsyncEnumerable<DatasetRef> datasets, Func<FileDatastore, FileRecord, (string Key, string Path)> name, int batchSize, CancellationToken cancellationToken)
    {
        await foreach (var batch in datasets.Chunk(batchSize).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var (_, store, record) in await stored.RequireAsync(batch, cancellationToken).ConfigureAwait(false))
            {
                var (key, path) = name(store, record);
                await Files.AddAsync(key, path, store, record, cancellationToken).ConfigureAwait(false);
            }

            foreach (var dataset in batch)
                await Datasets.AddAsync(dataset, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Datasets.DisposeAsync().ConfigureAwait(false);
        await Files.DisposeAsync().ConfigureAwait(false);
    }
}
