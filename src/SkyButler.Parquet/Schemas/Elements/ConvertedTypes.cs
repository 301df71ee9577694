namespace SkyButler.Parquet.Schemas.Elements;

/// <summary>The older way to say what values mean, which readers of old still go by.</summary>
internal static class ConvertedTypes
{
    public const int Map = 1;
    public const int MapKeyValue = 2;
    public const int List = 3;
    public const int Decimal = 5;

    private static readonly (int Code, LogicalType Type)[] Table =
    [
        (0, LogicalType.String), (4, LogicalType.Enum), (6, LogicalType.Date),
        (7, LogicalType.Time(TimeUnit.Milliseconds)), (8, LogicalType.Time(TimeUnit.Microseconds)),
        (9, LogicalType.Timestamp(TimeUnit.Milliseconds)), (10, LogicalType.Timestamp(TimeUnit.Microseconds)),
        (11, LogicalType.Unsigned(8)), (12, LogicalType.Unsigned(16)), (13, LogicalType.Unsigned(32)), (14, LogicalType.Unsigned(64)),
        (15, LogicalType.Signed(8)), (16, LogicalType.Signed(16)), (17, LogicalType.Signed(32)), (18, LogicalType.Signed(64)),
        (19, LogicalType.Json), (20, LogicalType.Bson), (21, LogicalType.Interval),
    ];

    public static LogicalType? ToLogical(SchemaElement element)
    {
        if (element.ConvertedType is not { } code)
            return null;
        if (code == Decimal)
            return element.Precision > 0 && element.Scale >= 0 && element.Scale <= element.Precision ? LogicalType.Decimal(element.Precision, element.Scale) : null;
        return Table.FirstOrDefault(t => t.Code == code).Type;
    }

    /// <summary>The code for a type; null where there is none. Local times have that of times in UTC, as the format asks.</summary>
    public static int? Of(LogicalType type)
    {
        if (type.Kind == LogicalKind.Decimal)
            return Decimal;
        var alike = type.Kind switch
        {
            LogicalKind.Time => LogicalType.Time(type.Unit),
            LogicalKind.Timestamp => LogicalType.Timestamp(type.Unit),
            _ => type,
        };
        var found = Array.FindIndex(Table, t => t.Type == alike);
        return found < 0 ? null : Table[found].Code;
    }
}
