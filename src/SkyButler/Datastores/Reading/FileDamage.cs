using SkyButler.Resources;

namespace SkyButler.Datastores.Reading;

/// <summary>What is wrong with a stored file.</summary>
/// <param name="DatasetId">The dataset.</param>
/// <param name="Component">The component that the file holds; null for the whole dataset.</param>
/// <param name="File">The file; the datastore's root where the recorded path names none that may be read.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Detail">The same in words, such as the size that is recorded and the one that was found.</param>
public sealed record FileDamage(Guid DatasetId, string? Component, ResourcePath File, FileDamageKind Kind, string Detail);
