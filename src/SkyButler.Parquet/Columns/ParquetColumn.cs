using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Columns;

/// <summary>
/// Values of one field, laid out as Arrow does: numbers one after the other, bytes and lists with offsets, nulls in a mask beside them.
/// </summary>
public abstract class ParquetColumn
{
    private protected ParquetColumn(ParquetField field, int length, ReadOnlyMemory<bool> validity)
    {
        if (validity.Length != 0 && validity.Length != length)
            throw new ParquetRequestException($"The column '{field.Name}' has {length} values, but its mask of nulls {validity.Length}; give one for each or none");
        Field = field;
        Length = length;
        NullCount = validity.Span.Count(false);
        Validity = NullCount == 0 ? default : validity;
        if (NullCount > 0 && !field.IsNullable)
            throw new ParquetRequestException($"The column '{field.Name}' has {NullCount} nulls, but its field is required; make it nullable");
    }

    /// <summary>What the values are.</summary>
    public ParquetField Field { get; }

    /// <summary>The field's name.</summary>
    public string Name => Field.Name;

    /// <summary>How many values there are, nulls among them.</summary>
    public int Length { get; }

    /// <summary>How many are null.</summary>
    public int NullCount { get; }

    /// <summary>For each value whether it is there; empty where none is null.</summary>
    public ReadOnlyMemory<bool> Validity { get; }

    /// <summary>Whether a value is null.</summary>
    public bool IsNull(int index) => NullCount > 0 && !Validity.Span[index];

    /// <summary>
    /// A value as an object: numbers, <see cref="string"/>, <c>byte[]</c>, <see cref="Guid"/> or one of <see cref="Values"/>; for a list an
    /// array of objects, for a struct a dictionary, for a map an array of pairs of key and value; null for null. Convenient, not quick.
    /// </summary>
    public object? GetValue(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Length, nameof(index));
        return IsNull(index) ? null : GetPresentValue(index);
    }

    /// <summary>How many bytes of memory its arrays take, also where they are not full.</summary>
    internal virtual long Bytes => BytesOf(Validity);

    private protected abstract object? GetPresentValue(int index);

    /// <summary>This column's values at some places.</summary>
    internal abstract ParquetColumn Take(ReadOnlySpan<int> indices);

    /// <summary>Some values of this column, one after the other.</summary>
    internal abstract ParquetColumn Slice(int start, int count);

    private protected static long BytesOf<T>(ReadOnlyMemory<T> items)
        where T : unmanaged =>
        (long)Unsafe.SizeOf<T>() * (MemoryMarshal.TryGetArray(items, out var found) ? found.Array!.Length : items.Length);

    private protected ReadOnlyMemory<bool> TakeValidity(ReadOnlySpan<int> indices)
    {
        if (NullCount == 0)
            return default;
        var taken = new bool[indices.Length];
        var validity = Validity.Span;
        for (var i = 0; i < taken.Length; i++)
            taken[i] = validity[indices[i]];
        return taken;
    }

    private protected ReadOnlyMemory<bool> SliceValidity(int start, int count) => NullCount == 0 ? default : Validity.Slice(start, count);
}
