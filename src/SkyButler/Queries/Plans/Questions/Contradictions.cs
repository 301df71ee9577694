using SkyButler.Queries.Expressions;
using SkyButler.Queries.Expressions.Syntax;

namespace SkyButler.Queries.Plans.Questions;

/// <summary>Finds keys that conditions want to have two values at once.</summary>
internal static class Contradictions
{
    public static IEnumerable<string> Find(IEnumerable<Predicate> clauses) => clauses
        .Select(Equality)
        .OfType<(QueryColumn Column, Scalar.Literal Value)>()
        .GroupBy(e => e.Column)
        .Where(g => g.Select(e => e.Value).Distinct().Count() > 1)
        .Select(g => $"'{g.Key}' is required to be {string.Join(" and ", g.Select(e => e.Value).Distinct())} at once.");

    private static (QueryColumn Column, Scalar.Literal Value)? Equality(Predicate clause) => clause switch
    {
        Predicate.Comparison { Operator: BinaryOperator.Equal, Left: Scalar.Reference column, Right: Scalar.Literal value } => (column.Column, value),
        Predicate.Comparison { Operator: BinaryOperator.Equal, Left: Scalar.Literal value, Right: Scalar.Reference column } => (column.Column, value),
        _ => null,
    };
}
