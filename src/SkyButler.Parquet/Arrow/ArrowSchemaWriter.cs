using SkyButler.Parquet.Schemas;
using static SkyButler.Parquet.Arrow.FlatBuilder;

namespace SkyButler.Parquet.Arrow;

/// <summary>Puts fields into the FlatBuffer of an Arrow schema.</summary>
internal sealed class ArrowSchemaWriter
{
    private const int Version5 = 4;
    private const int LongestDecimal128 = 38;
    private readonly FlatBuilder builder = new();

    /// <summary>The message of a schema.</summary>
    public byte[] Write(ParquetSchema schema, IReadOnlyList<ArrowField> known)
    {
        var byName = known.GroupBy(k => k.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var fields = builder.List([.. schema.Fields.Select(f => Field(f, f.Name, byName.GetValueOrDefault(f.Name)))]);
        var header = builder.Table(Of(sizeof(short), 0), To(fields));
        return builder.Finish(builder.Table(Of(sizeof(short), Version5), Of(sizeof(byte), 1), To(header), Of(sizeof(long), 0)));
    }

    private int Field(ParquetField field, string name, ArrowField? known)
    {
        var isFixed = field.Kind == FieldKind.List && known?.ListSize is > 0;
        var children = field.Kind switch
        {
            FieldKind.List => [Field(field.Children[0], "item", known?.Children.FirstOrDefault())],
            FieldKind.Map => [Field(field.Children[0], "entries", known?.Children.FirstOrDefault())],
            _ => field.Children.Select((c, i) => Field(c, c.Name, known?.Children.ElementAtOrDefault(i))).ToList(),
        };
        var (kind, type) = field.Kind switch
        {
            FieldKind.List when isFixed => (16, builder.Table(Of(sizeof(int), known!.ListSize!.Value))),
            FieldKind.List => (12, builder.Table()),
            FieldKind.Struct => (13, builder.Table()),
            FieldKind.Map => (17, builder.Table(Of(sizeof(byte), 0))),
            _ => Value(field, known),
        };
        Slot? texts = known is { Metadata.Count: > 0 } ? To(builder.List([.. known.Metadata.Select(m => Pair(m.Key, m.Value))])) : null;
        var (inside, called) = (builder.List(children), builder.Text(name));
        return builder.Table(To(called), Of(sizeof(byte), field.IsNullable ? 1 : 0), Of(sizeof(byte), kind), To(type), null, To(inside), texts);
    }

    private int Pair(string key, string value)
    {
        var (k, v) = (builder.Text(key), builder.Text(value));
        return builder.Table(To(k), To(v));
    }

    private (int Kind, int Type) Value(ParquetField field, ArrowField? known) => field.LogicalType switch
    {
        { Kind: LogicalKind.Null } => (1, builder.Table()),
        { Kind: LogicalKind.String or LogicalKind.Json } => (5, builder.Table()),
        { Kind: LogicalKind.Integer } type => Whole(type.BitWidth, type.IsSigned),
        { Kind: LogicalKind.Float16 } => Floating(0),
        { Kind: LogicalKind.Date } => (8, builder.Table(Of(sizeof(short), 0))),
        { Kind: LogicalKind.Time } type => (9, builder.Table(Of(sizeof(short), Unit(type)), Of(sizeof(int), type.Unit == TimeUnit.Milliseconds ? 32 : 64))),
        { Kind: LogicalKind.Timestamp } type => Timestamp(type, known?.TimeZone ?? (type.IsUtc ? "UTC" : null)),
        { Kind: LogicalKind.Decimal } type => (7, builder.Table(
            Of(sizeof(int), type.Precision), Of(sizeof(int), type.Scale), Of(sizeof(int), type.Precision > LongestDecimal128 ? 256 : 128))),
        _ => field.PhysicalType switch
        {
            PhysicalType.Boolean => (6, builder.Table()),
            PhysicalType.Int32 => Whole(32, true),
            PhysicalType.Int64 => Whole(64, true),
            PhysicalType.Float => Floating(1),
            PhysicalType.Double => Floating(2),
            PhysicalType.FixedByteArray => (15, builder.Table(Of(sizeof(int), field.ByteWidth))),
            PhysicalType.Int96 => Timestamp(LogicalType.LocalTimestamp(TimeUnit.Nanoseconds), null),
            _ => (4, builder.Table()),
        },
    };

    private (int Kind, int Type) Whole(int bits, bool isSigned) => (2, builder.Table(Of(sizeof(int), bits), Of(sizeof(byte), isSigned ? 1 : 0)));

    private (int Kind, int Type) Floating(int precision) => (3, builder.Table(Of(sizeof(short), precision)));

    private (int Kind, int Type) Timestamp(LogicalType type, string? zone)
    {
        Slot? named = zone is null ? null : To(builder.Text(zone));
        return (10, builder.Table(Of(sizeof(short), Unit(type)), named));
    }

    private static int Unit(LogicalType type) => type.Unit switch
    {
        TimeUnit.Milliseconds => 1,
        TimeUnit.Microseconds => 2,
        _ => 3,
    };
}
