using SkyButler.Datasets;
using SkyButler.Datastores.Arrivals;
using SkyButler.Datastores.Bin;
using SkyButler.Datastores.Records;

namespace SkyButler.Datastores;

/// <summary>
/// Keeps datasets as files or otherwise, and knows where they are. Writing is bound to the registry's transaction: what a caller
/// registers, and what the datastore records, become visible together, after the files are in place.
/// </summary>
public abstract class Datastore : IAsyncDisposable
{
    private readonly DatastoreServices services;

    private protected Datastore(DatastoreServices services) => this.services = services;

    /// <summary>Name under which the registry knows it.</summary>
    public abstract string Name { get; }

    /// <summary>Makes what the datastore needs in the database, and cleans up after writers that died. Not inside a transaction.</summary>
    public abstract Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Cleans up after writers that died, where there were any; otherwise nothing is written.</summary>
    public abstract Task RecoverAsync(CancellationToken cancellationToken);

    /// <summary>Records of datasets, by dataset; those that are not stored are left out.</summary>
    public abstract Task<IReadOnlyDictionary<Guid, IReadOnlyList<FileRecord>>> FindRecordsAsync(
        IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Reads a dataset, or the component that the reference's type names, as the storage class that the type names.</summary>
    /// <exception cref="DatastoreException">It is not stored, its file is missing or damaged, or its format can't be read here.</exception>
    public async Task<object> GetAsync(DatasetRef dataset, IReadOnlyDictionary<string, object> parameters, CancellationToken cancellationToken) =>
        await TryGetAsync(dataset, parameters, cancellationToken).ConfigureAwait(false) ?? throw new DatastoreException(
            $"The dataset {dataset.DatasetType.Name} {dataset.DataId} in run '{dataset.Run}' is registered but not stored: the datastore has no record of it.");

    /// <summary>Stores objects.</summary>
    /// <param name="datasets">Objects with references whose data IDs are expanded.</param>
    /// <param name="register">Makes the registry's rows, inside the transaction.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task PutAsync(
        IReadOnlyList<DatasetPut> datasets, Func<CancellationToken, Task> register, CancellationToken cancellationToken) =>
        await ArrivalSteps.BringAsync(
            await PlanPutAsync(datasets, cancellationToken).ConfigureAwait(false), services.Registry, register, cancellationToken).ConfigureAwait(false);

    /// <summary>Takes files in.</summary>
    /// <param name="files">Files with references whose data IDs are expanded.</param>
    /// <param name="options">How they are taken in.</param>
    /// <param name="register">Makes the registry's rows, inside the transaction.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task IngestAsync(
        IReadOnlyList<FileDataset> files, IngestOptions options, Func<CancellationToken, Task> register, CancellationToken cancellationToken) =>
        await ArrivalSteps.BringAsync(
            await PlanIngestAsync(files, options, cancellationToken).ConfigureAwait(false), services.Registry, register, cancellationToken).ConfigureAwait(false);

    /// <summary>Which datasets the datastore knows, and of which all files are there.</summary>
    public abstract Task<IReadOnlyDictionary<Guid, DatasetExistence>> ExistsAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken);

    /// <summary>Where datasets are, or would be (with the fragment <c>#predicted</c>); data IDs of the latter must be expanded.</summary>
    public abstract Task<IReadOnlyDictionary<Guid, IReadOnlyList<DatasetUri>>> GetUrisAsync(
        IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken);

    /// <summary>Marks datasets for deletion; what the datastore does not hold is passed over. Inside the registry's transaction.</summary>
    public abstract Task TrashAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Deletes what is marked for deletion: files that no other dataset shares, then records. Not inside a transaction.</summary>
    public abstract Task EmptyTrashAsync(CancellationToken cancellationToken);

    /// <summary>Forgets datasets without deleting their files.</summary>
    public abstract Task ForgetAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>The datastores among this and its children that keep files, in the order in which they are asked.</summary>
    internal abstract IEnumerable<FileDatastore> FileStores { get; }

    /// <summary>How much of what is removed is kept.</summary>
    internal BinSettings BinSettings => FileStores.All(s => s.Root.IsLocal) ? services.Bin : services.RemoteBin;

    /// <summary>Whether the configuration lets a dataset in.</summary>
    internal abstract bool Accepts(DatasetRef dataset);

    /// <summary>Reads a dataset; null where it is not known here.</summary>
    /// <exception cref="DatastoreException">Its file is missing or damaged, or its format can't be read here.</exception>
    internal abstract Task<object?> TryGetAsync(DatasetRef dataset, IReadOnlyDictionary<string, object> parameters, CancellationToken cancellationToken);

    /// <summary>Plans to store objects with references whose data IDs are expanded.</summary>
    /// <exception cref="DatastoreException">An object does not suit its storage class, or is not accepted.</exception>
    internal abstract Task<Arrival> PlanPutAsync(IReadOnlyList<DatasetPut> datasets, CancellationToken cancellationToken);

    /// <summary>Plans to take in files with references whose data IDs are expanded.</summary>
    /// <exception cref="DatastoreException">A file is missing, not where the transfer mode needs it, or not accepted.</exception>
    internal abstract Task<Arrival> PlanIngestAsync(IReadOnlyList<FileDataset> files, IngestOptions options, CancellationToken cancellationToken);

    /// <summary>Plans to take in files together with records that were made elsewhere.</summary>
    /// <exception cref="DatastoreException">The datastore keeps no files, or does not accept a dataset.</exception>
    internal virtual Task<Arrival> PlanAdoptionAsync(IReadOnlyList<AdoptedFile> files, IProgress<WorkProgress>? progress, CancellationToken cancellationToken) =>
        throw new DatastoreException($"The datastore '{Name}' keeps no files, so none can come into it.");

    /// <summary>Takes in files together with records that were made elsewhere.</summary>
    /// <param name="files">Files with references whose data IDs are expanded.</param>
    /// <param name="register">Makes the registry's rows, inside the transaction.</param>
    /// <param name="progress">Is told of each file; null for nobody.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal async Task AdoptAsync(
        IReadOnlyList<AdoptedFile> files, Func<CancellationToken, Task> register, IProgress<WorkProgress>? progress, CancellationToken cancellationToken) =>
        await ArrivalSteps.BringAsync(
            await PlanAdoptionAsync(files, progress, cancellationToken).ConfigureAwait(false), services.Registry, register, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }
}
