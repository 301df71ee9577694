using System.Runtime.CompilerServices;
using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Values;

namespace SkyButler.Parquet.Columns;

/// <summary>
/// Numbers or truth values. <typeparamref name="T"/> is the field's <see cref="ParquetField.ValueType"/>; dates, times, timestamps and
/// decimals of up to 18 digits are kept as the numbers that the file has.
/// </summary>
/// <typeparam name="T">bool, an integer of 8 to 64 bits, Half, float or double.</typeparam>
public sealed class ValueColumn<T> : ParquetColumn
    where T : unmanaged
{
    /// <summary>Takes values, with anything in the places of nulls.</summary>
    /// <exception cref="ParquetRequestException">The field holds other values, or the mask doesn't fit.</exception>
    public ValueColumn(ParquetField field, ReadOnlyMemory<T> values, ReadOnlyMemory<bool> validity = default)
        : base(field, values.Length, validity)
    {
        if (field.ValueType != typeof(T))
            throw new ParquetRequestException($"The column '{field.Name}' cannot hold {typeof(T).Name}: its field is {field.TypeName}, kept as {field.ValueType?.Name ?? "bytes or other columns"}");
        Values = values;
    }

    /// <summary>Takes values under a name; the field follows from their type.</summary>
    public ValueColumn(string name, ReadOnlyMemory<T> values, ReadOnlyMemory<bool> validity = default)
        : this(validity.Length > 0 ? ParquetField.Of<T>(name) : ParquetField.Of<T>(name).Required(), values, validity)
    {
    }

    /// <summary>The values; the default in the places of nulls where they come from a file.</summary>
    public ReadOnlyMemory<T> Values { get; }

    internal override long Bytes => base.Bytes + BytesOf(Values);

    private protected override object? GetPresentValue(int index)
    {
        var value = Values.Span[index];
        if (Field.LogicalType is not { } type)
            return value;
        return type.Kind switch
        {
            LogicalKind.Date => new ParquetDate(Unsafe.As<T, int>(ref value)),
            LogicalKind.Time => new ParquetTime(Whole(value), type.Unit, type.IsUtc),
            LogicalKind.Timestamp => new ParquetTimestamp(Whole(value), type.Unit, type.IsUtc),
            LogicalKind.Decimal => new ParquetDecimal(Whole(value), type.Scale),
            _ => value,
        };
    }

    internal override ParquetColumn Take(ReadOnlySpan<int> indices)
    {
        var taken = new T[indices.Length];
        var values = Values.Span;
        for (var i = 0; i < taken.Length; i++)
            taken[i] = values[indices[i]];
        return new ValueColumn<T>(Field, taken, TakeValidity(indices));
    }

    internal override ParquetColumn Slice(int start, int count) => new ValueColumn<T>(Field, Values.Slice(start, count), SliceValidity(start, count));

    private static long Whole(T value) => Unsafe.SizeOf<T>() == sizeof(int) ? Unsafe.As<T, int>(ref value) : Unsafe.As<T, long>(ref value);
}
