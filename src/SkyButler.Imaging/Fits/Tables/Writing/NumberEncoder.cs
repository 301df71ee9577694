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

    /// <summary>Whether nothing has come yet, so that which number stands for none is chosen later; a card is kept for it.</summary>
    private bool IsOpen { get; init; }

    public override ColumnEncoder InBatches() => IsWhole && column.Values.IsEmpty
        ? new NumberEncoder<T, TBits>(column, letter, nothing, turnsSign) { Axes = Axes, Zero = Zero, Missing = 0, IsOpen = true }
        : this;

    public override ColumnEncoder Again(Column other)
    {
        var next = (Column<T>)other;
        if (IsOpen)
            return ColumnEncoders.For(next).InBatches();
        if (Missing is null && next.HasMask && next.Mask.Contains(true) && IsWhole)
            throw new TableException($"Column '{next.Name}' has missing values in a later batch, but no number that stands for them: give its first batch a mask, too");
        if (Missing is not null)
            RequireOther(next);
        return new NumberEncoder<T, TBits>(next, letter, nothing, turnsSign) { Axes = Axes, Zero = Zero, Missing = Missing };
    }

    public override string Form => $"{_each}{letter}";

    private bool IsWhole => !ColumnTypes.IsFloating(column.Definition.Type) && column.Definition.Type is not (ColumnType.Complex64 or ColumnType.Complex128);

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

    // The number that stands for none was chosen by the first batch.
    private void RequireOther(Column<T> next)
    {
        for (int i = 0; i < next.Values.Length; i++)
        {
            if (EqualityComparer<T>.Default.Equals(next.Values[i], nothing) && !(next.HasMask && next.Mask[i]))
                throw new TableException($"Column '{next.Name}' holds {nothing} in a later batch, which stands for missing values since the first: widen its type, or write it without a mask");
        }
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
