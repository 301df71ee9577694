using SkyButler.Datasets;
using SkyButler.Datastores.Records;

namespace SkyButler.Datastores;

/// <summary>A dataset, and where a datastore has it.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Datastore">Name of the datastore; of a chain, that of the member.</param>
/// <param name="Records">Where its files are: one record, or one for each component.</param>
public sealed record StoredDataset(DatasetRef Dataset, string Datastore, IReadOnlyList<FileRecord> Records);
