using SkyButler.Queries.Expressions;
using SkyButler.Queries.Expressions.Syntax;

namespace SkyButler.Queries.Sql;

/// <summary>Comparisons of dates that are kept to the microsecond with times that are finer: these lie between two dates that can be.</summary>
internal static class CalendarComparisons
{
    private const long Microsecond = 1000;

    /// <summary>Whether a time lies between two dates.</summary>
    public static bool IsTooFine(Scalar scalar) => scalar is Scalar.Literal { Type: ScalarType.DateTime, Value: long instant } && instant % Microsecond != 0;

    /// <summary>Whether a date is compared with such a time.</summary>
    public static bool IsTooFine(Predicate.Comparison comparison) =>
        (comparison.Left.Type == ScalarType.IngestDate && IsTooFine(comparison.Right)) || (comparison.Right.Type == ScalarType.IngestDate && IsTooFine(comparison.Left));

    /// <summary>The same of a date before or after the time; null for equality, which no date has.</summary>
    public static Predicate.Comparison? Rounded(Predicate.Comparison comparison)
    {
        var isRight = IsTooFine(comparison.Right);
        var literal = (Scalar.Literal)(isRight ? comparison.Right : comparison.Left);
        var before = (long)literal.Value! / Microsecond * Microsecond;
        // A date is before the time if it is before the next date, and after it if it is after the last one.
        bool? isNext = (comparison.Operator, isRight) switch
        {
            (BinaryOperator.Less or BinaryOperator.GreaterOrEqual, true) or (BinaryOperator.Greater or BinaryOperator.LessOrEqual, false) => true,
            (BinaryOperator.Equal or BinaryOperator.NotEqual, _) => null,
            _ => false,
        };
        if (isNext is not { } next)
            return null;
        var rounded = literal with { Value = next ? before + Microsecond : before };
        return isRight ? comparison with { Right = rounded } : comparison with { Left = rounded };
    }
}
