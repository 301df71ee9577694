using SkyButler.Resources;

namespace SkyButler.Datastores;

/// <summary>Where a dataset, or one component of it, is.</summary>
/// <param name="Component">The component; null for the whole dataset.</param>
/// <param name="Uri">The place.</param>
public sealed record DatasetUri(string? Component, ResourcePath Uri);
