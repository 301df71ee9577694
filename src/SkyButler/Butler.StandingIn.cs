using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions;
using SkyButler.Registry;

namespace SkyButler;

/// <content>Working with a repository's files without its database.</content>
public sealed partial class Butler
{
    /// <summary>
    /// Makes an empty database that stands in for a repository's own (<see cref="ButlerOptions.StandIn"/>): a file for one piece of work, which goes
    /// with it and is not made durable.
    /// </summary>
    /// <param name="database">Path of the new SQLite file.</param>
    /// <param name="universe">The dimensions of the repository, which only its own database knows.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static Task MakeStandInAsync(string database, DimensionUniverse universe, CancellationToken cancellationToken = default) =>
        SqlRegistry.CreateAsync(ButlerCore.StandInSettings(database, TimeProvider.System), universe, cancellationToken);

    /// <summary>Registers datasets, and where they are stored, as somebody else has recorded it; no file is looked at. Runs that are not there are registered.</summary>
    /// <exception cref="DatastoreException">There is no datastore of a name.</exception>
    /// <exception cref="Registry.Errors.ConflictException">Something that is there contradicts it.</exception>
    public async Task AdoptAsync(IReadOnlyList<StoredDataset> datasets, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(datasets);
        RequireWriting();
        if (datasets.Count == 0)
            return;
        var stores = datasets.GroupBy(d => d.Datastore, StringComparer.Ordinal).Select(g => (Store: FileStore(g.Key), Records: g.SelectMany(d => d.Records).ToList())).ToList();
        foreach (var (store, _) in stores)
            await store.PrepareAsync(cancellationToken).ConfigureAwait(false);
        await Registry.TransactAsync(
            async token =>
            {
                await RegisterAsync([.. datasets.Select(d => d.Dataset).DistinctBy(d => d.Id)], token).ConfigureAwait(false);
                foreach (var (store, records) in stores)
                    await store.AddRecordsAsync(records, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Those of some datasets that no datastore has records of, but whose files lie where they would be written, with what would be recorded.</summary>
    /// <exception cref="Dimensions.DataIds.DataIdException">A dimension record is missing that a file's name needs.</exception>
    public async Task<IReadOnlyList<StoredDataset>> FindUnrecordedAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(datasets);
        var known = await Datastore.FindRecordsAsync([.. datasets.Select(d => d.Id)], cancellationToken).ConfigureAwait(false);
        var open = await ExpandAsync([.. datasets.Where(d => !known.ContainsKey(d.Id)).DistinctBy(d => d.Id)], cancellationToken).ConfigureAwait(false);
        var byId = open.ToDictionary(d => d.Id);
        var found = new List<StoredDataset>();
        foreach (var store in Datastore.FileStores)
            foreach (var (id, records) in await store.FindUnrecordedAsync([.. open.Where(store.Accepts)], cancellationToken).ConfigureAwait(false))
                found.Add(new StoredDataset(byId[id], store.Name, records));
        return found;
    }

    private FileDatastore FileStore(string name) => Datastore.FileStores.FirstOrDefault(s => s.Name == name) ?? throw new DatastoreException(
        $"The repository has no datastore '{name}' that keeps files; it has {string.Join(", ", Datastore.FileStores.Select(s => s.Name))}.");
}
