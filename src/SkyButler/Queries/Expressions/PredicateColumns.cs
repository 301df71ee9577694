using static SkyButler.Queries.Expressions.Predicate;

namespace SkyButler.Queries.Expressions;

/// <summary>Which columns a condition or value refers to.</summary>
internal static class PredicateColumns
{
    public static IEnumerable<QueryColumn> Columns(this Predicate predicate) => predicate switch
    {
        Comparison c => c.Left.Columns().Concat(c.Right.Columns()),
        Overlaps o => o.Left.Columns().Concat(o.Right.Columns()),
        IsNull n => n.Operand.Columns(),
        InList i => i.Operand.Columns(),
        InRange i => i.Operand.Columns(),
        Glob g => g.Operand.Columns(),
        IsTrue t => t.Operand.Columns(),
        Not n => n.Operand.Columns(),
        And a => a.Operands.SelectMany(Columns),
        Or o => o.Operands.SelectMany(Columns),
        _ => [],
    };

    public static IEnumerable<QueryColumn> Columns(this Scalar scalar) => scalar switch
    {
        Scalar.Reference r => [r.Column],
        Scalar.Bound b => b.Timespan.Columns(),
        Scalar.Negated n => n.Operand.Columns(),
        Scalar.Arithmetic a => a.Left.Columns().Concat(a.Right.Columns()),
        _ => [],
    };

    /// <summary>All leaves, however deep.</summary>
    public static IEnumerable<Predicate> Leaves(this Predicate predicate) => predicate switch
    {
        Not n => n.Operand.Leaves(),
        And a => a.Operands.SelectMany(Leaves),
        Or o => o.Operands.SelectMany(Leaves),
        _ => [predicate],
    };
}
