using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Schemas.Elements;
using SkyButler.Parquet.Thrift;

namespace SkyButler.Parquet.Metadata.Decoding;

/// <summary>Decodes the nodes of a schema (the format's <c>SchemaElement</c> and <c>LogicalType</c>).</summary>
internal static class SchemaElementReader
{
    public static List<SchemaElement> ReadList(ref ThriftReader reader)
    {
        var elements = new List<SchemaElement>();
        for (var left = reader.ReadListOf(ThriftType.Struct); left > 0; left--)
            elements.Add(Read(ref reader));
        return elements;
    }

    private static SchemaElement Read(ref ThriftReader reader)
    {
        string? name = null;
        PhysicalType? type = null;
        LogicalType? logical = null;
        FieldKind? kind = null;
        int? converted = null, fieldId = null;
        int length = 0, repetition = 0, children = 0, scale = 0, precision = 0;
        for (var id = 0; reader.NextField(ref id, out var wire);)
        {
            switch (id)
            {
                case 1: type = (PhysicalType)reader.ReadInt32(); break;
                case 2: length = reader.ReadInt32(); break;
                case 3: repetition = reader.ReadInt32(); break;
                case 4: name = reader.ReadString(); break;
                case 5: children = reader.ReadInt32(); break;
                case 6: converted = reader.ReadInt32(); break;
                case 7: scale = reader.ReadInt32(); break;
                case 8: precision = reader.ReadInt32(); break;
                case 9: fieldId = reader.ReadInt32(); break;
                case 10:
                    ThriftReader.Expect(wire, ThriftType.Struct);
                    (logical, kind) = ReadLogical(ref reader);
                    break;
                default: reader.Skip(wire); break;
            }
        }

        if (name is null)
            throw new ParquetFormatException("a node of the schema lacks its name");
        if (children < 0 || (type is { } known && !Enum.IsDefined(known)))
            throw new ParquetFormatException($"the schema's node '{name}' has {children} children and a type numbered {(int?)type}");
        if (repetition is < 0 or > 2)
            throw new ParquetUnsupportedException($"the schema's node '{name}' has a repetition numbered {repetition}, which is not read here");
        return new()
        {
            Name = name,
            // A count of children makes a group; some writers say a type as well.
            Type = children > 0 ? null : type,
            TypeLength = length,
            Repetition = (Repetition)repetition,
            ChildCount = children,
            ConvertedType = converted,
            Scale = scale,
            Precision = precision,
            FieldId = fieldId,
            LogicalType = logical,
            GroupKind = kind,
        };
    }

    private static (LogicalType? Type, FieldKind? Kind) ReadLogical(ref ThriftReader reader)
    {
        LogicalType? type = null;
        FieldKind? kind = null;
        for (var id = 0; reader.NextField(ref id, out var wire);)
        {
            ThriftReader.Expect(wire, ThriftType.Struct);
            switch (id)
            {
                case 5: type = ReadDecimal(ref reader); continue;
                case 7 or 8: type = ReadTime(ref reader, isTimestamp: id == 8); continue;
                case 10: type = ReadInteger(ref reader); continue;
                default: reader.Skip(wire); break;
            }

            kind = id switch
            {
                2 => FieldKind.Map,
                3 => FieldKind.List,
                _ => kind,
            };
            type = id switch
            {
                1 => LogicalType.String,
                4 => LogicalType.Enum,
                6 => LogicalType.Date,
                11 => LogicalType.Null,
                12 => LogicalType.Json,
                13 => LogicalType.Bson,
                14 => LogicalType.Uuid,
                15 => LogicalType.Float16,
                _ => type,
            };
        }

        return (type, kind);
    }

    private static LogicalType? ReadDecimal(ref ThriftReader reader)
    {
        int scale = 0, precision = 0;
        for (var id = 0; reader.NextField(ref id, out var wire);)
        {
            switch (id)
            {
                case 1: scale = reader.ReadInt32(); break;
                case 2: precision = reader.ReadInt32(); break;
                default: reader.Skip(wire); break;
            }
        }

        return precision > 0 && scale >= 0 && scale <= precision ? LogicalType.Decimal(precision, scale) : null;
    }

    private static LogicalType? ReadTime(ref ThriftReader reader, bool isTimestamp)
    {
        var utc = false;
        TimeUnit? unit = null;
        for (var id = 0; reader.NextField(ref id, out var wire);)
        {
            switch (id)
            {
                case 1: utc = ThriftReader.ReadBoolean(wire); break;
                case 2:
                    ThriftReader.Expect(wire, ThriftType.Struct);
                    for (var choice = 0; reader.NextField(ref choice, out var empty);)
                    {
                        unit = choice is >= 1 and <= 3 ? (TimeUnit)(choice - 1) : null;
                        reader.Skip(empty);
                    }

                    break;
                default: reader.Skip(wire); break;
            }
        }

        if (unit is not { } known)
            return null;
        return isTimestamp
            ? utc ? LogicalType.Timestamp(known) : LogicalType.LocalTimestamp(known)
            : utc ? LogicalType.Time(known) : LogicalType.LocalTime(known);
    }

    private static LogicalType? ReadInteger(ref ThriftReader reader)
    {
        var (bits, signed) = (0, false);
        for (var id = 0; reader.NextField(ref id, out var wire);)
        {
            switch (id)
            {
                case 1: bits = reader.ReadInt8(); break;
                case 2: signed = ThriftReader.ReadBoolean(wire); break;
                default: reader.Skip(wire); break;
            }
        }

        return bits is 8 or 16 or 32 or 64 ? LogicalType.Integer(bits, signed) : null;
    }
}
