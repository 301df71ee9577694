using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Previews;

/// <summary>Draws images as grey pictures, the row of least y at the bottom.</summary>
public static class Preview
{
    // How far into its curve the inverse hyperbolic sine goes, and over how many powers of ten the logarithm.
    private const double AsinhDepth = 10;
    private const double LogDepth = 1000;
    private const byte MiddleGrey = 128;

    /// <summary>
    /// Draws an image of any pixel type. Pixels without a value are black; an image of one value all over is middle grey.
    /// </summary>
    /// <exception cref="ImagingException">The image has no pixels.</exception>
    public static Picture Render(Image image, PreviewOptions? options = null)
    {
        if (image.Box.IsEmpty)
            throw new ImagingException("An image without pixels can't be drawn");
        var chosen = options ?? new PreviewOptions();
        var reduced = Binning.Reduce(image.As<float>(), chosen.MaxSize);
        return Draw(reduced, DisplayRanges.Find(reduced.Pixels, chosen), chosen.Stretch);
    }

    /// <summary>The values that <see cref="Render"/> would make black and white.</summary>
    public static DisplayRange FindRange(Image image, PreviewOptions? options = null)
    {
        var chosen = options ?? new PreviewOptions();
        return DisplayRanges.Find(Binning.Reduce(image.As<float>(), chosen.MaxSize).Pixels, chosen);
    }

    private static Picture Draw(Image<float> image, DisplayRange range, PreviewStretch stretch)
    {
        var grey = new byte[image.Pixels.Length];
        double scale = range.High > range.Low ? 1 / ((double)range.High - range.Low) : 0;
        for (int row = 0; row < image.Height; row++)
        {
            var from = image.Row(image.Height - 1 - row);
            var to = grey.AsSpan(row * image.Width, image.Width);
            for (int x = 0; x < to.Length; x++)
            {
                to[x] = float.IsNaN(from[x]) ? (byte)0
                    : scale == 0 ? Flat(from[x], range)
                    : Brightness(((double)from[x] - range.Low) * scale, stretch);
            }
        }

        return new Picture(image.Width, image.Height, 1, grey);
    }

    private static byte Flat(float value, DisplayRange range) => value < range.Low ? (byte)0 : value > range.High ? byte.MaxValue : MiddleGrey;

    private static byte Brightness(double value, PreviewStretch stretch)
    {
        double inside = Math.Clamp(value, 0, 1);
        double bright = stretch switch
        {
            PreviewStretch.Asinh => Math.Asinh(AsinhDepth * inside) / Math.Asinh(AsinhDepth),
            PreviewStretch.Log => Math.Log(1 + (LogDepth * inside)) / Math.Log(1 + LogDepth),
            _ => inside,
        };
        return (byte)Math.Round(bright * byte.MaxValue);
    }
}
