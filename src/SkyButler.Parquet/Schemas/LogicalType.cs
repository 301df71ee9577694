namespace SkyButler.Parquet.Schemas;

/// <summary>What the values of a field mean, with the parameters that belong to it.</summary>
public sealed record LogicalType
{
    private LogicalType(LogicalKind kind) => Kind = kind;

    /// <summary>Text in UTF-8.</summary>
    public static LogicalType String { get; } = new(LogicalKind.String);

    /// <summary>A name of an enumeration.</summary>
    public static LogicalType Enum { get; } = new(LogicalKind.Enum);

    /// <summary>Days since 1970-01-01.</summary>
    public static LogicalType Date { get; } = new(LogicalKind.Date);

    /// <summary>Nothing but nulls.</summary>
    public static LogicalType Null { get; } = new(LogicalKind.Null);

    /// <summary>A JSON document.</summary>
    public static LogicalType Json { get; } = new(LogicalKind.Json);

    /// <summary>A BSON document.</summary>
    public static LogicalType Bson { get; } = new(LogicalKind.Bson);

    /// <summary>A UUID, as 16 bytes in the order in which it is printed.</summary>
    public static LogicalType Uuid { get; } = new(LogicalKind.Uuid);

    /// <summary>A floating number of two bytes.</summary>
    public static LogicalType Float16 { get; } = new(LogicalKind.Float16);

    /// <summary>Months, days and milliseconds, as three unsigned numbers of four bytes.</summary>
    public static LogicalType Interval { get; } = new(LogicalKind.Interval);

    /// <summary>What it is.</summary>
    public LogicalKind Kind { get; }

    /// <summary>Of a decimal: how many digits it has at most.</summary>
    public int Precision { get; private init; }

    /// <summary>Of a decimal: how many of its digits are behind the point.</summary>
    public int Scale { get; private init; }

    /// <summary>Of a time or timestamp: what it counts.</summary>
    public TimeUnit Unit { get; private init; }

    /// <summary>Of a time or timestamp: whether it is in UTC; else it is what a local clock shows.</summary>
    public bool IsUtc { get; private init; }

    /// <summary>Of an integer: 8, 16, 32 or 64.</summary>
    public int BitWidth { get; private init; }

    /// <summary>Of an integer: whether it has a sign.</summary>
    public bool IsSigned { get; private init; }

    /// <summary>Whether values are text in UTF-8.</summary>
    public bool IsText => Kind is LogicalKind.String or LogicalKind.Enum or LogicalKind.Json;

    /// <summary>A decimal number.</summary>
    /// <exception cref="ParquetRequestException">There are no digits, or fewer than are to stand behind the point.</exception>
    public static LogicalType Decimal(int precision, int scale) => precision > 0 && scale >= 0 && scale <= precision
        ? new(LogicalKind.Decimal) { Precision = precision, Scale = scale }
        : throw new ParquetRequestException($"A decimal of {precision} digits, {scale} of them behind the point, cannot be; give at least one digit, and as many as stand behind the point");

    /// <summary>A time of day in UTC.</summary>
    public static LogicalType Time(TimeUnit unit) => new(LogicalKind.Time) { Unit = unit, IsUtc = true };

    /// <summary>A time of day as a local clock shows it.</summary>
    public static LogicalType LocalTime(TimeUnit unit) => new(LogicalKind.Time) { Unit = unit };

    /// <summary>A time in UTC.</summary>
    public static LogicalType Timestamp(TimeUnit unit) => new(LogicalKind.Timestamp) { Unit = unit, IsUtc = true };

    /// <summary>A time as a local calendar and clock show it.</summary>
    public static LogicalType LocalTimestamp(TimeUnit unit) => new(LogicalKind.Timestamp) { Unit = unit };

    /// <summary>A signed integer of 8, 16, 32 or 64 bits.</summary>
    public static LogicalType Signed(int bitWidth) => Integer(bitWidth, signed: true);

    /// <summary>An unsigned integer of 8, 16, 32 or 64 bits.</summary>
    public static LogicalType Unsigned(int bitWidth) => Integer(bitWidth, signed: false);

    /// <summary>As in <c>timestamp[us, UTC]</c>.</summary>
    public override string ToString() => Kind switch
    {
        LogicalKind.Decimal => $"decimal({Precision}, {Scale})",
        LogicalKind.Time or LogicalKind.Timestamp => $"{(Kind == LogicalKind.Time ? "time" : "timestamp")}[{Short(Unit)}{(IsUtc ? ", UTC" : "")}]",
        LogicalKind.Integer => $"{(IsSigned ? "int" : "uint")}{BitWidth}",
        _ => Kind.ToString().ToLowerInvariant(),
    };

    internal static LogicalType Integer(int bitWidth, bool signed) => bitWidth is 8 or 16 or 32 or 64
        ? new(LogicalKind.Integer) { BitWidth = bitWidth, IsSigned = signed }
        : throw new ParquetRequestException($"An integer of {bitWidth} bits cannot be; there are 8, 16, 32 and 64");

    private static string Short(TimeUnit unit) => unit switch
    {
        TimeUnit.Milliseconds => "ms",
        TimeUnit.Microseconds => "us",
        _ => "ns",
    };
}
