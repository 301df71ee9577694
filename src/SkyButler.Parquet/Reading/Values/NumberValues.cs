using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Encodings;
using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Reading.Entries;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Reading.Values;

/// <summary>Numbers of four, eight or twelve bytes.</summary>
internal sealed class NumberValues<T>(MemoryBudget budget) : FixedSizeValues<T>(budget)
    where T : unmanaged
{
    private T[]? dictionary;

    public override void UseDictionary(byte[] buffer, int start, int end, int count)
    {
        if ((long)count * Unsafe.SizeOf<T>() > end - start)
            throw new ParquetFormatException($"a dictionary of {end - start} bytes is to hold {count} numbers of {Unsafe.SizeOf<T>()}");
        dictionary = MemoryMarshal.Cast<byte, T>(buffer.AsSpan(start, count * Unsafe.SizeOf<T>())).ToArray();
    }

    public override void ForgetDictionary() => dictionary = null;

    public override void StartPage(PageEncoding encoding, byte[] buffer, int start, int end, int most) => Decoder = encoding switch
    {
        PageEncoding.Plain => new PlainDecoder<T>(buffer, start, end),
        PageEncoding.PlainDictionary or PageEncoding.RunLengthDictionary => new DictionaryDecoder<T>(dictionary ?? throw NoDictionary(), Positions.Decoder(buffer, start, end)),
        PageEncoding.DeltaBinaryPacked when typeof(T) == typeof(int) || typeof(T) == typeof(long) => new DeltaNumberDecoder<T>(new(buffer, start, end)),
        PageEncoding.ByteStreamSplit when typeof(T) != typeof(Int96) => new SplitDecoder.Numbers<T>(buffer, start, end),
        _ => throw Unsuitable(encoding, $"numbers of type {typeof(T).Name}"),
    };

    public override ParquetColumn ToColumn(ParquetField field, ReadOnlyMemory<bool> validity)
    {
        var items = Items.Detach();
        if (typeof(T) == field.ValueType)
            return new ValueColumn<T>(field, items, validity);
        if (typeof(T) == typeof(Int96))
            return new ValueColumn<long>(field, Convert<long>(items.Span), validity);
        if (typeof(T) == typeof(long))
            return new ValueColumn<ulong>(field, Reinterpret<ulong>(items), validity);
        return field.ValueType switch
        {
            { } type when type == typeof(uint) => new ValueColumn<uint>(field, Reinterpret<uint>(items), validity),
            { } type when type == typeof(sbyte) => new ValueColumn<sbyte>(field, Convert<sbyte>(items.Span), validity),
            { } type when type == typeof(byte) => new ValueColumn<byte>(field, Convert<byte>(items.Span), validity),
            { } type when type == typeof(short) => new ValueColumn<short>(field, Convert<short>(items.Span), validity),
            _ => new ValueColumn<ushort>(field, Convert<ushort>(items.Span), validity),
        };
    }

    // The runtime lets an array of signed integers pass for one of unsigned ones, so that nothing need be copied.
    private static Memory<TOther> Reinterpret<TOther>(Memory<T> items)
    {
        MemoryMarshal.TryGetArray<T>(items, out var array);
        return Unsafe.As<TOther[]>(array.Array!).AsMemory(0, items.Length);
    }

    private TOther[] Convert<TOther>(ReadOnlySpan<T> items)
        where TOther : unmanaged
    {
        Budget.Take((long)items.Length * Unsafe.SizeOf<TOther>());
        var converted = GC.AllocateUninitializedArray<TOther>(items.Length);
        if (typeof(TOther) == typeof(long))
        {
            var times = MemoryMarshal.Cast<T, Int96>(items);
            var numbers = MemoryMarshal.Cast<TOther, long>(converted.AsSpan());
            for (var i = 0; i < numbers.Length; i++)
                numbers[i] = times[i].ToNanoseconds();
        }
        else if (Unsafe.SizeOf<TOther>() == sizeof(byte))
        {
            var from = MemoryMarshal.Cast<T, int>(items);
            var to = MemoryMarshal.Cast<TOther, byte>(converted.AsSpan());
            for (var i = 0; i < to.Length; i++)
                to[i] = (byte)from[i];
        }
        else
        {
            var from = MemoryMarshal.Cast<T, int>(items);
            var to = MemoryMarshal.Cast<TOther, short>(converted.AsSpan());
            for (var i = 0; i < to.Length; i++)
                to[i] = (short)from[i];
        }

        return converted;
    }
}
