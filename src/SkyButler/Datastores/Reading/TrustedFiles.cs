using SkyButler.Datasets;
using SkyButler.Datastores.Files;
using SkyButler.Datastores.Records;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Datastores.Reading;

/// <summary>Finds files of datasets without records where they would be written now.</summary>
internal sealed class TrustedFiles(PathPlanner paths, DatastoreServices services)
{
    /// <summary>What would be recorded of the files that are there, by dataset; of one in several files, any number of them may be.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<FileRecord>>> FindAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var places = new List<(FileRecord Record, ResourcePath Place)>();
        foreach (var dataset in await ExpandAsync([.. datasets.DistinctBy(d => d.Id)], cancellationToken).ConfigureAwait(false))
            places.AddRange(Predict(Whole(dataset)));
        var found = await services.Stores.FindAsync([.. places.Select(p => p.Place)], cancellationToken).ConfigureAwait(false);
        return places.Zip(found, (place, file) => (place.Record, File: file))
            .Where(p => p.File is { IsDirectory: false })
            .GroupBy(p => p.Record.DatasetId, p => p.Record with { FileSize = p.File!.Size })
            .ToDictionary(g => g.Key, IReadOnlyList<FileRecord> (g) => [.. g]);
    }

    // Most templates name what only records of dimensions tell.
    private async Task<IReadOnlyList<DatasetRef>> ExpandAsync(DatasetRef[] datasets, CancellationToken cancellationToken)
    {
        var open = Enumerable.Range(0, datasets.Length).Where(i => !datasets[i].DataId.IsExpanded).ToList();
        if (open.Count == 0)
            return datasets;
        var expanded = await services.Registry.Records.ExpandAsync([.. open.Select(i => datasets[i].DataId)], cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < open.Count; i++)
            datasets[open[i]] = datasets[open[i]].WithDataId(expanded[i]);
        return datasets;
    }

    // A component lies in the file of the whole, unless that is taken apart.
    private static DatasetRef Whole(DatasetRef dataset) => dataset.DatasetType is { Component: not null, ParentStorageClass: { } storageClass } type
        ? dataset.WithDatasetType(new(type.ParentName, type.Dimensions, storageClass, type.IsCalibration))
        : dataset;

    private IEnumerable<(FileRecord Record, ResourcePath Place)> Predict(DatasetRef dataset)
    {
        try
        {
            return paths.Predict(dataset).Select(p => (
                new FileRecord
                {
                    DatasetId = dataset.Id,
                    Path = p.Path,
                    Formatter = paths.Formatter(p.Part).Name,
                    StorageClass = p.Part.DatasetType.StorageClass,
                    Component = p.Component,
                },
                p.Target));
        }
        catch (DatastoreException)
        {
            // What can't be written here is not here.
            return [];
        }
    }
}
