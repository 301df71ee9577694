namespace SkyButler.Imaging.Images;

/// <summary>The number type of an image's pixels.</summary>
public enum PixelType
{
    /// <summary>Unsigned 8-bit integers.</summary>
    UInt8,

    /// <summary>Signed 16-bit integers.</summary>
    Int16,

    /// <summary>Unsigned 16-bit integers.</summary>
    UInt16,

    /// <summary>Signed 32-bit integers.</summary>
    Int32,

    /// <summary>Unsigned 32-bit integers.</summary>
    UInt32,

    /// <summary>Signed 64-bit integers.</summary>
    Int64,

    /// <summary>Unsigned 64-bit integers.</summary>
    UInt64,

    /// <summary>IEEE single precision.</summary>
    Float32,

    /// <summary>IEEE double precision.</summary>
    Float64,
}
