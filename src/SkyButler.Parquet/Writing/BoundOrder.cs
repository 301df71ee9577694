using System.Buffers.Binary;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Writing;

/// <summary>The order of a field's values in their plain encoding, which bounds go by.</summary>
internal static class BoundOrder
{
    /// <summary>How to compare values; null for fields whose values have no order in the format.</summary>
    public static Comparison<ReadOnlyMemory<byte>>? For(ParquetField field) => field.PhysicalType switch
    {
        PhysicalType.Boolean => static (a, b) => a.Span[0].CompareTo(b.Span[0]),
        PhysicalType.Int32 when field.ValueType == typeof(uint) => static (a, b) => BinaryPrimitives.ReadUInt32LittleEndian(a.Span).CompareTo(BinaryPrimitives.ReadUInt32LittleEndian(b.Span)),
        PhysicalType.Int32 => static (a, b) => BinaryPrimitives.ReadInt32LittleEndian(a.Span).CompareTo(BinaryPrimitives.ReadInt32LittleEndian(b.Span)),
        PhysicalType.Int64 when field.ValueType == typeof(ulong) => static (a, b) => BinaryPrimitives.ReadUInt64LittleEndian(a.Span).CompareTo(BinaryPrimitives.ReadUInt64LittleEndian(b.Span)),
        PhysicalType.Int64 => static (a, b) => BinaryPrimitives.ReadInt64LittleEndian(a.Span).CompareTo(BinaryPrimitives.ReadInt64LittleEndian(b.Span)),
        PhysicalType.Float => static (a, b) => BinaryPrimitives.ReadSingleLittleEndian(a.Span).CompareTo(BinaryPrimitives.ReadSingleLittleEndian(b.Span)),
        PhysicalType.Double => static (a, b) => BinaryPrimitives.ReadDoubleLittleEndian(a.Span).CompareTo(BinaryPrimitives.ReadDoubleLittleEndian(b.Span)),
        PhysicalType.ByteArray when field.LogicalType?.Kind != LogicalKind.Decimal => static (a, b) => a.Span.SequenceCompareTo(b.Span),
        PhysicalType.FixedByteArray when field.LogicalType is null or { Kind: LogicalKind.Uuid } => static (a, b) => a.Span.SequenceCompareTo(b.Span),
        PhysicalType.FixedByteArray when field.LogicalType.Kind == LogicalKind.Decimal => static (a, b) => CompareSigned(a.Span, b.Span),
        _ => null,
    };

    private static int CompareSigned(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var first = ((sbyte)a[0]).CompareTo((sbyte)b[0]);
        return first != 0 ? first : a.SequenceCompareTo(b);
    }
}
