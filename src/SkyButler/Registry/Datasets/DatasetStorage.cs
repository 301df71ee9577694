using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;

namespace SkyButler.Registry.Datasets;

/// <summary>Datasets: their registration, membership in collections, and look-up.</summary>
public sealed class DatasetStorage
{
    internal DatasetStorage(RegistryContext context, DatasetTypeCatalog catalog, Collections.CollectionStorage collections, DatasetTypeStorage types, Records.RecordStorage records) => _ = context;

    /// <summary>Registers new datasets of one type in one run.</summary>
    /// <exception cref="Errors.ConflictException">The run has a dataset with one of the data IDs.</exception>
    public Task<IReadOnlyList<DatasetRef>> InsertAsync(
        DatasetType type, string run, IReadOnlyList<DataCoordinate> dataIds, DatasetIdMode idMode, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Registers datasets with given identifiers; identical ones that are there are left alone.</summary>
    /// <exception cref="Errors.ConflictException">An identifier or a data ID is taken by another dataset.</exception>
    public Task ImportAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>
    /// The first dataset with each data ID in collections searched in order (chains allowed); null where none is found.
    /// In CALIBRATION collections a dataset counts when its validity overlaps the data ID's timespan of the same index;
    /// a null timespan leaves those collections out.
    /// </summary>
    /// <exception cref="Errors.CalibrationLookupException">More than one validity range matches.</exception>
    public Task<IReadOnlyList<DatasetRef?>> FindAsync(
        DatasetType type, IReadOnlyList<DataCoordinate> dataIds, IReadOnlyList<string> collections, IReadOnlyList<Timespan?>? timespans,
        CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Datasets by identifier; those that don't exist are left out.</summary>
    public Task<IReadOnlyDictionary<Guid, DatasetRef>> GetAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Adds datasets to a TAGGED collection.</summary>
    public Task AssociateAsync(string collection, IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Takes datasets out of a TAGGED collection.</summary>
    public Task DisassociateAsync(string collection, IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Adds datasets to a CALIBRATION collection with a validity range.</summary>
    /// <exception cref="Errors.ConflictException">A validity range of the same data ID overlaps.</exception>
    public Task CertifyAsync(string collection, IReadOnlyList<DatasetRef> datasets, Timespan validity, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Takes a range of time out of the validity of a CALIBRATION collection's datasets of one type; null data IDs mean all.</summary>
    public Task DecertifyAsync(
        string collection, DatasetType type, Timespan range, IReadOnlyList<DataCoordinate>? dataIds, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Removes datasets from the registry; a datastore that holds one must have let go of it.</summary>
    /// <exception cref="Errors.OrphanedRecordException">A datastore still holds one.</exception>
    public Task RemoveAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => throw new NotImplementedException();
}
