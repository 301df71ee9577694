using System.Globalization;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Tests.Queries.Oracle.Conditions;

namespace SkyButler.Tests.Queries.Oracle.Making;

/// <summary>Writes values as literals or hands them over as bind values.</summary>
internal sealed class LiteralMaker(Choices choices)
{
    private int binds;

    public string NextBind => "b" + binds++.ToString(CultureInfo.InvariantCulture);

    /// <summary>A value near one that occurs, or that one.</summary>
    public Operand Near(Kind kind, IReadOnlyList<object> occurring) => kind switch
    {
        Kind.Int => Of(kind, (occurring.Count > 0 ? (long)choices.Pick(occurring) : 0) + choices.Pick(0, 0, 0, 0, 1, -1)),
        Kind.Text => Of(kind, occurring.Count > 0 && choices.Chance(85) ? choices.Pick(occurring) : "M"),
        Kind.Real => choices.Chance(20) ? Of(Kind.Int, (long)choices.Number(0, 60)) : Of(kind, occurring.Count > 0 ? choices.Pick(occurring) : 0.5),
        Kind.Id => Of(kind, occurring.Count > 0 ? choices.Pick(occurring) : choices.Identifier()),
        Kind.Ingested or Kind.Instant => Of(Kind.Instant, (occurring.Count > 0 ? Instant(choices.Pick(occurring)) : WorldMaker.Moment(0, 0)) + (kind == Kind.Ingested ? 1_000_000_000 : 1) * choices.Pick(0L, 0L, 1L, -1L, 500_000)),
        Kind.Span => Span(occurring),
        Kind.Region => Region(),
        _ => throw new InvalidOperationException($"No literal of {kind}."),
    };

    public Operand Of(Kind kind, object value)
    {
        var quoted = value is string text && text.Contains('\'', StringComparison.Ordinal);
        return (quoted || choices.Chance(15)) && kind is Kind.Int or Kind.Text or Kind.Real or Kind.Id or Kind.Span
            ? new Operand.Bind(kind, value, NextBind, choices.Chance(60))
            : new Operand.Literal(kind, value, Write(kind, value));
    }

    private static long Instant(object value) => value switch
    {
        Timespan { IsBeginUnbounded: false, IsEmpty: false } t => t.BeginNanoseconds,
        Timespan { IsEndUnbounded: false, IsEmpty: false } t => t.EndNanoseconds,
        Timespan => WorldMaker.Moment(0, 0),
        _ => (long)value,
    };

    private Operand Span(IReadOnlyList<object> occurring)
    {
        var begin = occurring.Count > 0 ? Instant(choices.Pick(occurring)) : WorldMaker.Moment(0, 0);
        var end = begin + choices.Pick(1L, 1_000_000_000L, 3_000_000_000_000L, 90_000_000_000_000L);
        return Of(Kind.Span, Timespan.Between(choices.Chance(15) ? null : begin, choices.Chance(15) ? null : end));
    }

    private Operand.Literal Region()
    {
        var (x, y, r) = (choices.Number(-6, 6) / 4.0 + 0.013, choices.Number(-4, 4) / 4.0 - 0.017, choices.Pick(0.05, 0.2, 0.5));
        var center = WorldMaker.Direction(x, y);
        return choices.Number(0, 3) switch
        {
            0 => new(Kind.Region, new Circle(center, 0), Invariant($"POINT({x}, {y})")),
            1 => new(Kind.Region, new Circle(center, 2 * r * Math.PI / 180), Invariant($"circle({x}, {y}, {r})")),
            2 => new(Kind.Region, new Circle(center, r * Math.PI / 180), Invariant($"REGION('CIRCLE {x} {y} {r}')")),
            _ => new(
                Kind.Region,
                ConvexPolygon.FromVertices([WorldMaker.Direction(x - r, y - r), WorldMaker.Direction(x + r, y - r), WorldMaker.Direction(x, y + r)]),
                Invariant($"POLYGON({x - r}, {y - r}, {x + r}, {y - r}, {x}, {y + r})")),
        };
    }

    private string Write(Kind kind, object value) => (kind, value) switch
    {
        (Kind.Int, long n) => n.ToString(CultureInfo.InvariantCulture),
        (Kind.Real, double x) => Invariant($"{x}") is var text && text.Contains('.', StringComparison.Ordinal) ? text : text + choices.Pick(".", ".0", "e0"),
        (Kind.Text, string s) => $"'{s}'",
        (Kind.Id, Guid id) => $"UUID('{id}')",
        (Kind.Instant, long ns) => Time(ns),
        (Kind.Span, Timespan t) => $"({(t.IsBeginUnbounded ? "NULL" : Time(t.BeginNanoseconds))}, {(t.IsEndUnbounded ? "null" : Time(t.EndNanoseconds))})",
        _ => throw new InvalidOperationException($"No literal {value} of {kind}."),
    };

    private string Time(long nanoseconds)
    {
        var date = TaiTime.ToTai(nanoseconds);
        return $"{choices.Pick("T", "t")}'{date.ToString(choices.Pick("yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss"), CultureInfo.InvariantCulture)}.{nanoseconds % 1_000_000_000:000000000}/tai'";
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
