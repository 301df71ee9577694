namespace SkyButler.Transfers.Exports.Contents;

/// <summary>A file of an export.</summary>
/// <param name="Component">The component of the dataset that it is; null for the whole.</param>
/// <param name="Path">Path in the folder of the export, or an absolute URI.</param>
/// <param name="Formatter">The formatter that reads it.</param>
/// <param name="StorageClass">The storage class that it was written as.</param>
internal sealed record ExportedArtifact(string? Component, string Path, string Formatter, string StorageClass);
