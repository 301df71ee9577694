namespace SkyButler.Parquet.Schemas;

/// <summary>What values mean.</summary>
public enum LogicalKind
{
    /// <summary>Text in UTF-8.</summary>
    String,

    /// <summary>A name of an enumeration, in UTF-8.</summary>
    Enum,

    /// <summary>A decimal number with a fixed number of digits behind the point.</summary>
    Decimal,

    /// <summary>Days since 1970-01-01.</summary>
    Date,

    /// <summary>Time since midnight.</summary>
    Time,

    /// <summary>Time since 1970-01-01T00:00:00, in UTC or as local clocks show it.</summary>
    Timestamp,

    /// <summary>A whole number of 8, 16, 32 or 64 bits with or without a sign.</summary>
    Integer,

    /// <summary>Nothing but nulls.</summary>
    Null,

    /// <summary>A JSON document in UTF-8.</summary>
    Json,

    /// <summary>A BSON document.</summary>
    Bson,

    /// <summary>A universally unique identifier.</summary>
    Uuid,

    /// <summary>A floating number of two bytes.</summary>
    Float16,

    /// <summary>Months, days and milliseconds.</summary>
    Interval,
}
