using SkyButler.Datasets;

namespace SkyButler.Datastores.Formatters;

/// <summary>What of a file is read.</summary>
/// <param name="StorageClass">The storage class with which the file was written.</param>
/// <param name="Component">One of the formatter's components; null for the whole.</param>
/// <param name="Parameters">Parameters such as <c>bbox</c>; names are among the formatter's.</param>
public sealed record FormatterRequest(StorageClass StorageClass, string? Component, IReadOnlyDictionary<string, object> Parameters)
{
    /// <summary>The dataset, for files that hold several; null where nobody says.</summary>
    public DatasetRef? Dataset { get; init; }
}
