using SkyButler.Dimensions;
using SkyButler.Queries.Plans.Questions;

namespace SkyButler.Queries.Composition;

/// <summary>What a query joins and demands, as its asker put it.</summary>
internal sealed record QueryParts
{
    public static QueryParts Nothing { get; } = new();

    /// <summary>Names of dimensions that take part, whatever the result's.</summary>
    public IReadOnlyList<string> Dimensions { get; init; } = [];

    public IReadOnlyList<SearchPart> Searches { get; init; } = [];

    public IReadOnlyList<DataIdTable> Tables { get; init; } = [];

    public IReadOnlyList<ConditionPart> Conditions { get; init; } = [];

    /// <summary>What questions that are parts of one know of its collections; null where this one stands alone.</summary>
    public SearchedCollections? Searched { get; init; }

    /// <summary>All dimensions that are joined, but for those of datasets.</summary>
    public DimensionGroup JoinedDimensions(DimensionUniverse universe) =>
        universe.Conform([.. Dimensions, .. Tables.SelectMany(t => t.Dimensions.Names)]);
}
