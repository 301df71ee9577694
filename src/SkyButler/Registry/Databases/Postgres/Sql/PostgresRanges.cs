using System.Globalization;
using NpgsqlTypes;
using SkyButler.Dimensions.Times;

namespace SkyButler.Registry.Databases.Postgres.Sql;

/// <summary>Timespans as ranges, in which an end that is not bounded is infinite rather than a sentinel.</summary>
internal static class PostgresRanges
{
    /// <summary>A timespan as SQL.</summary>
    public static string Literal(Timespan value)
    {
        if (value.IsEmpty)
            return "'empty'::int8range";
        var begin = value.IsBeginUnbounded ? "(" : string.Create(CultureInfo.InvariantCulture, $"[{value.BeginNanoseconds}");
        var end = value.IsEndUnbounded ? "" : value.EndNanoseconds.ToString(CultureInfo.InvariantCulture);
        return $"'{begin},{end})'::int8range";
    }

    /// <summary>The timespan between two numbers, which are SQL; neither is empty.</summary>
    public static string Between(string begin, string end) => string.Create(
        CultureInfo.InvariantCulture, $"int8range(NULLIF({begin}, {Timespan.MinNanoseconds}), NULLIF({end}, {Timespan.MaxNanoseconds}))");

    public static NpgsqlRange<long> Write(Timespan value) => value.IsEmpty
        ? NpgsqlRange<long>.Empty
        : new(value.BeginNanoseconds, !value.IsBeginUnbounded, value.IsBeginUnbounded, value.EndNanoseconds, false, value.IsEndUnbounded);

    public static Timespan Read(NpgsqlRange<long> range)
    {
        if (range.IsEmpty)
            return Timespan.Empty;
        // The server gives integers' ranges with an inclusive beginning and an exclusive end.
        return Timespan.FromStored(
            range.LowerBoundInfinite ? Timespan.MinNanoseconds : range.LowerBound, range.UpperBoundInfinite ? Timespan.MaxNanoseconds : range.UpperBound);
    }
}
