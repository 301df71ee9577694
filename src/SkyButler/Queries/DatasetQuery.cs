using SkyButler.Dimensions.DataIds;
using SkyButler.Queries.Composition;

namespace SkyButler.Queries;

/// <summary>A question for datasets of one type.</summary>
public sealed record DatasetQuery
{
    /// <summary>Name of the dataset type.</summary>
    public required string DatasetType { get; init; }

    /// <summary>Collections to search, in order; globs are allowed unless only the first find counts.</summary>
    public required IReadOnlyList<string> Collections { get; init; }

    /// <summary>Only the dataset of the first collection that has one, for each data ID.</summary>
    public bool FindFirst { get; init; }

    /// <summary>How often a dataset is listed that several collections have; without find-first only.</summary>
    public DatasetRepetition Repetition { get; init; }

    /// <summary>A condition in the query language; empty for none.</summary>
    public string Where { get; init; } = "";

    /// <summary>Values for names in the condition; sequences may stand in lists.</summary>
    public IReadOnlyDictionary<string, object?> Bind { get; init; } = new Dictionary<string, object?>();

    /// <summary>Values that dimensions must have; names may be fields (<c>exposure.day_obs</c>), values alternate keys.</summary>
    public DataId DataId { get; init; } = [];

    /// <summary>Fields to sort by, led by <c>-</c> for descending; empty: no particular order.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>At most so many rows; null for all. The sign is not looked at.</summary>
    public int? Limit { get; init; }

    /// <summary>So many rows are left out at the beginning; with an order that makes pages.</summary>
    public int Offset { get; init; }

    /// <summary>Whether data IDs come with dimension records.</summary>
    public bool WithRecords { get; init; }

    /// <summary>Called with the limit where it left results out.</summary>
    public Action<int>? OnTruncated { get; init; }

    internal QueryParts Parts => new() { Searches = [new SearchPart(DatasetType, Collections)], Conditions = [new ConditionPart(Where, Bind, DataId)] };

    internal ResultShape Shape => new ResultShape.Datasets(
        DatasetType, FindFirst ? FindRule.First : Repetition == DatasetRepetition.Once ? FindRule.All : FindRule.EachMembership);

    internal ResultOptions Options => new() { OrderBy = OrderBy, Limit = Limit, Offset = Offset, WithRecords = WithRecords, OnTruncated = OnTruncated };
}
