namespace SkyButler.Registry.Log;

/// <summary>What taking an action back needs; each action has its own parts.</summary>
internal sealed record LogDetail
{
    /// <summary>Collections that were removed or made, as they were.</summary>
    public IReadOnlyList<LoggedCollection> Collections { get; init; } = [];

    /// <summary>Members of chains before; null where the chain was made.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>?> ChainsBefore { get; init; } = new Dictionary<string, IReadOnlyList<string>?>();

    /// <summary>Members of chains after.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ChainsAfter { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Tags and validity ranges that were added, or went with their collections.</summary>
    public IReadOnlyList<LoggedMembership> Memberships { get; init; } = [];
}
