using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Records;
using SkyButler.Resources.Stores;
using SkyButler.Transfers.Artifacts;

namespace SkyButler.Transfers;

/// <summary>The files of a repository, in whichever of its datastores.</summary>
internal sealed class StoredFiles(IReadOnlyList<FileDatastore> datastores)
{
    /// <summary>Where the files are reached.</summary>
    public ResourceStores Resources => datastores[0].Stores;

    /// <summary>A datastore by its number.</summary>
    public FileDatastore this[int index] => datastores[index];

    /// <summary>The number of a datastore.</summary>
    public int IndexOf(FileDatastore store)
    {
        for (var i = 0; i < datastores.Count; i++)
            if (ReferenceEquals(datastores[i], store))
                return i;
        throw new ArgumentOutOfRangeException(nameof(store));
    }

    /// <summary>Records of datasets; of several datastores of a chain, the first that has a dataset gives it.</summary>
    public async Task<Dictionary<Guid, (FileDatastore Store, IReadOnlyList<FileRecord> Records)>> FindRecordedAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var known = new Dictionary<Guid, (FileDatastore, IReadOnlyList<FileRecord>)>();
        foreach (var store in datastores)
            foreach (var (id, records) in await store.FindRecordsAsync(ids, cancellationToken).ConfigureAwait(false))
                known.TryAdd(id, (store, records));
        return known;
    }

    /// <summary>The same with files that no record names, of datastores that trust where these are.</summary>
    public async Task<Dictionary<Guid, (FileDatastore Store, IReadOnlyList<FileRecord> Records)>> FindAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var known = await FindRecordedAsync([.. datasets.Select(d => d.Id).Distinct()], cancellationToken).ConfigureAwait(false);
        foreach (var store in datastores)
            foreach (var (id, records) in await store.FindTrustedAsync([.. datasets.Where(d => !known.ContainsKey(d.Id))], cancellationToken).ConfigureAwait(false))
                known.TryAdd(id, (store, records));
        return known;
    }

    /// <summary>The error for a file that is registered but missing.</summary>
    public static DatastoreException Missing(Artifact artifact, Exception? inner = null) => new(
        $"The file {artifact.Store.Locate(artifact.Record).WithFragment("").DisplayName} of the dataset {artifact.Ids[0]} is registered but missing, so it can't be retrieved; 'butler verify' lists all that miss: bring it back, or leave its dataset out of the search (--where, --collections).", inner);

    /// <summary>The same for datasets all of which must be stored; of each, the components sorted.</summary>
    /// <exception cref="DatastoreException">One is not.</exception>
    public async Task<IEnumerable<(DatasetRef Dataset, FileDatastore Store, FileRecord Record)>> RequireAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var known = await FindAsync(datasets, cancellationToken).ConfigureAwait(false);
        foreach (var dataset in datasets)
            if (!known.ContainsKey(dataset.Id))
                throw new DatastoreException($"The dataset {dataset.DatasetType.Name} {dataset.DataId} in run '{dataset.Run}' is registered but not stored, so there is no file to retrieve; leave it out of the search (--where, --collections).");
        return datasets.SelectMany(d => known[d.Id].Records.OrderBy(r => r.Component, StringComparer.Ordinal).Select(r => (d, known[d.Id].Store, r)));
    }
}
