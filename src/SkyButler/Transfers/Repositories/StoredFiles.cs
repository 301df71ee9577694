using SkyButler.Datastores;
using SkyButler.Datastores.Records;
using SkyButler.Resources.Stores;

namespace SkyButler.Transfers.Repositories;

/// <summary>The files of a repository, in whichever of its datastores.</summary>
internal sealed class StoredFiles(IReadOnlyList<FileDatastore> datastores)
{
    /// <summary>Where the files are reached.</summary>
    public ResourceStores Resources => datastores[0].Stores;

    /// <summary>Records of datasets; of several datastores of a chain, the first that has a dataset gives it.</summary>
    public async Task<Dictionary<Guid, (FileDatastore Store, IReadOnlyList<FileRecord> Records)>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var known = new Dictionary<Guid, (FileDatastore, IReadOnlyList<FileRecord>)>();
        foreach (var store in datastores)
            foreach (var (id, records) in await store.FindRecordsAsync(ids, cancellationToken).ConfigureAwait(false))
                known.TryAdd(id, (store, records));
        return known;
    }
}
