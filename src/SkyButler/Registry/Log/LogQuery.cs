namespace SkyButler.Registry.Log;

/// <summary>Which entries of the log are wanted.</summary>
public sealed record LogQuery
{
    /// <summary>At most so many; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Names of collections, or patterns of them: only what was done to one of these; none for everything.</summary>
    public IReadOnlyList<string> Collections { get; init; } = [];
}
