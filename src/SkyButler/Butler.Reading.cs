using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Records;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Transfers;
using SkyButler.Transfers.Artifacts;

namespace SkyButler;

/// <content>Finding and reading.</content>
public sealed partial class Butler
{
    /// <summary>
    /// Turns a data ID as written (alternate keys, fields, extra temporal dimensions for calibrations) into a coordinate of a dataset type's
    /// dimensions and, for calibrations, the time that its validity must cover.
    /// </summary>
    /// <exception cref="DataIdException">A value is missing, unknown, or contradicts another.</exception>
    public Task<(DataCoordinate DataId, Timespan? Timespan)> ResolveDataIdAsync(DatasetType type, DataId dataId, CancellationToken cancellationToken = default) =>
        resolver.ResolveAsync(type, dataId, cancellationToken);

    /// <summary>Reads a dataset; the reference's dataset type may be a component's or have another (convertible) storage class.</summary>
    /// <exception cref="DatastoreException">Its file is missing or damaged, or its format can't be read here.</exception>
    public Task<object> GetAsync(DatasetRef dataset, IReadOnlyDictionary<string, object>? parameters = null, CancellationToken cancellationToken = default) =>
        Datastore.GetAsync(dataset, parameters ?? NoParameters, cancellationToken);

    /// <summary>Finds and reads a dataset.</summary>
    /// <exception cref="DatasetNotFoundException">No collection has it.</exception>
    /// <exception cref="DatastoreException">Its file is missing or damaged, or its format can't be read here.</exception>
    public async Task<object> GetAsync(
        string datasetType, DataId dataId, IReadOnlyList<string>? collections = null, IReadOnlyDictionary<string, object>? parameters = null,
        CancellationToken cancellationToken = default)
    {
        var found = await RequireDatasetAsync(datasetType, dataId, collections, cancellationToken).ConfigureAwait(false);
        return await GetAsync(found, parameters, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A handle by which a dataset is read later; nothing is looked up now.</summary>
    public DeferredDatasetHandle GetDeferred(DatasetRef dataset, IReadOnlyDictionary<string, object>? parameters = null) =>
        new(dataset, parameters ?? NoParameters, StorageClasses, (view, all, token) => GetAsync(view, all, token));

    /// <summary>Finds a dataset that is read later.</summary>
    /// <exception cref="DatasetNotFoundException">No collection has it.</exception>
    public async Task<DeferredDatasetHandle> GetDeferredAsync(
        string datasetType, DataId dataId, IReadOnlyList<string>? collections = null, IReadOnlyDictionary<string, object>? parameters = null,
        CancellationToken cancellationToken = default) =>
        GetDeferred(await RequireDatasetAsync(datasetType, dataId, collections, cancellationToken).ConfigureAwait(false), parameters);

    /// <summary>Where the one file of a dataset is.</summary>
    /// <exception cref="ButlerException">It is stored as several files, one for each component; ask for all of them.</exception>
    public async Task<DatasetUri> GetUriAsync(DatasetRef dataset, CancellationToken cancellationToken = default) =>
        (await GetUrisAsync([dataset], cancellationToken).ConfigureAwait(false))[dataset.Id] is [var only]
            ? only
            : throw new ButlerException($"The dataset {dataset.DatasetType.Name} {dataset.DataId} is stored as several files, one for each component; ask for all URIs.");

    /// <summary>What is known of datasets: recorded in the registry, known to the datastore, its file there.</summary>
    public async Task<IReadOnlyDictionary<Guid, DatasetExistence>> ExistsAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken = default)
    {
        var recorded = await Registry.Datasets.GetAsync([.. datasets.Select(d => d.Id).Distinct()], cancellationToken).ConfigureAwait(false);
        var stored = await Datastore.ExistsAsync(datasets, cancellationToken).ConfigureAwait(false);
        return stored.ToDictionary(p => p.Key, p => p.Value | (recorded.ContainsKey(p.Key) ? DatasetExistence.Recorded : DatasetExistence.None));
    }

    /// <summary>Records of datasets; of those that have none, what would be recorded of files that a datastore trusts to be theirs.</summary>
    internal async Task<IReadOnlyDictionary<Guid, IReadOnlyList<FileRecord>>> FindFilesAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var known = await Datastore.FindRecordsAsync([.. datasets.Select(d => d.Id)], cancellationToken).ConfigureAwait(false);
        if (datasets.All(d => known.ContainsKey(d.Id)) || !Datastore.FileStores.Any(s => s.TrustsFiles))
            return known;
        var found = new Dictionary<Guid, IReadOnlyList<FileRecord>>(known);
        var expanded = await ExpandAsync([.. datasets.Where(d => !found.ContainsKey(d.Id))], cancellationToken).ConfigureAwait(false);
        foreach (var store in Datastore.FileStores)
            foreach (var (id, records) in await store.FindTrustedAsync([.. expanded.Where(d => !found.ContainsKey(d.Id))], cancellationToken).ConfigureAwait(false))
                found.TryAdd(id, records);
        return found;
    }

    /// <summary>Where the files of datasets are; a dataset that is not stored has the place that it would have, with the fragment <c>#predicted</c>.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<DatasetUri>>> GetUrisAsync(
        IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken = default)
    {
        var stored = await Datastore.FindRecordsAsync([.. datasets.Select(d => d.Id)], cancellationToken).ConfigureAwait(false);
        // Only what is predicted needs records for its template.
        var predicted = await ExpandAsync([.. datasets.Where(d => !stored.ContainsKey(d.Id))], cancellationToken).ConfigureAwait(false);
        return await Datastore.GetUrisAsync([.. datasets.Where(d => stored.ContainsKey(d.Id)), .. predicted], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Copies files of datasets, whose data IDs are full, to a folder, with an index that says which dataset each file is; returns how many files there
    /// are. Nothing is written where there are no datasets. A retrieval that was stopped goes on when it is asked for again.
    /// </summary>
    /// <exception cref="DatastoreException">A file is there already, or is missing.</exception>
    public Task<long> RetrieveArtifactsAsync(
        IAsyncEnumerable<DatasetRef> datasets, string destination, RetrieveOptions options, CancellationToken cancellationToken = default) =>
        new ArtifactRetrieval(FilesForTransfer(), Universe).RetrieveAsync(datasets, Folder(destination), options, cancellationToken);

    /// <summary>The same for datasets that are at hand; returns where their files lie now.</summary>
    /// <exception cref="DatastoreException">A file is there already, or is missing.</exception>
    public async Task<IReadOnlyList<string>> RetrieveArtifactsAsync(
        IReadOnlyList<DatasetRef> datasets, string destination, RetrieveOptions options, CancellationToken cancellationToken = default)
    {
        var files = new List<string>();
        await RetrieveArtifactsAsync(datasets.ToAsyncEnumerable(), destination, options with { Retrieved = NoteAsync }, cancellationToken).ConfigureAwait(false);
        return files;

        Task NoteAsync(string file)
        {
            files.Add(file);
            return options.Retrieved?.Invoke(file) ?? Task.CompletedTask;
        }
    }

    private async Task<DatasetRef> RequireDatasetAsync(string datasetType, DataId dataId, IReadOnlyList<string>? collections, CancellationToken cancellationToken) =>
        await FindDatasetAsync(datasetType, dataId, collections, cancellationToken).ConfigureAwait(false)
            ?? throw new DatasetNotFoundException(
                $"No dataset '{datasetType}' with data ID {dataId} in {string.Join(", ", collections ?? Collections)}; query-datasets lists what is there.");
}
