using System.Buffers.Binary;
using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Filters.Tests;

/// <summary>Ranges of whole numbers, dates, times, short decimals and truth values. Unsigned numbers of 64 bits are moved down by half their range.</summary>
internal sealed class IntegerTest : ValueTest
{
    private readonly ParquetField field;
    private readonly (long Least, long Most)[] ranges;

    private IntegerTest(ParquetField field, (long Least, long Most)[] ranges) => (this.field, this.ranges) = (field, ranges);

    private static Int128 Shift(ParquetField field) => field.ValueType == typeof(ulong) ? (Int128)1 << 63 : 0;

    public static IntegerTest Make(ParquetField field, Comparison comparison, IReadOnlyList<(Int128 Floor, bool IsExact)> values)
    {
        var shift = Shift(field);
        var ranges = new List<(long Least, long Most)>();
        foreach (var (floor, exact) in values)
        {
            foreach (var (least, most) in Ranges(comparison, floor - shift, exact))
            {
                var (from, to) = (Int128.Max(least, long.MinValue), Int128.Min(most, long.MaxValue));
                if (from <= to)
                    ranges.Add(((long)from, (long)to));
            }
        }

        ranges.Sort();
        return new(field, [.. ranges]);
    }

    public override bool MayMatch(ColumnStatistics known)
    {
        if (known.Minimum is not { } minimum || known.Maximum is not { } maximum || Decode(minimum.Span) is not { } least || Decode(maximum.Span) is not { } most)
            return true;
        // The obsolete bounds compare with a sign.
        var isUnsigned = field.ValueType == typeof(uint) || field.ValueType == typeof(ulong);
        return (known.AreObsolete && isUnsigned) || field.PhysicalType == PhysicalType.Int96 || Array.Exists(ranges, r => r.Least <= most && r.Most >= least);
    }

    public override void Evaluate(ParquetColumn column, Span<bool> result)
    {
        switch (column)
        {
            case ValueColumn<bool> c: Evaluate(c.Values.Span, result); break;
            case ValueColumn<sbyte> c: Evaluate(c.Values.Span, result); break;
            case ValueColumn<byte> c: Evaluate(c.Values.Span, result); break;
            case ValueColumn<short> c: Evaluate(c.Values.Span, result); break;
            case ValueColumn<ushort> c: Evaluate(c.Values.Span, result); break;
            case ValueColumn<int> c: Evaluate(c.Values.Span, result); break;
            case ValueColumn<uint> c: Evaluate(c.Values.Span, result); break;
            case ValueColumn<ulong> c: Evaluate(c.Values.Span, result); break;
            default: Evaluate(((ValueColumn<long>)column).Values.Span, result); break;
        }
    }

    private static IEnumerable<(Int128 Least, Int128 Most)> Ranges(Comparison comparison, Int128 floor, bool exact) => comparison switch
    {
        Comparison.Equal => exact ? [(floor, floor)] : [],
        Comparison.NotEqual => exact ? [(Int128.MinValue, floor - 1), (floor + 1, Int128.MaxValue)] : [(Int128.MinValue, Int128.MaxValue)],
        Comparison.LessThan => [(Int128.MinValue, exact ? floor - 1 : floor)],
        Comparison.AtMost => [(Int128.MinValue, floor)],
        Comparison.GreaterThan => [(floor + 1, Int128.MaxValue)],
        _ => [(exact ? floor : floor + 1, Int128.MaxValue)],
    };

    private static long Key<T>(T value)
        where T : unmanaged =>
        typeof(T) == typeof(bool) ? ((bool)(object)value ? 1 : 0)
        : typeof(T) == typeof(ulong) ? (long)((ulong)(object)value ^ (1ul << 63))
        : typeof(T) == typeof(long) ? (long)(object)value
        : typeof(T) == typeof(uint) ? (uint)(object)value
        : typeof(T) == typeof(int) ? (int)(object)value
        : typeof(T) == typeof(ushort) ? (ushort)(object)value
        : typeof(T) == typeof(short) ? (short)(object)value
        : typeof(T) == typeof(byte) ? (byte)(object)value
        : (sbyte)(object)value;

    private void Evaluate<T>(ReadOnlySpan<T> values, Span<bool> result)
        where T : unmanaged
    {
        if (ranges.Length == 1)
        {
            var (least, most) = ranges[0];
            for (var i = 0; i < values.Length; i++)
                result[i] = Key(values[i]) is var key && key >= least & key <= most;
            return;
        }

        for (var i = 0; i < values.Length; i++)
            result[i] = IsInside(Key(values[i]));
    }

    // Ranges are in order and don't overlap: the last that begins at or before the number is the one that may hold it.
    private bool IsInside(long number)
    {
        int low = 0, high = ranges.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = ranges[middle].Least <= number ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && ranges[low - 1].Most >= number;
    }

    private long? Decode(ReadOnlySpan<byte> bound) => (bound.Length, field.PhysicalType) switch
    {
        (1, PhysicalType.Boolean) => bound[0],
        (4, PhysicalType.Int32) when field.ValueType == typeof(uint) => BinaryPrimitives.ReadUInt32LittleEndian(bound),
        (4, PhysicalType.Int32) => BinaryPrimitives.ReadInt32LittleEndian(bound),
        (8, PhysicalType.Int64) when field.ValueType == typeof(ulong) => (long)(BinaryPrimitives.ReadUInt64LittleEndian(bound) ^ (1ul << 63)),
        (8, PhysicalType.Int64) => BinaryPrimitives.ReadInt64LittleEndian(bound),
        _ => null,
    };
}
