using SkyButler.Parquet.Schemas;

namespace SkyButler.Datastores.Formatters.Parquet.Conversion;

/// <summary>
/// What the numbers or texts of a table's column were to Arrow, where tables have no such type: times are whole numbers of a unit since
/// 1970-01-01 or midnight, bytes are texts of one character each. It stands in the column's metadata under <see cref="Key"/>, so that the
/// type is there again when the table is written.
/// </summary>
internal static class ArrowMark
{
    public const string Key = "arrow";
    public const string Binary = "binary";

    /// <summary>The mark of a field; null for one that tables have.</summary>
    public static string? Of(ParquetField field, string? timeZone) => field.LogicalType switch
    {
        { Kind: LogicalKind.Timestamp, IsUtc: true } type when timeZone is not null => type.ToString().Replace("UTC]", timeZone + "]", StringComparison.Ordinal),
        { Kind: LogicalKind.Timestamp or LogicalKind.Time or LogicalKind.Date } type => type.ToString(),
        null or { Kind: LogicalKind.Bson } when field.PhysicalType == PhysicalType.ByteArray => Binary,
        _ => null,
    };

    /// <summary>The type of a mark, and its time zone where it is not UTC; null for an unknown one.</summary>
    public static (LogicalType Type, string? TimeZone)? TypeOf(string mark)
    {
        if (mark == LogicalType.Date.ToString())
            return (LogicalType.Date, null);
        foreach (var unit in Enum.GetValues<TimeUnit>())
        {
            foreach (var type in (LogicalType[])[LogicalType.Time(unit), LogicalType.LocalTime(unit), LogicalType.LocalTimestamp(unit), LogicalType.Timestamp(unit)])
                if (mark == type.ToString())
                    return (type, null);
            var beginning = LogicalType.LocalTimestamp(unit).ToString()[..^1] + ", ";
            if (mark.StartsWith(beginning, StringComparison.Ordinal) && mark.Length > beginning.Length + 1 && mark[^1] == ']')
                return (LogicalType.Timestamp(unit), mark[beginning.Length..^1]);
        }

        return null;
    }
}
