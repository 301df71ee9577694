using SkyButler.Queries.Expressions;
using SkyButler.Queries.Expressions.Syntax;
using static SkyButler.Queries.Expressions.Predicate;

namespace SkyButler.Queries.Sql;

/// <summary>Conditions as SQL.</summary>
internal sealed class PredicateText(ColumnText columns, ScalarText scalars, OverlapText overlaps, SqlParameters parameters)
{
    // SQLite counts a AND b AND c … as one level more for each of them (https://www.sqlite.org/limits.html, 1000 at most).
    private const int MaxInOneRow = 64;

    // Longer lists go to the database as one parameter.
    private const int InlineList = 8;

    public string Write(Predicate predicate) => predicate switch
    {
        Constant c => c.Value ? "1 = 1" : "1 = 0",
        Comparison c => Compare(c),
        Overlaps { IsSpatial: true } o => overlaps.Write(o),
        Overlaps o => Overlap(o),
        IsNull { Operand.Type: ScalarType.Timespan } n => columns.Dialect.IsNull(scalars.Timespan(n.Operand)),
        IsNull n => $"{scalars.Value(n.Operand)} IS NULL",
        InList i => Membership(i),
        InRange r => Range(r),
        Glob g => columns.Dialect.Glob(scalars.Value(g.Operand), g.Pattern, parameters),
        IsTrue t => scalars.Value(t.Operand),
        Not n => $"NOT ({Write(n.Operand)})",
        And a => Joined([.. a.Operands.Select(Operand)], " AND "),
        Or o => Joined([.. o.Operands.Select(Operand)], " OR "),
        _ => throw new InvalidOperationException($"No SQL for {predicate}."),
    };

    /// <summary>Texts with an operator between them, nested so that no database finds very many of them too deep.</summary>
    public static string Joined(IReadOnlyList<string> operands, string op) => operands.Count <= MaxInOneRow
        ? string.Join(op, operands)
        : Joined([.. operands.Chunk(MaxInOneRow).Select(chunk => $"({string.Join(op, chunk)})")], op);

    /// <summary>A condition that can stand beside others.</summary>
    public string Operand(Predicate predicate) => predicate is And or Or ? $"({Write(predicate)})" : Write(predicate);

    private string Compare(Comparison comparison)
    {
        if (comparison.Left.Type == ScalarType.Timespan)
        {
            var equal = columns.Dialect.AreEqual(scalars.Timespan(comparison.Left), scalars.Timespan(comparison.Right));
            return comparison.Operator == BinaryOperator.Equal ? equal : $"NOT {equal}";
        }

        if (columns.Variant.DatesAreText && CalendarComparisons.IsTooFine(comparison))
            return CalendarComparisons.Rounded(comparison) is { } rounded ? Compare(rounded) : Write(comparison.Operator == BinaryOperator.Equal ? False : True);
        var left = scalars.Value(comparison.Left, comparison.Right);
        return $"{left} {comparison.Operator.Symbol()} {scalars.Value(comparison.Right, comparison.Left)}";
    }

    private string Overlap(Overlaps overlap) => overlap.Right.Type == ScalarType.Timespan
        ? columns.Dialect.Overlap(scalars.Timespan(overlap.Left), scalars.Timespan(overlap.Right))
        : columns.Dialect.Contains(scalars.Timespan(overlap.Left), scalars.Value(overlap.Right, overlap.Left));

    private string Membership(InList list)
    {
        if (list.Operand.Type == ScalarType.Timespan)
            return "(" + string.Join(" OR ", list.Items.Select(i => Compare(new Comparison(BinaryOperator.Equal, list.Operand, i)))) + ")";
        if (list.Operand.Type == ScalarType.IngestDate && columns.Variant.DatesAreText && list.Items.Any(CalendarComparisons.IsTooFine))
            return list.Items.Where(i => !CalendarComparisons.IsTooFine(i)).ToList() is { Count: > 0 } items ? Membership(list with { Items = items }) : Write(False);
        var value = scalars.Value(list.Operand);
        var lists = list.Items.Count > InlineList && list.Items.All(i => i.Type is ScalarType.Int or ScalarType.String or ScalarType.Uuid)
            ? parameters.List(list.Items.Select(i => i.Value!))
            : $"({string.Join(", ", list.Items.Select(i => scalars.Value(i, list.Operand)))})";
        return $"{value} IN {lists}";
    }

    private string Range(InRange range)
    {
        var value = scalars.Value(range.Operand);
        var first = parameters.Value(range.First);
        var between = $"{value} BETWEEN {first} AND {parameters.Value(range.Last)}";
        return range.Stride == 1
            ? $"({between})"
            : $"({between} AND ({value} - {first}) % {parameters.Value(range.Stride)} = 0)";
    }
}
