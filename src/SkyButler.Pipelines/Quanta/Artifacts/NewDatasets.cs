using SkyButler.Datasets;
using SkyButler.Datastores;

namespace SkyButler.Pipelines.Quanta.Artifacts;

/// <summary>Datasets whose files lie where they should, and that a repository does not know.</summary>
/// <param name="Files">Those of one file each.</param>
/// <param name="Parts">Those of one file for each component.</param>
internal sealed record NewDatasets(IReadOnlyList<FileDataset> Files, IReadOnlyList<StoredDataset> Parts)
{
    public int Count => Files.Count + Parts.Count;

    public IEnumerable<Guid> Ids => Files.Select(f => f.Datasets[0].Id).Concat(Parts.Select(p => p.Dataset.Id));

    public IReadOnlyList<DatasetType> Types => [.. Files.Select(f => f.Datasets[0].DatasetType).Concat(Parts.Select(p => p.Dataset.DatasetType)).Distinct()];
}
