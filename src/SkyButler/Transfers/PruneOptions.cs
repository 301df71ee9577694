namespace SkyButler.Transfers;

/// <summary>What of datasets is removed.</summary>
public sealed record PruneOptions
{
    /// <summary>Take them out of these TAGGED collections.</summary>
    public IReadOnlyList<string> Disassociate { get; init; } = [];

    /// <summary>Remove them from the datastore.</summary>
    public bool Unstore { get; init; }

    /// <summary>Remove them altogether, from the registry too.</summary>
    public bool Purge { get; init; }

    /// <summary>Whether it can be brought back.</summary>
    public RemovalKeeping Keeping { get; init; } = RemovalKeeping.Kept;

    /// <summary>Hears how many datasets are done; null for nobody.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }
}
