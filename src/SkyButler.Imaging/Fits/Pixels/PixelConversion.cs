using System.Globalization;
using System.Numerics;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Fits.Pixels;

/// <summary>Turns stored numbers of one type into pixel values of another.</summary>
internal static class PixelConversion
{
    /// <exception cref="ImagingException">A value doesn't fit the type that was asked for.</exception>
    public static void Convert<TStored, TPixel>(ReadOnlySpan<TStored> stored, Span<TPixel> pixels, PixelScaling scaling)
        where TStored : unmanaged, INumber<TStored>
        where TPixel : unmanaged, INumber<TPixel>
    {
        try
        {
            if (PixelTypes.IsFloating<TPixel>())
                ToReal(stored, pixels, scaling);
            else if (PixelTypes.IsFloating<TStored>())
                throw Refused<TPixel>("its values are real numbers");
            else if (scaling.IsIdentity)
                ToWhole(stored, pixels);
            else if (scaling.IsOffset)
                ToWhole(stored, pixels, (Int128)scaling.Zero);
            else
                throw Refused<TPixel>(string.Create(CultureInfo.InvariantCulture, $"its values are scaled by {scaling.Scale} and {scaling.Zero}"));
        }
        catch (OverflowException error)
        {
            throw new ImagingException($"The image holds values that don't fit {PixelTypes.Of<TPixel>()}: read it as a wider type", error);
        }
    }

    private static void ToReal<TStored, TPixel>(ReadOnlySpan<TStored> stored, Span<TPixel> pixels, PixelScaling scaling)
        where TStored : unmanaged, INumber<TStored>
        where TPixel : unmanaged, INumber<TPixel>
    {
        var nan = TPixel.CreateTruncating(double.NaN);
        if (scaling.IsIdentity)
        {
            for (int i = 0; i < stored.Length; i++)
                pixels[i] = TPixel.CreateTruncating(stored[i]);
        }
        else
        {
            for (int i = 0; i < stored.Length; i++)
                pixels[i] = TPixel.CreateTruncating(scaling.Zero + (scaling.Scale * double.CreateTruncating(stored[i])));
        }

        if (scaling.Blank is not { } blank || PixelTypes.IsFloating<TStored>())
            return;
        for (int i = 0; i < stored.Length; i++)
        {
            if (long.CreateTruncating(stored[i]) == blank)
                pixels[i] = nan;
        }
    }

    private static void ToWhole<TStored, TPixel>(ReadOnlySpan<TStored> stored, Span<TPixel> pixels)
        where TStored : unmanaged, INumber<TStored>
        where TPixel : unmanaged, INumber<TPixel>
    {
        if (typeof(TStored) == typeof(TPixel))
        {
            System.Runtime.InteropServices.MemoryMarshal.Cast<TStored, TPixel>(stored).CopyTo(pixels);
            return;
        }

        for (int i = 0; i < stored.Length; i++)
            pixels[i] = TPixel.CreateChecked(stored[i]);
    }

    private static void ToWhole<TStored, TPixel>(ReadOnlySpan<TStored> stored, Span<TPixel> pixels, Int128 offset)
        where TStored : unmanaged, INumber<TStored>
        where TPixel : unmanaged, INumber<TPixel>
    {
        if (offset <= long.MaxValue >> 1 && offset >= long.MinValue >> 1 && typeof(TStored) != typeof(long))
        {
            long shift = (long)offset;
            for (int i = 0; i < stored.Length; i++)
                pixels[i] = TPixel.CreateChecked(long.CreateTruncating(stored[i]) + shift);
            return;
        }

        for (int i = 0; i < stored.Length; i++)
            pixels[i] = TPixel.CreateChecked(Int128.CreateTruncating(stored[i]) + offset);
    }

    private static ImagingException Refused<TPixel>(string why)
        where TPixel : unmanaged, INumber<TPixel> =>
        new($"The image can't be had as {PixelTypes.Of<TPixel>()}, because {why}: read it as float or double");
}
