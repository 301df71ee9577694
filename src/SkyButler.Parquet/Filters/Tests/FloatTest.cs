using System.Buffers.Binary;
using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Filters.Tests;

/// <summary>Closed ranges of floating numbers; an open end is the next number inside.</summary>
internal sealed class FloatTest(ParquetField field, (double Least, double Most)[] ranges, bool takesNan) : ValueTest
{
    public static IEnumerable<(double Least, double Most)> Ranges(Comparison comparison, double value) => comparison switch
    {
        _ when double.IsNaN(value) => comparison == Comparison.NotEqual ? [(double.NegativeInfinity, double.PositiveInfinity)] : [],
        Comparison.Equal => [(value, value)],
        Comparison.NotEqual => [.. Below(value), .. Above(value)],
        Comparison.LessThan => Below(value),
        Comparison.AtMost => [(double.NegativeInfinity, value)],
        Comparison.GreaterThan => Above(value),
        _ => [(value, double.PositiveInfinity)],
    };

    public override bool MayMatch(ColumnStatistics known)
    {
        // Bounds leave out what is not a number.
        if (takesNan || known.Minimum is not { } minimum || known.Maximum is not { } maximum)
            return true;
        var (least, most) = (Decode(minimum.Span), Decode(maximum.Span));
        return double.IsNaN(least) || double.IsNaN(most) || Array.Exists(ranges, r => r.Least <= most && r.Most >= least);
    }

    public override void Evaluate(ParquetColumn column, Span<bool> result)
    {
        switch (column)
        {
            case ValueColumn<double> wide:
                for (var i = 0; i < result.Length; i++)
                    result[i] = Passes(wide.Values.Span[i]);
                break;
            case ValueColumn<float> narrow:
                for (var i = 0; i < result.Length; i++)
                    result[i] = Passes(narrow.Values.Span[i]);
                break;
            default:
                var halves = ((ValueColumn<Half>)column).Values.Span;
                for (var i = 0; i < result.Length; i++)
                    result[i] = Passes((double)halves[i]);
                break;
        }
    }

    private static (double Least, double Most)[] Below(double value) => double.IsNegativeInfinity(value) ? [] : [(double.NegativeInfinity, Math.BitDecrement(value))];

    private static (double Least, double Most)[] Above(double value) => double.IsPositiveInfinity(value) ? [] : [(Math.BitIncrement(value), double.PositiveInfinity)];

    private bool Passes(double value)
    {
        foreach (var (least, most) in ranges)
            if (value >= least && value <= most)
                return true;
        return takesNan && double.IsNaN(value);
    }

    private double Decode(ReadOnlySpan<byte> bound) => (bound.Length, field.PhysicalType) switch
    {
        (4, PhysicalType.Float) => BinaryPrimitives.ReadSingleLittleEndian(bound),
        (8, PhysicalType.Double) => BinaryPrimitives.ReadDoubleLittleEndian(bound),
        (2, PhysicalType.FixedByteArray) => (double)BinaryPrimitives.ReadHalfLittleEndian(bound),
        _ => double.NaN,
    };
}
