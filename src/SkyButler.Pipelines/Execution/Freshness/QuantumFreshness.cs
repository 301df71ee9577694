using SkyButler.Dimensions.DataIds;

namespace SkyButler.Pipelines.Execution.Freshness;

/// <summary>Whether a quantum would run again.</summary>
/// <param name="TaskLabel">Label of its task.</param>
/// <param name="DataId">Its data ID.</param>
/// <param name="Run">The run in which its results are; null where they are in none.</param>
/// <param name="Reasons">Why it would run again; none where what is there is what it would make.</param>
public sealed record QuantumFreshness(string TaskLabel, DataCoordinate DataId, string? Run, IReadOnlyList<StaleReason> Reasons)
{
    /// <summary>Whether what is there is what it would make.</summary>
    public bool IsFresh => Reasons.Count == 0;

    /// <summary>In one line.</summary>
    public override string ToString() => IsFresh
        ? $"{TaskLabel} {DataId} is fresh: its results are in '{Run}'."
        : $"{TaskLabel} {DataId} would run again: {string.Join("; ", Reasons.Select(r => r.Text))}.";
}
