namespace SkyButler.Transfers;

/// <summary>How runs are removed.</summary>
public sealed record RunRemovalOptions
{
    /// <summary>What happens where a run is a member of chains.</summary>
    public RunRemoval Removal { get; init; } = RunRemoval.Refuse;

    /// <summary>Whether they can be brought back.</summary>
    public RemovalKeeping Keeping { get; init; } = RemovalKeeping.Kept;

    /// <summary>Hears how many datasets are gone; null for nobody.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }
}
