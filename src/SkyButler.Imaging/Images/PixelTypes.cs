using System.Numerics;

namespace SkyButler.Imaging.Images;

/// <summary>Relates pixel types to number types.</summary>
internal static class PixelTypes
{
    public static PixelType Of<T>()
        where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(byte)) return PixelType.UInt8;
        if (typeof(T) == typeof(short)) return PixelType.Int16;
        if (typeof(T) == typeof(ushort)) return PixelType.UInt16;
        if (typeof(T) == typeof(int)) return PixelType.Int32;
        if (typeof(T) == typeof(uint)) return PixelType.UInt32;
        if (typeof(T) == typeof(long)) return PixelType.Int64;
        if (typeof(T) == typeof(ulong)) return PixelType.UInt64;
        if (typeof(T) == typeof(float)) return PixelType.Float32;
        if (typeof(T) == typeof(double)) return PixelType.Float64;
        throw new ImagingException($"{typeof(T).Name} is not a pixel type: use byte, short, ushort, int, uint, long, ulong, float or double");
    }

    public static bool IsFloating<T>() => typeof(T) == typeof(float) || typeof(T) == typeof(double);

    /// <summary>Whether a type has numbers without a sign that FITS stores with an offset.</summary>
    public static bool IsUnsigned<T>() => typeof(T) == typeof(ushort) || typeof(T) == typeof(uint) || typeof(T) == typeof(ulong);

    /// <summary>Calls generic code with the number type that a pixel type stands for.</summary>
    public static TResult Dispatch<TResult>(PixelType type, IPixelTypeVisitor<TResult> visitor) => type switch
    {
        PixelType.UInt8 => visitor.Visit<byte>(),
        PixelType.Int16 => visitor.Visit<short>(),
        PixelType.UInt16 => visitor.Visit<ushort>(),
        PixelType.Int32 => visitor.Visit<int>(),
        PixelType.UInt32 => visitor.Visit<uint>(),
        PixelType.Int64 => visitor.Visit<long>(),
        PixelType.UInt64 => visitor.Visit<ulong>(),
        PixelType.Float32 => visitor.Visit<float>(),
        PixelType.Float64 => visitor.Visit<double>(),
        _ => throw new ImagingException($"Unknown pixel type {type}"),
    };
}
