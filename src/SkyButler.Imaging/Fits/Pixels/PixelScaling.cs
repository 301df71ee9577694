using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Fits.Pixels;

/// <summary>value = zero + scale × stored; an integer equal to <paramref name="Blank"/> stands for no value.</summary>
internal readonly record struct PixelScaling(double Scale, double Zero, long? Blank)
{
    public static PixelScaling None { get; } = new(1, 0, null);

    /// <summary>Whether stored numbers are the values.</summary>
    public bool IsIdentity => Scale == 1 && Zero == 0;

    /// <summary>Whether the scaling is a whole offset, as FITS says unsigned integers (and signed bytes).</summary>
    public bool IsOffset => Scale == 1 && Zero == Math.Floor(Zero) && Math.Abs(Zero) <= 1UL << 63;

    /// <summary>The narrowest type that holds the values that a stored type can give.</summary>
    public PixelType TypeOf(int bitpix) => (bitpix, this) switch
    {
        (8, { IsIdentity: true }) => PixelType.UInt8,
        (8, { Scale: 1, Zero: -128 }) => PixelType.Int16,
        (16, { IsIdentity: true }) => PixelType.Int16,
        (16, { Scale: 1, Zero: 32768 }) => PixelType.UInt16,
        (32, { IsIdentity: true }) => PixelType.Int32,
        (32, { Scale: 1, Zero: 2147483648 }) => PixelType.UInt32,
        (64, { IsIdentity: true }) => PixelType.Int64,
        (64, { Scale: 1, Zero: 9223372036854775808 }) => PixelType.UInt64,
        (8 or 16 or -32, _) => PixelType.Float32,
        _ => PixelType.Float64,
    };
}
