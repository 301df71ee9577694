using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Expressions.Syntax;
using SkyButler.Registry.Databases;

namespace SkyButler.Queries.Sql;

/// <summary>Values of conditions as SQL.</summary>
internal sealed class ScalarText(ColumnText columns, SqlParameters parameters)
{
    /// <summary>A value, written so that it compares with another.</summary>
    public string Value(Scalar scalar, Scalar comparedWith) => scalar switch
    {
        Scalar.Literal { Type: ScalarType.DateTime, Value: long instant } when comparedWith.Type == ScalarType.IngestDate && columns.Variant.DatesAreText =>
            columns.Dialect.CalendarText(UtcText.Write(instant), parameters),
        Scalar.Literal literal => parameters.Value(Stored(literal.Value)),
        Scalar.Reference { Type: ScalarType.IngestDate } when columns.Variant.DatesAreText && comparedWith is not Scalar.Literal && comparedWith.Type != ScalarType.IngestDate =>
            throw new UnsupportedQueryException(
                $"{scalar} is kept as text in this repository and can't be compared with times of dimensions; compare it with a time literal."),
        Scalar.Reference reference => columns.Condition(reference.Column),
        Scalar.Bound bound => bound.IsEnd ? columns.Dialect.End(Timespan(bound.Timespan)) : columns.Dialect.Begin(Timespan(bound.Timespan)),
        Scalar.Negated negated => $"(- {Value(negated.Operand)})",
        Scalar.Arithmetic { Operator: BinaryOperator.Divide or BinaryOperator.Modulo } a =>
            $"({Value(a.Left)} {a.Operator.Symbol()} {(a.Right is Scalar.Literal { Value: not (0L or 0.0) } ? Value(a.Right) : columns.Dialect.Divisor(Value(a.Right)))})",
        Scalar.Arithmetic a => $"({Value(a.Left)} {a.Operator.Symbol()} {Value(a.Right)})",
        _ => throw new InvalidOperationException($"No SQL for {scalar}."),
    };

    /// <summary>A value that is compared with its like.</summary>
    public string Value(Scalar scalar) => Value(scalar, scalar);

    public TimespanText Timespan(Scalar scalar) => scalar switch
    {
        Scalar.Literal { Value: Timespan value } => columns.Dialect.Timespan(value, parameters),
        Scalar.Reference reference => columns.Timespan(reference.Column),
        _ => throw new InvalidOperationException($"{scalar} is not a timespan."),
    };

    private static object? Stored(object? value) => value switch
    {
        Region region => region.EncodeBase64(),
        byte[] hash => Convert.ToBase64String(hash),
        _ => value,
    };
}
