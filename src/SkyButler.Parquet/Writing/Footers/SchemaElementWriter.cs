using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Schemas.Elements;
using SkyButler.Parquet.Thrift;

namespace SkyButler.Parquet.Writing.Footers;

/// <summary>Encodes the nodes of a schema.</summary>
internal static class SchemaElementWriter
{
    public static void Write(ThriftWriter writer, SchemaElement element)
    {
        writer.BeginElement();
        if (element.Type is { } type)
            writer.Int32(1, (int)type);
        if (element.TypeLength > 0)
            writer.Int32(2, element.TypeLength);
        if (!element.IsRoot)
            writer.Int32(3, (int)element.Repetition);
        writer.String(4, element.Name);
        if (element.Type is null)
            writer.Int32(5, element.ChildCount);
        if (element.ConvertedType is { } converted)
            writer.Int32(6, converted);
        if (element.Precision > 0)
        {
            writer.Int32(7, element.Scale);
            writer.Int32(8, element.Precision);
        }

        if (element.FieldId is { } id)
            writer.Int32(9, id);
        if (Code(element) is { } code)
            WriteLogical(writer, code, element.LogicalType);
        writer.End();
    }

    private static void WriteLogical(ThriftWriter writer, int code, LogicalType? logical)
    {
        writer.Begin(10);
        writer.Begin(code);
        switch (logical)
        {
            case { Kind: LogicalKind.Decimal } type:
                writer.Int32(1, type.Scale);
                writer.Int32(2, type.Precision);
                break;
            case { Kind: LogicalKind.Time or LogicalKind.Timestamp } type:
                writer.Boolean(1, type.IsUtc);
                writer.Begin(2);
                writer.Empty((int)type.Unit + 1);
                writer.End();
                break;
            case { Kind: LogicalKind.Integer } type:
                writer.Int8(1, (sbyte)type.BitWidth);
                writer.Boolean(2, type.IsSigned);
                break;
        }

        writer.End();
        writer.End();
    }

    // The numbers of the union of logical types; intervals have only the older kind of type.
    private static int? Code(SchemaElement element) => (element.GroupKind, element.LogicalType?.Kind) switch
    {
        (FieldKind.Map, _) => 2,
        (FieldKind.List, _) => 3,
        (_, LogicalKind.String) => 1,
        (_, LogicalKind.Enum) => 4,
        (_, LogicalKind.Decimal) => 5,
        (_, LogicalKind.Date) => 6,
        (_, LogicalKind.Time) => 7,
        (_, LogicalKind.Timestamp) => 8,
        (_, LogicalKind.Integer) => 10,
        (_, LogicalKind.Null) => 11,
        (_, LogicalKind.Json) => 12,
        (_, LogicalKind.Bson) => 13,
        (_, LogicalKind.Uuid) => 14,
        (_, LogicalKind.Float16) => 15,
        _ => null,
    };
}
