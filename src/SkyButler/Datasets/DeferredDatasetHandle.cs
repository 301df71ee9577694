namespace SkyButler.Datasets;

/// <summary>A dataset that was found and is read when it is asked for, in whole, in part, or as another storage class. May be used from several threads.</summary>
public sealed class DeferredDatasetHandle
{
    private readonly StorageClassCatalog storageClasses;
    private readonly Func<DatasetRef, IReadOnlyDictionary<string, object>, CancellationToken, Task<object>> read;
    private readonly IReadOnlyDictionary<string, object> parameters;

    internal DeferredDatasetHandle(
        DatasetRef dataset, IReadOnlyDictionary<string, object> parameters, StorageClassCatalog storageClasses,
        Func<DatasetRef, IReadOnlyDictionary<string, object>, CancellationToken, Task<object>> read)
    {
        Dataset = dataset;
        this.parameters = parameters;
        this.storageClasses = storageClasses;
        this.read = read;
    }

    /// <summary>Which dataset it is.</summary>
    public DatasetRef Dataset { get; }

    /// <summary>Reads it.</summary>
    /// <param name="component">A component, such as <c>wcs</c>; null for the whole.</param>
    /// <param name="parameters">Parameters, such as <c>bbox</c>; they count more than those of the same names that were given when it was found.</param>
    /// <param name="storageClass">The storage class as which it is wanted; null for the dataset type's own.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="DatasetTypeException">The dataset has no such component, or can't be had as that storage class.</exception>
    public Task<object> GetAsync(
        string? component = null, IReadOnlyDictionary<string, object>? parameters = null, string? storageClass = null, CancellationToken cancellationToken = default) =>
        read(Dataset.WithDatasetType(View(component, storageClass)), Joined(parameters), cancellationToken);

    private DatasetType View(string? component, string? storageClass)
    {
        var type = Dataset.DatasetType;
        if (component is not null)
            type = type.MakeComponent(component, storageClasses.Component(type.StorageClass, component));
        if (storageClass is null)
            return type;
        return storageClasses.CanConvert(type.StorageClass, storageClass)
            ? type.WithStorageClass(storageClass)
            : throw new DatasetTypeException($"A dataset of storage class '{type.StorageClass}' can't be read as '{storageClass}'.{Suggestions.For(storageClass, storageClasses.Names)}");
    }

    private IReadOnlyDictionary<string, object> Joined(IReadOnlyDictionary<string, object>? more)
    {
        if (more is null || more.Count == 0)
            return parameters;
        var joined = new Dictionary<string, object>(parameters, StringComparer.Ordinal);
        foreach (var (name, value) in more)
            joined[name] = value;
        return joined;
    }
}
