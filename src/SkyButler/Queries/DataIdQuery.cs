using SkyButler.Dimensions.DataIds;

namespace SkyButler.Queries;

/// <summary>A question for the data IDs of a group of dimensions, or for the records of one element.</summary>
public sealed record DataIdQuery
{
    /// <summary>Names of the dimensions (for records: of the element's own).</summary>
    public required IReadOnlyList<string> Dimensions { get; init; }

    /// <summary>Dataset types of which a dataset must exist.</summary>
    public IReadOnlyList<string> Datasets { get; init; } = [];

    /// <summary>Collections in which those datasets are looked for.</summary>
    public IReadOnlyList<string> Collections { get; init; } = [];

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

    /// <summary>Whether data IDs come with dimension records.</summary>
    public bool WithRecords { get; init; }
}
