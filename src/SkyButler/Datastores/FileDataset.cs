using SkyButler.Datasets;

namespace SkyButler.Datastores;

/// <summary>A file outside, and the datasets that it holds.</summary>
/// <param name="Path">Path or URI; relative ones count from the datastore's root.</param>
/// <param name="Datasets">The datasets in the file, usually one.</param>
/// <param name="Formatter">Name of the formatter that reads it; null to let the configuration decide.</param>
public sealed record FileDataset(string Path, IReadOnlyList<DatasetRef> Datasets, string? Formatter = null);
