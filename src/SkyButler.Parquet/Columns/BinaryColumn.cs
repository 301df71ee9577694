using System.Numerics;
using System.Text;
using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Values;

namespace SkyButler.Parquet.Columns;

/// <summary>Texts or bytes of any length, all in one piece; strings are made when they are asked for.</summary>
public sealed class BinaryColumn : ParquetColumn
{
    /// <summary>Takes bytes and where each value begins and ends in them.</summary>
    /// <param name="field">A field of <see cref="PhysicalType.ByteArray"/>.</param>
    /// <param name="offsets">One more than there are values; value i is from offset i to offset i+1.</param>
    /// <param name="data">The bytes of all values.</param>
    /// <param name="validity">For each value whether it is there; empty where none is null.</param>
    /// <exception cref="ParquetRequestException">The field holds other values, or lengths don't fit.</exception>
    public BinaryColumn(ParquetField field, ReadOnlyMemory<int> offsets, ReadOnlyMemory<byte> data, ReadOnlyMemory<bool> validity = default)
        : base(field, OffsetRule.CountOf(field, offsets, data.Length), validity)
    {
        if (field.Kind != FieldKind.Value || field.PhysicalType != PhysicalType.ByteArray)
            throw new ParquetRequestException($"The column '{field.Name}' cannot hold bytes of any length: its field is {field.TypeName}");
        Offsets = offsets;
        Data = data;
    }

    /// <summary>Where values begin, and at last where the last one ends.</summary>
    public ReadOnlyMemory<int> Offsets { get; }

    /// <summary>The bytes of all values.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Makes a column of texts, null where one is null.</summary>
    public static BinaryColumn FromStrings(string name, IReadOnlyList<string?> texts) => FromStrings(ParquetField.Text(name), texts);

    /// <summary>Makes a column of texts, null where one is null.</summary>
    public static BinaryColumn FromStrings(ParquetField field, IReadOnlyList<string?> texts)
    {
        var total = 0;
        for (var i = 0; i < texts.Count; i++)
            total = checked(total + (texts[i] is { } text ? Encoding.UTF8.GetByteCount(text) : 0));
        var data = new byte[total];
        var offsets = new int[texts.Count + 1];
        var valid = new bool[texts.Count];
        for (var i = 0; i < texts.Count; i++)
        {
            valid[i] = texts[i] is not null;
            offsets[i + 1] = offsets[i] + (texts[i] is { } text ? Encoding.UTF8.GetBytes(text, data.AsSpan(offsets[i])) : 0);
        }

        return new(field, offsets, data, valid);
    }

    /// <summary>Makes a column of bytes, null where one is null.</summary>
    public static BinaryColumn FromBytes(ParquetField field, IReadOnlyList<byte[]?> values)
    {
        var offsets = new int[values.Count + 1];
        for (var i = 0; i < values.Count; i++)
            offsets[i + 1] = checked(offsets[i] + (values[i]?.Length ?? 0));
        var data = new byte[offsets[^1]];
        for (var i = 0; i < values.Count; i++)
            values[i]?.CopyTo(data, offsets[i]);
        return new(field, offsets, data, values.Select(v => v is not null).ToArray());
    }

    /// <summary>The bytes of a value; none for null.</summary>
    public ReadOnlySpan<byte> GetBytes(int index)
    {
        var offsets = Offsets.Span;
        return Data.Span[offsets[index]..offsets[index + 1]];
    }

    /// <summary>A value as text; null for null. Bytes that are not UTF-8 are replaced.</summary>
    public string? GetString(int index) => IsNull(index) ? null : Encoding.UTF8.GetString(GetBytes(index));

    /// <summary>All values as texts; equal neighbours share one.</summary>
    public string?[] ToStrings()
    {
        var texts = new string?[Length];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = i > 0 && texts[i - 1] is { } last && !IsNull(i) && GetBytes(i - 1).SequenceEqual(GetBytes(i)) ? last : GetString(i);
        return texts;
    }

    internal override long Bytes => base.Bytes + BytesOf(Offsets) + BytesOf(Data);

    private protected override object? GetPresentValue(int index) => Field.LogicalType switch
    {
        { IsText: true } => GetString(index),
        { Kind: LogicalKind.Decimal } type => new ParquetDecimal(new BigInteger(GetBytes(index), isBigEndian: true), type.Scale),
        _ => GetBytes(index).ToArray(),
    };

    internal override ParquetColumn Take(ReadOnlySpan<int> indices)
    {
        var offsets = new int[indices.Length + 1];
        var from = Offsets.Span;
        for (var i = 0; i < indices.Length; i++)
            offsets[i + 1] = checked(offsets[i] + from[indices[i] + 1] - from[indices[i]]);
        var data = new byte[offsets[^1]];
        for (var i = 0; i < indices.Length; i++)
            GetBytes(indices[i]).CopyTo(data.AsSpan(offsets[i]));
        return new BinaryColumn(Field, offsets, data, TakeValidity(indices));
    }

    internal override ParquetColumn Slice(int start, int count) => new BinaryColumn(Field, Offsets.Slice(start, count + 1), Data, SliceValidity(start, count));
}
