using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Queries.Composition;
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

    /// <summary>Dimensions that take part besides those of the answer, of searches and of conditions.</summary>
    public IReadOnlyList<string> Joined { get; init; } = [];

    /// <summary>Temporary tables of data IDs that restrict the answer.</summary>
    public IReadOnlyList<DataIdTable> Tables { get; init; } = [];

    /// <summary>The dimensions of each search and of each table: what one of them has together is related by it.</summary>
    public IEnumerable<DimensionGroup> Operands => Searches.Select(s => s.Type.Dimensions).Concat(Tables.Select(t => t.Dimensions));

    /// <summary>Conditions that must all hold.</summary>
    public IReadOnlyList<Predicate> Conditions { get; init; } = [];

    /// <summary>Governor values that hold unless a condition says otherwise.</summary>
    public IReadOnlyDictionary<string, DataIdValue> Defaults { get; init; } = new Dictionary<string, DataIdValue>();

    /// <summary>Sort keys, first the strongest.</summary>
    public IReadOnlyList<OrderKey> OrderBy { get; init; } = [];

    /// <summary>Whether this is part of a larger question, which was checked, and in which defaults and implied joins are stated already.</summary>
    public bool IsPart { get; init; }

    /// <summary>At most so many rows.</summary>
    public int? Limit { get; init; }

    /// <summary>So many rows are left out at the beginning.</summary>
    public int Offset { get; init; }
}
