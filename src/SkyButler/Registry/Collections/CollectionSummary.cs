namespace SkyButler.Registry.Collections;

/// <summary>Which dataset types and governor values a collection may hold; it may name more than are still there.</summary>
/// <param name="DatasetTypes">Names of dataset types.</param>
/// <param name="Governors">Values by governor dimension.</param>
public sealed record CollectionSummary(
    IReadOnlySet<string> DatasetTypes, IReadOnlyDictionary<string, IReadOnlySet<string>> Governors);
