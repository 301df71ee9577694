namespace SkyButler.Queries.Expressions;

/// <summary>Type of a value in a condition.</summary>
internal enum ScalarType
{
    /// <summary>No value.</summary>
    Null,

    /// <summary>Integer.</summary>
    Int,

    /// <summary>Text.</summary>
    String,

    /// <summary>Number.</summary>
    Float,

    /// <summary>Bytes.</summary>
    Hash,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>Dataset identifier.</summary>
    Uuid,

    /// <summary>Instant, TAI nanoseconds.</summary>
    DateTime,

    /// <summary>Instant at which a dataset was registered; older repositories keep it as UTC text.</summary>
    IngestDate,

    /// <summary>Range of time.</summary>
    Timespan,

    /// <summary>Region on the sky.</summary>
    Region,
}
