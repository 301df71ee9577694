using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SkyButler.Imaging.Fits.Tables.Reading;
using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Fits.Tables.Writing;

/// <summary>Numbers in a row: the most significant byte first, the sign bit turned where an offset of half the range is given.</summary>
/// <typeparam name="T">The type of the column.</typeparam>
/// <typeparam name="TBits">An unsigned integer of a number's size.</typeparam>
internal sealed class NumberEncoder<T, TBits>(Column<T> column, string letter, T nothing, bool turnsSign) : ColumnEncoder
    where T : unmanaged
    where TBits : unmanaged, IBinaryInteger<TBits>
{
    private readonly int _each = column.Definition.ElementsPerRow;
    private T[] _batch = [];

    public override string Form => $"{_each}{letter}";

    public override int Width => _each * Unsafe.SizeOf<T>();

    public override void Put(Span<byte> bytes, int stride, int first, int count)
    {
        int elements = count * _each;
        if (_batch.Length < elements)
            _batch = GC.AllocateUninitializedArray<T>(elements);
        var values = _batch.AsSpan(0, elements);
        column.Values.Slice(first * _each, elements).CopyTo(values);
        if (column.HasMask)
            Fill(values, column.Mask.Slice(first * _each, elements));
        var bits = MemoryMarshal.Cast<T, TBits>(values);
        if (turnsSign)
        {
            var sign = TBits.One << ((Unsafe.SizeOf<TBits>() * 8) - 1);
            foreach (ref var value in bits)
                value ^= sign;
        }

        var stored = MemoryMarshal.AsBytes(values);
        Gathering.Swap(stored, Unsafe.SizeOf<TBits>());
        Scatter(stored, bytes, stride);
    }

    private void Scatter(ReadOnlySpan<byte> stored, Span<byte> rows, int stride)
    {
        int width = Width;
        if (stride == width)
            stored.CopyTo(rows);
        else if (width == Unsafe.SizeOf<TBits>())
            ScatterSingle(MemoryMarshal.Cast<byte, TBits>(stored), rows, stride);
        else
        {
            for (int from = 0, to = 0; from < stored.Length; from += width, to += stride)
                stored.Slice(from, width).CopyTo(rows[to..]);
        }
    }

    private static void ScatterSingle(ReadOnlySpan<TBits> stored, Span<byte> rows, int stride)
    {
        if (stored.IsEmpty)
            return;
        _ = rows[((stored.Length - 1) * stride) + Unsafe.SizeOf<TBits>() - 1];
        ref byte to = ref MemoryMarshal.GetReference(rows);
        for (nint i = 0; i < stored.Length; i++)
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, i * stride), stored[(int)i]);
    }

    private void Fill(Span<T> values, ReadOnlySpan<bool> mask)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (mask[i])
                values[i] = nothing;
        }
    }
}
