namespace SkyButler.Benchmarks.Running;

/// <summary>What was measured of one piece of work.</summary>
internal sealed record Figure
{
    /// <summary>The work, in words.</summary>
    public required string Work { get; init; }

    /// <summary>What the times are of: 1 for the whole work, else they are divided by so many (datasets, say).</summary>
    public int Per { get; init; } = 1;

    /// <summary>Median of the whole work.</summary>
    public required Sample Sample { get; init; }

    /// <summary>Its time.</summary>
    public TimeSpan Time => Sample.Time;

    /// <summary>The reference's time for the whole work; null where the sheet has none.</summary>
    public TimeSpan? Reference { get; init; }

    /// <summary>How many times the reference's time is enough; null where it is to be a tenth of it.</summary>
    public double? ReferenceShare { get; init; }

    /// <summary>Median time of the bare work in the same run; null where there is none.</summary>
    public TimeSpan? Bare { get; init; }

    /// <summary>The median of the ratios of each run to the bare one beside it: steadier than the ratio of the medians.</summary>
    public double? BareRatio { get; init; }

    /// <summary>The time that it may take whatever the reference takes; null for none.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>How many times the bare cost is enough, whatever the reference takes.</summary>
    public double? RatioLimit { get; init; }

    /// <summary>The memory that it may take, in bytes; null for any.</summary>
    public long? PeakLimit { get; init; }

    /// <summary>Most memory that was resident, in bytes.</summary>
    public long? PeakBytes { get; init; }

    /// <summary>The reference's memory, in bytes; null where the sheet has none.</summary>
    public long? ReferencePeakBytes { get; init; }

    /// <summary>How many times faster than the reference.</summary>
    public double? Gain => Reference / Time;

    /// <summary>Whether there is a goal at all; a row may be there for comparison only.</summary>
    public bool HasGoal => Limit is not null || PeakLimit is not null || RatioLimit is not null || Reference is not null;

    /// <summary>Whether the goal is met: ten times the reference or 1.5 times the bare cost, and nothing beyond its limit.</summary>
    public bool IsMet => (Limit is not { } limit || Time <= limit) && (PeakLimit is not { } most || PeakBytes <= most) && (RatioLimit is not { } ratio || BareRatio <= ratio) && (Reference is null || Gain >= (ReferenceShare is { } share ? 1 / share : 10) || BareRatio <= 1.5);
}
