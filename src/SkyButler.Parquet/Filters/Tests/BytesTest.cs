using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Metadata;

namespace SkyButler.Parquet.Filters.Tests;

/// <summary>Ranges of bytes in the order of their values, from one up to but without another; no end is after everything.</summary>
internal sealed class BytesTest((byte[] From, byte[]? Before)[] ranges) : ValueTest
{
    public static IEnumerable<(byte[] From, byte[]? Before)> Ranges(Comparison comparison, byte[] value)
    {
        // Nothing lies between a value and itself with a zero behind.
        byte[] next = [.. value, 0];
        return comparison switch
        {
            Comparison.Equal => [(value, next)],
            Comparison.NotEqual => [([], value), (next, null)],
            Comparison.LessThan => [([], value)],
            Comparison.AtMost => [([], next)],
            Comparison.GreaterThan => [(next, null)],
            _ => [(value, null)],
        };
    }

    public override bool MayMatch(ColumnStatistics known)
    {
        // The obsolete bounds compare bytes with a sign.
        if (known.AreObsolete || known.Minimum is not { } minimum || known.Maximum is not { } maximum)
            return true;
        return Array.Exists(ranges, r => r.From.AsSpan().SequenceCompareTo(maximum.Span) <= 0 && (r.Before is null || minimum.Span.SequenceCompareTo(r.Before) < 0));
    }

    public override void Evaluate(ParquetColumn column, Span<bool> result)
    {
        for (var i = 0; i < result.Length; i++)
            result[i] = Passes(column is BinaryColumn binary ? binary.GetBytes(i) : ((FixedBinaryColumn)column).GetBytes(i));
    }

    private bool Passes(ReadOnlySpan<byte> value)
    {
        foreach (var (from, before) in ranges)
            if (value.SequenceCompareTo(from) >= 0 && (before is null || value.SequenceCompareTo(before) < 0))
                return true;
        return false;
    }
}
