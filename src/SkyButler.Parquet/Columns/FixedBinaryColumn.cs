using System.Numerics;
using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Values;

namespace SkyButler.Parquet.Columns;

/// <summary>Bytes, the same number for each value, one value after the other: UUIDs, long decimals, hashes.</summary>
public sealed class FixedBinaryColumn : ParquetColumn
{
    /// <summary>Takes bytes, with anything in the places of nulls.</summary>
    /// <exception cref="ParquetRequestException">The field holds other values, or there is no whole number of values.</exception>
    public FixedBinaryColumn(ParquetField field, ReadOnlyMemory<byte> data, ReadOnlyMemory<bool> validity = default)
        : base(field, Count(field, data.Length), validity) => Data = data;

    /// <summary>How many bytes each value has.</summary>
    public int Width => Field.ByteWidth;

    /// <summary>The bytes of all values.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The bytes of a value.</summary>
    public ReadOnlySpan<byte> GetBytes(int index) => Data.Span.Slice(index * Width, Width);

    internal override long Bytes => base.Bytes + BytesOf(Data);

    private protected override object? GetPresentValue(int index) => Field.LogicalType switch
    {
        { Kind: LogicalKind.Uuid } => new Guid(GetBytes(index), bigEndian: true),
        { Kind: LogicalKind.Decimal } type => new ParquetDecimal(new BigInteger(GetBytes(index), isBigEndian: true), type.Scale),
        { Kind: LogicalKind.Interval } => ParquetInterval.Read(GetBytes(index)),
        _ => GetBytes(index).ToArray(),
    };

    internal override ParquetColumn Take(ReadOnlySpan<int> indices)
    {
        var data = new byte[checked(indices.Length * Width)];
        for (var i = 0; i < indices.Length; i++)
            GetBytes(indices[i]).CopyTo(data.AsSpan(i * Width));
        return new FixedBinaryColumn(Field, data, TakeValidity(indices));
    }

    internal override ParquetColumn Slice(int start, int count) => new FixedBinaryColumn(Field, Data.Slice(start * Width, count * Width), SliceValidity(start, count));

    private static int Count(ParquetField field, int bytes)
    {
        if (field.Kind != FieldKind.Value || field.PhysicalType != PhysicalType.FixedByteArray || field.ValueType is not null)
            throw new ParquetRequestException($"The column '{field.Name}' cannot hold bytes of one length: its field is {field.TypeName}");
        return bytes % field.ByteWidth == 0 ? bytes / field.ByteWidth
            : throw new ParquetRequestException($"The column '{field.Name}' got {bytes} bytes, which are no whole number of values of {field.ByteWidth} bytes");
    }
}
