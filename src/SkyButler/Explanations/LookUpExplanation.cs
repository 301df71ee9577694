using SkyButler.Datasets;
using SkyButler.Dimensions.Times;

namespace SkyButler.Explanations;

/// <summary>Why a look-up found what it did, or nothing.</summary>
public sealed record LookUpExplanation
{
    /// <summary>What decided it.</summary>
    public required LookUpReason Reason { get; init; }

    /// <summary>The same in sentences: first what was found, then what to do.</summary>
    public required IReadOnlyList<string> Sentences { get; init; }

    /// <summary>The data ID with all that was left to be looked up; the one that was written where that failed.</summary>
    public required string DataId { get; init; }

    /// <summary>The time for which a calibration had to be valid; null for other dataset types.</summary>
    public Timespan? Timespan { get; init; }

    /// <summary>Where that time comes from; null for other dataset types.</summary>
    public string? TimespanSource { get; init; }

    /// <summary>The collections in the order in which they are searched, chains replaced by their members.</summary>
    public IReadOnlyList<SearchedCollection> Collections { get; init; } = [];

    /// <summary>The dataset that was found; null where there is none.</summary>
    public DatasetRef? Dataset { get; init; }

    /// <summary>Its files with their formatters, a line each.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}
