using SkyButler.Dimensions;
using SkyButler.Dimensions.Times;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Expressions.Syntax;
using SkyButler.Queries.Plans.Joins;
using SkyButler.Queries.Plans.Questions;
using SkyButler.Registry.Databases.Results;

namespace SkyButler.Queries.Plans;

/// <summary>
/// A way to the first rows of a sorted answer without sorting all of it: where records of one element have the strongest sort key, the first
/// few of those records bound it, and rows beyond that bound need not be looked at, as long as enough remain.
/// </summary>
internal sealed class LeadingRows
{
    private const int MostRows = 10_000;
    private readonly QueryPlan plan;
    private readonly OrderKey order;
    private readonly Source.Element element;
    private readonly QueryColumn column;

    private LeadingRows(QueryPlan plan, QueryColumn column, DimensionElement definition)
    {
        this.plan = plan;
        this.column = column;
        order = plan.Question.OrderBy[0];
        element = plan.Sources.OfType<Source.Element>().FirstOrDefault(e => e.Definition == definition) ?? new Source.Element(definition.Name + ".first", definition);
        Members = KeyDrivenAccess.Counting(plan, [.. plan.Sources.OfType<Source.Datasets>()], []);
    }

    /// <summary>How many rows must remain.</summary>
    public int Needed => plan.Question.Limit!.Value + plan.Question.Offset;

    /// <summary>Counts the members of the collections.</summary>
    public QueryPlan Members { get; }

    /// <summary>This way for a plan; null where it doesn't lead to the answer.</summary>
    public static LeadingRows? For(QueryPlan plan)
    {
        if (plan is not { DatabaseLimit: > 0 and <= MostRows, DatabaseOffset: <= MostRows, ReadsTables: false, Question.OrderBy: [var first, ..] }
            || plan.Sources.OfType<Source.Datasets>().ToList() is not [{ Search.HasCalibrations: false }])
            return null;
        // Keys and times, as they are sorted, are never NULL, which databases place differently.
        return first.Value switch
        {
            Scalar.Reference { Column: QueryColumn.Key { Dimension: { HasTable: true, Kind: DimensionElementKind.Dimension } dimension } key } => new(plan, key, dimension),
            Scalar.Bound { Timespan: Scalar.Reference { Column: QueryColumn.Field field } } => new(plan, field, field.Element),
            _ => null,
        };
    }

    /// <summary>Finds the sort keys of the first so many records.</summary>
    public QueryPlan Values(int count) => new()
    {
        Question = plan.Question with { OrderBy = [order], Limit = count, Offset = 0 },
        Sources = [element],
        Conditions = [.. plan.Conditions.Where(c => c.Columns().All(IsOwn))],
        Columns = [column],
        Rows = RowRule.All,
    };

    /// <summary>The plan without the rows that come after a record.</summary>
    public QueryPlan UpTo(RowBatch records, int row)
    {
        var last = order.Value is Scalar.Bound bound
            ? new Scalar.Literal(ScalarType.DateTime, InstantOf(records.Timespan(0, row), bound.IsEnd))
            : Scalar.Of(records.Value(0, row));
        var bounded = new Predicate.Comparison(order.IsDescending ? BinaryOperator.GreaterOrEqual : BinaryOperator.LessOrEqual, order.Value, last);
        return plan with { Conditions = [.. plan.Conditions, bounded] };
    }

    private static long InstantOf(Timespan? timespan, bool isEnd) =>
        timespan is { } known ? isEnd ? known.EndNanoseconds : known.BeginNanoseconds : 0;

    private bool IsOwn(QueryColumn used) => used switch
    {
        QueryColumn.Key k => element.Keys.Contains(k.Dimension.Name),
        QueryColumn.Field f => f.Element == element.Definition,
        _ => false,
    };
}
