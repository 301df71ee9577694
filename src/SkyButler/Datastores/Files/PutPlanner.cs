using Microsoft.Extensions.Logging;
using SkyButler.Datasets;
using SkyButler.Datastores.Types;

namespace SkyButler.Datastores.Files;

/// <summary>Decides what files objects become.</summary>
internal sealed class PutPlanner
{
    private readonly FileDatastoreSettings settings;
    private readonly DatastoreServices services;
    private readonly PathPlanner paths;
    private readonly SortedDictionary<string, SortedSet<string>> leftOut = new(StringComparer.Ordinal);

    public PutPlanner(FileDatastoreSettings settings, DatastoreServices services, PathPlanner paths)
    {
        this.settings = settings;
        this.services = services;
        this.paths = paths;
    }

    /// <summary>The files of objects.</summary>
    /// <exception cref="DatastoreException">An object does not suit its storage class, or the datastore does not take it.</exception>
    public List<PlannedFile> Plan(IReadOnlyList<DatasetPut> datasets)
    {
        var planned = new List<PlannedFile>(datasets.Count);
        foreach (var put in datasets)
            Plan(put.Value, put.Dataset, put.Provenance, planned);
        // Once for all datasets of a type: there may be thousands.
        foreach (var (type, names) in leftOut)
            services.Log.LogWarning("Datasets of type '{DatasetType}' are stored in components, without {Components}; to keep these, store them whole: datastore.composites in butler.yaml.", type, string.Join(", ", names));
        leftOut.Clear();
        return planned;
    }

    private void Plan(object value, DatasetRef dataset, DatasetProvenance provenance, List<PlannedFile> planned)
    {
        if (dataset.DatasetType.Component is not null)
            throw new DatastoreException($"'{dataset.DatasetType.Name}' is a component and can't be stored by itself; store '{dataset.DatasetType.ParentName}'.");
        if (!settings.Constraints.Accepts(dataset))
            throw new DatastoreException($"The datastore's constraints don't accept {dataset.DatasetType.Name} {dataset.DataId}; change datastore.constraints in butler.yaml.");
        var storageClass = services.StorageClasses[dataset.DatasetType.StorageClass];
        var whole = services.Types.Coerce(value, storageClass, () => $"The dataset {dataset.DatasetType.Name} {dataset.DataId}");
        var parts = paths.Parts(dataset);
        if (parts is [{ DatasetType.Component: null }])
        {
            planned.Add(Plan(whole, dataset, dataset, provenance));
            return;
        }

        var taken = CompositeParts.TakeApart(whole, storageClass);
        foreach (var part in parts)
            if (taken.TryGetValue(part.DatasetType.Component!, out var component))
                planned.Add(Plan(component, dataset, part, provenance));
        foreach (var lost in CompositeParts.LeftOut(whole))
        {
            if (!leftOut.TryGetValue(dataset.DatasetType.Name, out var names))
                leftOut.Add(dataset.DatasetType.Name, names = new(StringComparer.Ordinal));
            names.Add(lost);
        }
    }

    private PlannedFile Plan(object value, DatasetRef dataset, DatasetRef part, DatasetProvenance provenance)
    {
        var choice = paths.Formatter(part);
        var (path, target) = paths.Place(part, services.Formatters.Get(choice.Name).ExtensionFor(choice.Parameters));
        return new()
        {
            Datasets = [dataset],
            Component = part.DatasetType.Component,
            StoredPath = path,
            Target = target,
            StorageClass = part.DatasetType.StorageClass,
            Formatter = choice,
            Value = value,
            Provenance = provenance,
        };
    }
}
