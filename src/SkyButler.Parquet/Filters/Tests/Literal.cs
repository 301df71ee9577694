using System.Globalization;
using System.Numerics;
using System.Text;
using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Values;

namespace SkyButler.Parquet.Filters.Tests;

/// <summary>Brings the values of filters into the form of a column's.</summary>
internal static class Literal
{
    private const long NanosecondsPerTick = 100;
    private static readonly Int128 NanosecondsPerDay = 86_400_000_000_000;

    /// <summary>The value as a whole number as the column keeps them, rounded down, and whether nothing was lost.</summary>
    public static (Int128 Floor, bool IsExact) Whole(ParquetField field, object value)
    {
        var kind = field.LogicalType?.Kind;
        return value switch
        {
            bool flag when field.ValueType == typeof(bool) => (flag ? 1 : 0, true),
            DateOnly day when kind is LogicalKind.Date or LogicalKind.Timestamp => Times(field, (day.ToDateTime(TimeOnly.MinValue) - DateTime.UnixEpoch).Ticks),
            DateTimeOffset moment when kind is LogicalKind.Date or LogicalKind.Timestamp => Times(field, moment.UtcTicks - DateTime.UnixEpoch.Ticks),
            DateTime moment when kind is LogicalKind.Date or LogicalKind.Timestamp => Times(field, moment.Ticks - DateTime.UnixEpoch.Ticks),
            TimeOnly time when kind == LogicalKind.Time => Times(field, time.Ticks),
            ParquetTimestamp time when kind is LogicalKind.Timestamp => Divide((Int128)time.Value * (1_000_000_000 / TimeUnits.PerSecond(time.Unit)), 1_000_000_000 / TimeUnits.PerSecond(field.LogicalType!.Unit)),
            sbyte or byte or short or ushort or int or uint or long or ulong when field.ValueType != typeof(bool) => (Int128.CreateChecked(BigInteger.Parse(Text(value), CultureInfo.InvariantCulture)) * Scale(field), true),
            decimal number when field.ValueType != typeof(bool) => Round(number, Scale(field)),
            float or double or Half when field.ValueType != typeof(bool) => Round(Real(field, value), (double)Scale(field)),
            _ => throw Unsuitable(field, value),
        };
    }

    /// <summary>The value as a floating number.</summary>
    public static double Real(ParquetField field, object value) => value switch
    {
        Half half => (double)half,
        sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => throw Unsuitable(field, value),
    };

    /// <summary>The value as bytes.</summary>
    public static byte[] Bytes(ParquetField field, object value) => value switch
    {
        string text when field.PhysicalType == PhysicalType.ByteArray => Encoding.UTF8.GetBytes(text),
        Guid id when field.LogicalType?.Kind == LogicalKind.Uuid => id.ToByteArray(bigEndian: true),
        byte[] bytes => bytes,
        _ => throw Unsuitable(field, value),
    };

    private static (Int128 Floor, bool IsExact) Times(ParquetField field, long ticks)
    {
        var nanoseconds = (Int128)ticks * NanosecondsPerTick;
        return Divide(nanoseconds, field.LogicalType!.Kind == LogicalKind.Date ? NanosecondsPerDay : 1_000_000_000 / TimeUnits.PerSecond(field.LogicalType.Unit));
    }

    private static (Int128 Floor, bool IsExact) Divide(Int128 value, Int128 by)
    {
        var (quotient, rest) = Int128.DivRem(value, by);
        return (rest < 0 ? quotient - 1 : quotient, rest == 0);
    }

    private static (Int128 Floor, bool IsExact) Round(decimal number, Int128 scale)
    {
        var floor = decimal.Floor(number);
        // Both parts fit by themselves, where the product may not.
        var rest = (number - floor) * (decimal)scale;
        return (((Int128)floor * scale) + (Int128)decimal.Floor(rest), rest == decimal.Floor(rest));
    }

    private static (Int128 Floor, bool IsExact) Round(double number, double scale)
    {
        const double beyond = 1e36;
        var scaled = Math.Clamp(number * scale, -beyond, beyond);
        // What is not a number is equal to none, and neither less nor greater; far away it is at least not equal.
        return double.IsNaN(scaled) ? throw new ParquetRequestException("A column of whole numbers cannot be compared with what is not a number") : ((Int128)Math.Floor(scaled), scaled == Math.Floor(scaled));
    }

    private static Int128 Scale(ParquetField field) => field.LogicalType is { Kind: LogicalKind.Decimal } type ? Int128.CreateChecked(BigInteger.Pow(10, type.Scale)) : 1;

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static ParquetRequestException Unsuitable(ParquetField field, object value) =>
        new($"The column '{field.Name}' is {field.TypeName} and cannot be compared with {(value is string text ? $"the text '{text}'" : $"a value of type {value?.GetType().Name ?? "null"}")}");
}
