namespace SkyButler.Registry.Log.Details;

/// <summary>What taking an action back needs, but for memberships; each action has its own parts.</summary>
internal sealed record LogDetail
{
    /// <summary>Collections that were removed, as they were.</summary>
    public IReadOnlyList<LoggedCollection> Collections { get; init; } = [];

    /// <summary>Collections that were made on the way.</summary>
    public IReadOnlyList<string> Made { get; init; } = [];

    /// <summary>Chains that were changed, or lost members that were removed.</summary>
    public IReadOnlyList<LoggedChain> Chains { get; init; } = [];
}
