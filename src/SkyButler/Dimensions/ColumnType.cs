namespace SkyButler.Dimensions;

/// <summary>Logical type of a registry column.</summary>
public enum ColumnType
{
    /// <summary>Signed 64-bit integer.</summary>
    Int,

    /// <summary>Text.</summary>
    String,

    /// <summary>IEEE double.</summary>
    Float,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>Raw bytes, kept in the database as base64.</summary>
    Hash,

    /// <summary>A region on the sphere, kept in the database as base64 of its encoding.</summary>
    Region,

    /// <summary>A half-open time range in TAI nanoseconds.</summary>
    Timespan,

    /// <summary>An instant in TAI nanoseconds since 1970-01-01 TAI.</summary>
    DateTime,

    /// <summary>A 128-bit identifier.</summary>
    Uuid,
}
