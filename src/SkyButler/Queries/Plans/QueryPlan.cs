using SkyButler.Dimensions;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Plans.Joins;
using SkyButler.Queries.Plans.Questions;
using SkyButler.Registry.Databases;

namespace SkyButler.Queries.Plans;

/// <summary>How a question is answered: what the database joins and selects, and what is left to do with its rows.</summary>
internal sealed record QueryPlan
{
    /// <summary>The question.</summary>
    public required Question Question { get; init; }

    /// <summary>Tables to join, in order of mention.</summary>
    public required IReadOnlyList<Source> Sources { get; init; }

    /// <summary>Whether the last source is to be read after, and by the keys of, all others.</summary>
    public bool IsKeyDriven { get; init; }

    /// <summary>Conditions for the database.</summary>
    public required IReadOnlyList<Predicate> Conditions { get; init; }

    /// <summary>Columns of the database's answer.</summary>
    public required IReadOnlyList<QueryColumn> Columns { get; init; }

    /// <summary>Which rows count.</summary>
    public required RowRule Rows { get; init; }

    /// <summary>Elements whose implied values are looked up afterwards, by key and once each, in an order in which every key is known.</summary>
    public IReadOnlyList<DimensionElement> LookUps { get; init; } = [];

    /// <summary>Tests that rows must pass afterwards.</summary>
    public IReadOnlyList<RegionTest> RegionTests { get; init; } = [];

    /// <summary>Whether rows that passed the tests may still repeat one another.</summary>
    public bool RepeatsAfterTests { get; init; }

    /// <summary>Rows that must be computed before the statement can be put.</summary>
    public IReadOnlyList<ComputedRows> Computed { get; init; } = [];

    /// <summary>Those of <see cref="Computed"/> that may be computed and answered part by part; null where all must be there at once.</summary>
    public ComputedRows? Parted { get; init; }

    /// <summary>Overlaps in conditions whose truth computed rows tell.</summary>
    public IReadOnlyDictionary<Predicate.Overlaps, ComputedRows> Tested { get; init; } = new Dictionary<Predicate.Overlaps, ComputedRows>();

    /// <summary>What was computed.</summary>
    public IReadOnlyDictionary<ComputedRows, KeyRows> Found { get; init; } = new Dictionary<ComputedRows, KeyRows>();

    /// <summary>The rows that were computed; none where that was not yet done, as when a statement is only looked at.</summary>
    public KeyRows RowsOf(ComputedRows computed) => Found.TryGetValue(computed, out var rows) ? rows : new KeyRows(computed.Dimensions.Count);

    /// <summary>Whether a search has no collection left, so that there is no answer.</summary>
    public bool IsEmpty => Question.Searches.Any(s => s.IsEmpty);

    /// <summary>
    /// Whether the answer is all that collections have of a type: then the index by collection, which leads to the rows in the order in
    /// which they lie, reads them several times faster than the index by data ID, to which a condition on a governor would lead.
    /// </summary>
    public bool ListsWholeCollections =>
        Sources is [Source.Datasets { Search.HasCalibrations: false }] && Rows == RowRule.All && Question.OrderBy.Count == 0 && Conditions.SelectMany(c => c.Columns())
            .All(c => c is QueryColumn.Key { Dimension.Kind: DimensionElementKind.Governor });

    /// <summary>The limit, if the database can apply it.</summary>
    public int? DatabaseLimit => IsFinal ? Question.Limit : null;

    /// <summary>The rows to leave out at the beginning, if the database can.</summary>
    public int DatabaseOffset => IsFinal ? Question.Offset : 0;

    /// <summary>Whether the statement reads temporary tables, which only one connection knows.</summary>
    public bool ReadsTables => Question.Tables.Count > 0;

    // Whether the rows of one statement are the answer.
    private bool IsFinal => RegionTests.Count == 0 && !RepeatsAfterTests && Parted is null;

    /// <summary>Position of a column in the database's answer; −1 where it is not there.</summary>
    public int IndexOf(QueryColumn column)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i].Equals(column))
                return i;
        return -1;
    }
}
