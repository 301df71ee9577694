using SkyButler.Registry.Collections;

namespace SkyButler.Explanations;

/// <summary>A collection that a look-up visits.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its kind; never a chain.</param>
/// <param name="Exclusion">Why it was passed over without being asked, in words; null where it was asked.</param>
/// <param name="Datasets">What it has for the data ID, at any time.</param>
public sealed record SearchedCollection(string Name, CollectionType Type, string? Exclusion, IReadOnlyList<SeenDataset> Datasets);
