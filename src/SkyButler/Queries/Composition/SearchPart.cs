namespace SkyButler.Queries.Composition;

/// <summary>A dataset type of which a dataset must exist, and where it is looked for.</summary>
internal sealed record SearchPart(string DatasetType, IReadOnlyList<string> Collections);
