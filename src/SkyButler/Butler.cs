using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Transfers;

namespace SkyButler;

/// <summary>A data repository: its registry, its datastore, and the collections that a client reads and writes by default.</summary>
public sealed class Butler : IAsyncDisposable
{
    private Butler()
    {
    }

    /// <summary>The dimensions that the repository knows.</summary>
    public DimensionUniverse Universe => Registry.Universe;

    /// <summary>What the database knows.</summary>
    public SqlRegistry Registry => throw new NotImplementedException();

    /// <summary>What the storage holds.</summary>
    public Datastore Datastore => throw new NotImplementedException();

    /// <summary>Storage classes by name.</summary>
    public StorageClassCatalog StorageClasses => throw new NotImplementedException();

    /// <summary>Questions about what the database knows.</summary>
    public QueryEngine Queries => throw new NotImplementedException();

    /// <summary>The run that puts go to unless one is named; null where there is none.</summary>
    public string? Run => throw new NotImplementedException();

    /// <summary>Collections that look-ups search unless others are named.</summary>
    public IReadOnlyList<string> Collections => throw new NotImplementedException();

    /// <summary>Opens a repository: a folder, a configuration file, a URI, or an alias of the repository index.</summary>
    public static Task<Butler> OpenAsync(string repository, ButlerOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Makes a new repository.</summary>
    public static Task CreateAsync(string root, ButlerCreation creation, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>A view of the same repository with other default collections or run; it shares connections and is not to be disposed.</summary>
    public Butler With(IReadOnlyList<string>? collections = null, string? run = null) => throw new NotImplementedException();

    /// <summary>
    /// Turns a data ID as written (alternate keys, fields, extra temporal dimensions for calibrations) into a coordinate of a dataset type's
    /// dimensions and, for calibrations, the time that its validity must cover.
    /// </summary>
    public Task<(DataCoordinate DataId, Timespan? Timespan)> ResolveDataIdAsync(DatasetType type, DataId dataId, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>The dataset with a data ID in the first collection that has it; null where there is none.</summary>
    public Task<DatasetRef?> FindDatasetAsync(
        string datasetType, DataId dataId, IReadOnlyList<string>? collections = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Reads a dataset; the reference's dataset type may be a component's or have another (convertible) storage class.</summary>
    /// <exception cref="DatastoreException">Its file is missing or damaged, or its format can't be read here.</exception>
    public Task<object> GetAsync(DatasetRef dataset, IReadOnlyDictionary<string, object>? parameters = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Finds and reads a dataset.</summary>
    /// <exception cref="DatasetNotFoundException">No collection has it.</exception>
    public Task<object> GetAsync(
        string datasetType, DataId dataId, IReadOnlyList<string>? collections = null, IReadOnlyDictionary<string, object>? parameters = null,
        CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Stores an object as a new dataset of a run.</summary>
    public Task<DatasetRef> PutAsync(object value, string datasetType, DataId dataId, string? run = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Stores objects as new datasets with given references, in one transaction.</summary>
    public Task PutAsync(IReadOnlyList<(object Value, DatasetRef Dataset)> datasets, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Takes files in as datasets; dataset types must be registered, runs are made.</summary>
    public Task IngestAsync(IReadOnlyList<FileDataset> files, IngestOptions options, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>What is known of datasets: recorded in the registry, known to the datastore, its file there.</summary>
    public Task<IReadOnlyDictionary<Guid, DatasetExistence>> ExistsAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Where the files of datasets are; a dataset that is not stored has the place that it would have, with the fragment <c>#predicted</c>.</summary>
    public Task<IReadOnlyDictionary<Guid, IReadOnlyList<DatasetUri>>> GetUrisAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Copies files of datasets to a folder; returns where they lie now.</summary>
    public Task<IReadOnlyList<string>> RetrieveArtifactsAsync(
        IReadOnlyList<DatasetRef> datasets, string destination, RetrieveOptions options, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Removes datasets from the datastore, from tagged collections, or altogether.</summary>
    public Task PruneDatasetsAsync(IReadOnlyList<DatasetRef> datasets, PruneOptions options, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Removes runs with all their datasets and files.</summary>
    public Task RemoveRunsAsync(IReadOnlyList<string> runs, RunRemoval removal = RunRemoval.Refuse, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
