using System.Globalization;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Queries.Expressions.Literals;
using SkyButler.Queries.Expressions.Syntax;

namespace SkyButler.Queries.Expressions;

/// <summary>A value in a condition whose type is known.</summary>
/// <param name="Type">Its type.</param>
internal abstract record Scalar(ScalarType Type)
{
    /// <summary>The value NULL.</summary>
    public static Literal Null { get; } = new(ScalarType.Null, null);

    /// <summary>A known value as a literal; lists are not values.</summary>
    /// <exception cref="QueryException">Its .NET type stands for no column type.</exception>
    public static Literal Of(object? value) => value switch
    {
        null => Null,
        bool => new Literal(ScalarType.Bool, value),
        long => new Literal(ScalarType.Int, value),
        int or short or byte or sbyte or ushort or uint => new Literal(ScalarType.Int, Convert.ToInt64(value, null)),
        double => new Literal(ScalarType.Float, value),
        decimal number => new Literal(ScalarType.Float, (double)number),
        float single => new Literal(ScalarType.Float, (double)single),
        string => new Literal(ScalarType.String, value),
        Guid => new Literal(ScalarType.Uuid, value),
        DateTime date => new Literal(ScalarType.DateTime, TimeLiteral.Of(date.Kind == DateTimeKind.Local ? date.ToUniversalTime() : date)),
        DateTimeOffset date => new Literal(ScalarType.DateTime, TimeLiteral.Of(date.UtcDateTime)),
        DateOnly date => new Literal(ScalarType.DateTime, TimeLiteral.Of(date.ToDateTime(TimeOnly.MinValue))),
        TaiInstant instant => new Literal(ScalarType.DateTime, instant.Nanoseconds),
        Timespan => new Literal(ScalarType.Timespan, value),
        Geometry.Region => new Literal(ScalarType.Region, value),
        byte[] => new Literal(ScalarType.Hash, value),
        Dimensions.DataIds.DataIdValue key => Of(key.ToObject()),
        _ => throw new QueryException($"A value of type {value.GetType().Name} can't be compared with any column; give an integer, number, text, date, timespan, region or UUID."),
    };

    /// <summary>A value that is written out: long, string, double, bool, Guid, TAI nanoseconds (long), <see cref="Timespan"/>, <see cref="Region"/> or null.</summary>
    internal sealed record Literal(ScalarType Type, object? Value) : Scalar(Type)
    {
        /// <inheritdoc />
        public override string ToString() => (Type, Value) switch
        {
            (_, string text) => $"'{text}'",
            (ScalarType.DateTime, long instant) => $"T'{TaiTime.ToIso(instant)}/tai'",
            (_, Geometry.Region region) => RegionText.Of(region),
            (_, IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture),
            _ => Value?.ToString() ?? "NULL",
        };
    }

    /// <summary>The value of a column.</summary>
    internal sealed record Reference(QueryColumn Column) : Scalar(Column.Type)
    {
        /// <inheritdoc />
        public override string ToString() => Column.QualifiedName;
    }

    /// <summary>The first instant of a timespan, or the first after it.</summary>
    internal sealed record Bound(Scalar Timespan, bool IsEnd) : Scalar(ScalarType.DateTime)
    {
        /// <inheritdoc />
        public override string ToString() => $"{Timespan}.{(IsEnd ? "end" : "begin")}";
    }

    /// <summary>The value with the other sign.</summary>
    internal sealed record Negated(Scalar Operand) : Scalar(Operand.Type)
    {
        /// <inheritdoc />
        public override string ToString() => $"-{Operand}";
    }

    /// <summary>A sum, difference, product, quotient or remainder.</summary>
    internal sealed record Arithmetic(BinaryOperator Operator, Scalar Left, Scalar Right) : Scalar(Left.Type)
    {
        /// <inheritdoc />
        public override string ToString() => $"({Left} {Operator.Symbol()} {Right})";
    }
}
