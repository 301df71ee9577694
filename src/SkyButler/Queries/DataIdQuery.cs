using SkyButler.Dimensions.DataIds;
using SkyButler.Queries.Composition;

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

    /// <summary>So many rows are left out at the beginning; with an order that makes pages.</summary>
    public int Offset { get; init; }

    /// <summary>Whether data IDs come with dimension records.</summary>
    public bool WithRecords { get; init; }

    /// <summary>Called with the limit where it left results out.</summary>
    public Action<int>? OnTruncated { get; init; }

    internal QueryParts Parts => new() { Searches = [.. Datasets.Distinct(StringComparer.Ordinal).Select(d => new SearchPart(d, Collections))], Conditions = [new ConditionPart(Where, Bind, DataId)] };

    internal ResultOptions Options => new() { OrderBy = OrderBy, Limit = Limit, Offset = Offset, WithRecords = WithRecords, OnTruncated = OnTruncated };

    internal ResultShape Shape(string? element) => element is null ? new ResultShape.DataIds(Dimensions) : new ResultShape.Records(element);
}
