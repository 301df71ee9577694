using SkyButler.Datasets;
using SkyButler.Datastores.Records;
using SkyButler.Resources;

namespace SkyButler.Transfers.Imports.Reading;

/// <summary>A file of an import, and the datasets in it.</summary>
/// <param name="Datasets">The datasets.</param>
/// <param name="Source">Where the file is; null where the datasets have none.</param>
/// <param name="Formatter">The formatter that reads it; null to let the configuration decide.</param>
/// <param name="Components">The files of a dataset that is kept in components, with records of them.</param>
internal sealed record ImportedFile(
    IReadOnlyList<DatasetRef> Datasets, ResourcePath? Source, string? Formatter, IReadOnlyList<(ResourcePath Source, FileRecord Record)> Components);
