using SkyButler.Datasets;
using SkyButler.Resources;

namespace SkyButler.Datastores;

/// <summary>A file outside, and the datasets that it holds.</summary>
/// <param name="Path">Path or URI; relative ones count from the datastore's root.</param>
/// <param name="Datasets">The datasets in the file, usually one.</param>
/// <param name="Formatter">Name of the formatter that reads it; null to let the configuration decide.</param>
public sealed record FileDataset(string Path, IReadOnlyList<DatasetRef> Datasets, string? Formatter = null)
{
    private readonly ResourcePath? resource;

    /// <summary>The path read already; null where it is not, or was changed since.</summary>
    internal ResourcePath? Resource
    {
        get => resource?.ToString() == Path ? resource : null;
        init => resource = value;
    }
}
