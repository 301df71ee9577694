using SkyButler.Dimensions.DataIds;
using SkyButler.Queries.Composition;

namespace SkyButler.Queries;

/// <summary>A question for data IDs together with columns of elements and datasets.</summary>
public sealed record GeneralQuery
{
    /// <summary>Names of the dimensions.</summary>
    public required IReadOnlyList<string> Dimensions { get; init; }

    /// <summary>Columns besides the dimensions, such as <c>visit.name</c> or <c>bias.timespan</c>.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Collections to search by dataset type; datasets of all these types must exist.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Datasets { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Only what the first collection has for each data ID; for one dataset type.</summary>
    public bool FindFirst { get; init; }

    /// <summary>A condition in the query language; empty for none.</summary>
    public string Where { get; init; } = "";

    /// <summary>Values for names in the condition; sequences may stand in lists.</summary>
    public IReadOnlyDictionary<string, object?> Bind { get; init; } = new Dictionary<string, object?>();

    /// <summary>Values that dimensions must have.</summary>
    public DataId DataId { get; init; } = [];

    /// <summary>Fields to sort by, led by <c>-</c> for descending; empty: no particular order.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>At most so many rows; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>So many rows are left out at the beginning; with an order that makes pages.</summary>
    public int Offset { get; init; }

    /// <summary>Whether data IDs come with dimension records.</summary>
    public bool WithRecords { get; init; }

    /// <summary>Called with the limit where it left results out.</summary>
    public Action<int>? OnTruncated { get; init; }

    internal QueryParts Parts => new() { Searches = [.. Datasets.Select(d => new SearchPart(d.Key, d.Value))], Conditions = [new ConditionPart(Where, Bind, DataId)] };

    internal ResultShape Shape => !FindFirst || Datasets.Count == 1
        ? new ResultShape.Rows(Dimensions, Columns, FindFirst ? Datasets.Keys.First() : null)
        : throw new QueryException($"Only the first find can be asked for with one dataset type; the query searches {Datasets.Count}.");

    internal ResultOptions Options => new() { OrderBy = OrderBy, Limit = Limit, Offset = Offset, WithRecords = WithRecords, OnTruncated = OnTruncated };
}
