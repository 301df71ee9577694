namespace SkyButler.Parquet.Schemas;

/// <summary>How values lie in a file.</summary>
public enum PhysicalType
{
    /// <summary>One bit.</summary>
    Boolean = 0,

    /// <summary>Four bytes, signed.</summary>
    Int32 = 1,

    /// <summary>Eight bytes, signed.</summary>
    Int64 = 2,

    /// <summary>Twelve bytes: nanoseconds of a day and a Julian day. Read as timestamps; never written.</summary>
    Int96 = 3,

    /// <summary>Four bytes, floating.</summary>
    Float = 4,

    /// <summary>Eight bytes, floating.</summary>
    Double = 5,

    /// <summary>Bytes of any number.</summary>
    ByteArray = 6,

    /// <summary>Bytes of one number for the whole column.</summary>
    FixedByteArray = 7,
}
