using System.Numerics;
using System.Runtime.InteropServices;

namespace SkyButler.Imaging.Fits.Pixels;

/// <summary>Pixels as the bytes of a file.</summary>
internal static class StoredPixels
{
    /// <summary>Turns stored bytes, whose order is changed in place, into pixel values.</summary>
    public static void Decode<T>(int bitpix, Span<byte> bytes, Span<T> pixels, PixelScaling scaling)
        where T : unmanaged, INumber<T>
    {
        switch (bitpix)
        {
            case 8: PixelConversion.Convert<byte, T>(bytes, pixels, scaling); break;
            case 16: Decode<short, T>(bytes, pixels, scaling); break;
            case 32: Decode<int, T>(bytes, pixels, scaling); break;
            case 64: Decode<long, T>(bytes, pixels, scaling); break;
            case -32: Decode<float, T>(bytes, pixels, scaling); break;
            default: Decode<double, T>(bytes, pixels, scaling); break;
        }
    }

    private static void Decode<TStored, T>(Span<byte> bytes, Span<T> pixels, PixelScaling scaling)
        where TStored : unmanaged, INumber<TStored>
        where T : unmanaged, INumber<T>
    {
        var stored = MemoryMarshal.Cast<byte, TStored>(bytes);
        BigEndian.Swap(stored);
        PixelConversion.Convert<TStored, T>(stored, pixels, scaling);
    }
}
