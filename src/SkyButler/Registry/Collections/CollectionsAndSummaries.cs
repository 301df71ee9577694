namespace SkyButler.Registry.Collections;

/// <summary>The collections that a search visits, and what each of them may hold.</summary>
/// <param name="Flat">The collections in order, without chains.</param>
/// <param name="Summaries">What each may hold, by name.</param>
internal sealed record CollectionsAndSummaries(IReadOnlyList<CollectionRecord> Flat, IReadOnlyDictionary<string, CollectionSummary> Summaries);
