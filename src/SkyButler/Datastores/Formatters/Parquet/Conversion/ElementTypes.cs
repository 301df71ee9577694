using SkyButler.Imaging.Tables;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Datastores.Formatters.Parquet.Conversion;

/// <summary>Relates what columns of tables hold to what values of Parquet are.</summary>
internal static class ElementTypes
{
    /// <summary>What the values of a field are in a table.</summary>
    public static ColumnType Of(ParquetField field) => field.LogicalType?.Kind == LogicalKind.Decimal ? ColumnType.Float64 : field.ValueType switch
    {
        null => ColumnType.String,
        var t when t == typeof(bool) => ColumnType.Boolean,
        var t when t == typeof(sbyte) => ColumnType.Int8,
        var t when t == typeof(byte) => ColumnType.UInt8,
        var t when t == typeof(short) => ColumnType.Int16,
        var t when t == typeof(ushort) => ColumnType.UInt16,
        var t when t == typeof(int) => ColumnType.Int32,
        var t when t == typeof(uint) => ColumnType.UInt32,
        var t when t == typeof(long) => ColumnType.Int64,
        var t when t == typeof(ulong) => ColumnType.UInt64,
        var t when t == typeof(Half) => ColumnType.Float16,
        var t when t == typeof(float) => ColumnType.Float32,
        _ => ColumnType.Float64,
    };

    /// <summary>Calls generic code with the .NET type of a column's elements.</summary>
    /// <exception cref="TableException">Arrow has no such numbers.</exception>
    public static TResult Dispatch<TResult>(ColumnDefinition column, IElementVisitor<TResult> visitor) => column.Type switch
    {
        ColumnType.Boolean => visitor.VisitNumbers<bool>(),
        ColumnType.Int8 => visitor.VisitNumbers<sbyte>(),
        ColumnType.UInt8 => visitor.VisitNumbers<byte>(),
        ColumnType.Int16 => visitor.VisitNumbers<short>(),
        ColumnType.UInt16 => visitor.VisitNumbers<ushort>(),
        ColumnType.Int32 => visitor.VisitNumbers<int>(),
        ColumnType.UInt32 => visitor.VisitNumbers<uint>(),
        ColumnType.Int64 => visitor.VisitNumbers<long>(),
        ColumnType.UInt64 => visitor.VisitNumbers<ulong>(),
        ColumnType.Float16 => visitor.VisitNumbers<Half>(),
        ColumnType.Float32 => visitor.VisitNumbers<float>(),
        ColumnType.Float64 => visitor.VisitNumbers<double>(),
        ColumnType.String => visitor.VisitTexts(),
        _ => throw new TableException($"Column '{column.Name}' holds {column.TypeText}, which Parquet has not; give real and imaginary parts as two columns"),
    };
}
