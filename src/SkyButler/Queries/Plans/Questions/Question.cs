using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Queries.Expressions;

namespace SkyButler.Queries.Plans.Questions;

/// <summary>A question of which every name has been looked up; planning it needs no database.</summary>
internal sealed record Question
{
    /// <summary>Dimensions of the answer.</summary>
    public required DimensionGroup Dimensions { get; init; }

    /// <summary>What is asked for.</summary>
    public required Projection Projection { get; init; }

    /// <summary>Searches whose datasets must exist; that of <see cref="Projection"/> is among them.</summary>
    public IReadOnlyList<DatasetSearch> Searches { get; init; } = [];

    /// <summary>Conditions that must all hold.</summary>
    public IReadOnlyList<Predicate> Conditions { get; init; } = [];

    /// <summary>Governor values that hold unless a condition says otherwise.</summary>
    public IReadOnlyDictionary<string, DataIdValue> Defaults { get; init; } = new Dictionary<string, DataIdValue>();

    /// <summary>Sort keys, first the strongest.</summary>
    public IReadOnlyList<OrderKey> OrderBy { get; init; } = [];

    /// <summary>At most so many rows.</summary>
    public int? Limit { get; init; }
}
