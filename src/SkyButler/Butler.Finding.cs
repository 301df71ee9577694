using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;

namespace SkyButler;

/// <content>Finding datasets by data ID and by identifier.</content>
public sealed partial class Butler
{
    /// <summary>The dataset with a data ID in the first collection that has it; null where there is none.</summary>
    /// <exception cref="Registry.Errors.MissingDatasetTypeException">There is no such dataset type.</exception>
    /// <exception cref="Registry.Errors.CalibrationLookupException">Several calibrations match.</exception>
    public Task<DatasetRef?> FindDatasetAsync(
        string datasetType, DataId dataId, IReadOnlyList<string>? collections = null, CancellationToken cancellationToken = default) =>
        FindDatasetAsync(datasetType, dataId, new FindOptions { Collections = collections }, cancellationToken);

    /// <summary>The dataset with a data ID in the first collection that has it; null where there is none.</summary>
    /// <exception cref="Registry.Errors.MissingDatasetTypeException">There is no such dataset type.</exception>
    /// <exception cref="Registry.Errors.CalibrationLookupException">Several calibrations match.</exception>
    /// <exception cref="DatasetTypeException">The storage class is unknown, or datasets of the type can't be read as it.</exception>
    public async Task<DatasetRef?> FindDatasetAsync(string datasetType, DataId dataId, FindOptions options, CancellationToken cancellationToken = default)
    {
        var searched = options.Collections ?? Collections;
        if (searched.Count == 0)
            throw new ButlerException($"No collections to search for '{datasetType}'; name some, or open the repository with default ones.");
        var (parent, component) = DatasetType.SplitName(datasetType);
        var type = await Registry.DatasetTypes.GetAsync(parent, cancellationToken).ConfigureAwait(false);
        var read = component is null ? type : type.MakeComponent(component, StorageClasses.Component(type.StorageClass, component));
        if (options.StorageClass is { } storageClass)
            read = Converted(read, storageClass);
        var (coordinate, timespan) = await ResolveDataIdAsync(type, dataId, cancellationToken).ConfigureAwait(false);
        Timespan?[]? timespans = type.IsCalibration ? [options.Timespan ?? timespan] : null;
        var found = (await Registry.Datasets.FindAsync(type, [coordinate], searched, timespans, cancellationToken).ConfigureAwait(false))[0];
        if (found is not null && options.WithRecords)
            found = (await ExpandAsync([found], cancellationToken).ConfigureAwait(false))[0];
        return found is null || read == type ? found : found.WithDatasetType(read);
    }

    /// <summary>Datasets by identifier; those that don't exist are left out.</summary>
    /// <param name="ids">The identifiers, any number.</param>
    /// <param name="options">Storage class and records; collections and time are not looked at.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <exception cref="DatasetTypeException">The storage class is unknown, or one of the datasets can't be read as it.</exception>
    public async Task<IReadOnlyDictionary<Guid, DatasetRef>> GetDatasetsAsync(
        IReadOnlyCollection<Guid> ids, FindOptions? options = null, CancellationToken cancellationToken = default)
    {
        var found = await Registry.Datasets.GetAsync(ids, cancellationToken).ConfigureAwait(false);
        if (options is null or { StorageClass: null, WithRecords: false })
            return found;
        IReadOnlyList<DatasetRef> datasets = [.. found.Values];
        if (options.WithRecords)
            datasets = await ExpandAsync(datasets, cancellationToken).ConfigureAwait(false);
        if (options.StorageClass is { } storageClass)
            datasets = [.. datasets.Select(d => d.WithDatasetType(Converted(d.DatasetType, storageClass)))];
        return datasets.ToDictionary(d => d.Id);
    }

    /// <summary>The dataset with an identifier; null where there is none.</summary>
    public async Task<DatasetRef?> GetDatasetAsync(Guid id, FindOptions? options = null, CancellationToken cancellationToken = default) =>
        (await GetDatasetsAsync([id], options, cancellationToken).ConfigureAwait(false)).GetValueOrDefault(id);

    private DatasetType Converted(DatasetType type, string storageClass)
    {
        _ = StorageClasses[storageClass];
        return storageClass == type.StorageClass || StorageClasses.CanConvert(type.StorageClass, storageClass)
            ? type.WithStorageClass(storageClass)
            : throw new DatasetTypeException($"Datasets of type '{type.Name}' are kept as '{type.StorageClass}' and can't be read as '{storageClass}'.");
    }
}
