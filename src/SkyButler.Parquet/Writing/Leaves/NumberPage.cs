using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Writing.Leaves;

/// <summary>Numbers of four or eight bytes.</summary>
internal sealed class NumberPage<T>(ParquetField field) : LeafPage
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private readonly GrowingList<T> values = new();
    private readonly GrowingList<T> dictionary = new();
    private readonly PositionTable table = new();
    private long found;

    public override int Count => values.Count;

    public override long Bytes => (long)values.Count * Unsafe.SizeOf<T>();

    public override int DictionaryCount => dictionary.Count;

    public override void Append(ParquetColumn column, int start, int count)
    {
        var target = values.Extend(count);
        switch (column)
        {
            case ValueColumn<T> same: same.Values.Span.Slice(start, count).CopyTo(target); break;
            case ValueColumn<uint> c: MemoryMarshal.Cast<uint, T>(c.Values.Span.Slice(start, count)).CopyTo(target); break;
            case ValueColumn<ulong> c: MemoryMarshal.Cast<ulong, T>(c.Values.Span.Slice(start, count)).CopyTo(target); break;
            case ValueColumn<sbyte> c: Widen(c.Values.Span.Slice(start, count), target); break;
            case ValueColumn<byte> c: Widen(c.Values.Span.Slice(start, count), target); break;
            case ValueColumn<short> c: Widen(c.Values.Span.Slice(start, count), target); break;
            default: Widen(((ValueColumn<ushort>)column).Values.Span.Slice(start, count), target); break;
        }
    }

    public override void Append(ParquetColumn column, ReadOnlySpan<int> places)
    {
        if (column is not ValueColumn<T> same)
        {
            // Narrow numbers are rare in tables; each run of places is taken at once.
            for (var i = 0; i < places.Length;)
            {
                var run = 1;
                while (i + run < places.Length && places[i + run] == places[i] + run)
                    run++;
                Append(column, places[i], run);
                i += run;
            }

            return;
        }

        var from = same.Values.Span;
        var target = values.Extend(places.Length);
        for (var i = 0; i < places.Length; i++)
            target[i] = from[places[i]];
    }

    public override void WritePlain(PooledWriter output) => Write(values.Filled, output);

    public override bool TryFind(Span<int> positions, int mostBytes)
    {
        var all = values.Filled;
        var most = mostBytes / Unsafe.SizeOf<T>();
        for (var i = 0; i < all.Length; i++)
        {
            positions[i] = Find(all[i]);
            if (dictionary.Count > most || ((i & (DictionaryRule.Sample - 1)) == DictionaryRule.Sample - 1 && !DictionaryRule.Pays(dictionary.Count, found + i + 1)))
                return false;
        }

        found += all.Length;
        return true;
    }

    public override void WriteDictionary(PooledWriter output) => Write(dictionary.Filled, output);

    public override void ClearDictionary()
    {
        dictionary.Clear();
        table.Clear();
        found = 0;
    }

    public override (ReadOnlyMemory<byte> Minimum, ReadOnlyMemory<byte> Maximum)? Bounds()
    {
        if (field.PhysicalType == PhysicalType.Int96 || values.Count == 0)
            return null;
        if (field.ValueType == typeof(uint))
            return Bounds(MemoryMarshal.Cast<T, uint>(values.Filled));
        return field.ValueType == typeof(ulong) ? Bounds(MemoryMarshal.Cast<T, ulong>(values.Filled)) : Bounds(values.Filled);
    }

    public override void Clear() => values.Clear();

    private static (ReadOnlyMemory<byte> Minimum, ReadOnlyMemory<byte> Maximum)? Bounds<TOrder>(ReadOnlySpan<TOrder> all)
        where TOrder : unmanaged, INumber<TOrder>, IMinMaxValue<TOrder>
    {
        // Comparisons with what is not a number are false, so it never becomes a bound.
        var (least, most) = (Infinite<TOrder>(1), Infinite<TOrder>(-1));
        var vectors = MemoryMarshal.Cast<TOrder, Vector<TOrder>>(all);
        var (leasts, mosts) = (new Vector<TOrder>(least), new Vector<TOrder>(most));
        foreach (var some in vectors)
        {
            leasts = Vector.ConditionalSelect(Vector.LessThan(some, leasts), some, leasts);
            mosts = Vector.ConditionalSelect(Vector.GreaterThan(some, mosts), some, mosts);
        }

        for (var i = 0; i < Vector<TOrder>.Count; i++)
        {
            least = leasts[i] < least ? leasts[i] : least;
            most = mosts[i] > most ? mosts[i] : most;
        }

        var any = vectors.Length > 0;
        foreach (var value in all[(vectors.Length * Vector<TOrder>.Count)..])
        {
            any = true;
            least = value < least ? value : least;
            most = value > most ? value : most;
        }

        if (!any || least > most)
            return null;
        // The format wants zeros of floating numbers with the sign that makes the bounds wider.
        return (Encode(NegativeZero(least)), Encode(TOrder.IsZero(most) ? TOrder.Zero : most));
    }

    private static TOrder NegativeZero<TOrder>(TOrder least)
        where TOrder : unmanaged, INumber<TOrder> =>
        TOrder.IsZero(least) && typeof(TOrder) == typeof(double) ? TOrder.CreateTruncating(-0.0)
        : TOrder.IsZero(least) && typeof(TOrder) == typeof(float) ? TOrder.CreateTruncating(-0f)
        : least;

    private static TOrder Infinite<TOrder>(int sign)
        where TOrder : unmanaged, INumber<TOrder>, IMinMaxValue<TOrder>
    {
        if (typeof(TOrder) == typeof(double) || typeof(TOrder) == typeof(float))
            return TOrder.CreateTruncating(sign > 0 ? double.PositiveInfinity : double.NegativeInfinity);
        return sign > 0 ? TOrder.MaxValue : TOrder.MinValue;
    }

    private static byte[] Encode<TOrder>(TOrder value)
        where TOrder : unmanaged =>
        MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref value, 1)).ToArray();

    private static void Write(ReadOnlySpan<T> from, PooledWriter output)
    {
        var bytes = MemoryMarshal.AsBytes(from);
        bytes.CopyTo(output.GetSpan(bytes.Length));
        output.Advance(bytes.Length);
    }

    private static void Widen<TNarrow>(ReadOnlySpan<TNarrow> from, Span<T> to)
        where TNarrow : unmanaged, INumber<TNarrow>
    {
        for (var i = 0; i < to.Length; i++)
            to[i] = T.CreateTruncating(from[i]);
    }

    private static ulong Bits(T value) => Unsafe.SizeOf<T>() == sizeof(uint) ? Unsafe.As<T, uint>(ref value) : Unsafe.As<T, ulong>(ref value);

    private int Find(T value)
    {
        var bits = Bits(value);
        var hash = PositionTable.Hash(bits);
        var known = dictionary.Filled;
        for (var slot = (int)hash & table.Mask; ; slot = (slot + 1) & table.Mask)
        {
            var position = table.At(slot);
            if (position < 0)
            {
                dictionary.Extend(1)[0] = value;
                return table.Add(slot, hash);
            }

            if (Bits(known[position]) == bits)
                return position;
        }
    }
}
