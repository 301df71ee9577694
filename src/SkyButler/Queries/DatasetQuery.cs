using SkyButler.Dimensions.DataIds;

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

    /// <summary>A condition in the query language; empty for none.</summary>
    public string Where { get; init; } = "";

    /// <summary>Values that dimensions must have.</summary>
    public DataId DataId { get; init; } = [];

    /// <summary>Fields to sort by, led by <c>-</c> for descending; empty: no particular order.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>At most so many rows; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether data IDs come with implied values and dimension records.</summary>
    public bool WithRecords { get; init; }
}
