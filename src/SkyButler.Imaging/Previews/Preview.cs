using SkyButler.Imaging.Images;
using SkyButler.Imaging.Previews.Colors;
using SkyButler.Imaging.Previews.Scenes;
using SkyButler.Imaging.Sky;

namespace SkyButler.Imaging.Previews;

/// <summary>Draws images in grey or colours, the row of least y at the bottom, or north at the top.</summary>
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
    public static Picture Render(Image image, PreviewOptions? options = null) => Render(new Scene(image), options);

    /// <summary>Draws an image with planes of its mask and marks over it: in grey if it has neither, and no colours are asked for.</summary>
    /// <exception cref="ImagingException">The image has no pixels, or the mask or WCS that is asked for.</exception>
    public static Picture Render(Scene scene, PreviewOptions? options = null)
    {
        var chosen = options ?? new PreviewOptions();
        var layers = Layers.Of(scene, chosen, OrientationOf(scene, chosen));
        var picture = Draw(layers.Image, DisplayRanges.Find(layers.Image.Pixels, chosen), chosen.Stretch);
        if (chosen.Map == ColorMap.Grey && layers.Mask is null && layers.Marks.Count == 0)
            return picture;
        var colored = new Picture(picture.Width, picture.Height, 3, Colored(picture, layers.Image, ColorMaps.Table(chosen.Map)));
        if (layers.Mask is { } mask)
            MaskOverlay.Draw(colored.Pixels, mask, scene.Mask!.Planes, layers.ShownPlanes);
        Marks.Draw(colored, layers.Marks);
        return colored;
    }

    /// <summary>Draws three images of one place as one picture in colour. Marks and the mask are those of the red one.</summary>
    /// <exception cref="ImagingException">The images differ in size, or have no pixels.</exception>
    public static Picture RenderColor(Scene red, Scene green, Scene blue, PreviewOptions? options = null)
    {
        var chosen = options ?? new PreviewOptions();
        if (red.Image.Box != green.Image.Box || red.Image.Box != blue.Image.Box)
            throw new ImagingException($"Images of three bands have to cover the same pixels, but these are {red.Image.Box}, {green.Image.Box} and {blue.Image.Box}: use coadds of one patch, or images that were warped to one another");
        var orientation = OrientationOf(red, chosen);
        var layers = Layers.Of(red, chosen, orientation);
        List<Image<float>> bands = [layers.Image, Layers.Of(new(green.Image), chosen, orientation).Image, Layers.Of(new(blue.Image), chosen, orientation).Image];
        var ranges = bands.ConvertAll(band => DisplayRanges.Find(band.Pixels, chosen));
        var picture = new Picture(layers.Image.Width, layers.Image.Height, 3, ThreeBands.Draw(bands, ranges, chosen.Stretch));
        if (layers.Mask is { } mask)
            MaskOverlay.Draw(picture.Pixels, mask, red.Mask!.Planes, layers.ShownPlanes);
        Marks.Draw(picture, layers.Marks);
        return picture;
    }

    /// <summary>The values that <see cref="Render(Image, PreviewOptions?)"/> would make black and white.</summary>
    public static DisplayRange FindRange(Image image, PreviewOptions? options = null)
    {
        var chosen = options ?? new PreviewOptions();
        return DisplayRanges.Find(Binning.Reduce(image.As<float>(), chosen.MaxSize).Pixels, chosen);
    }

    private static Orientation? OrientationOf(Scene scene, PreviewOptions options)
    {
        if (scene.Image.Box.IsEmpty)
            throw new ImagingException("An image without pixels can't be drawn");
        if (options.Up == PreviewUp.Rows)
            return null;
        using var wcs = scene.Wcs is { } cards ? SkyWcs.Find(cards, scene.Image.Box.MinX, scene.Image.Box.MinY) : null;
        return Orientation.NorthUp(wcs ?? throw new ImagingException("The image doesn't say where it lies on the sky, so that it can't be turned to have north at the top"), scene.Image.Box);
    }

    private static byte[] Colored(Picture grey, Image<float> image, byte[]? table)
    {
        var bytes = new byte[grey.Pixels.Length * 3];
        for (int i = 0; i < grey.Pixels.Length; i++)
        {
            int row = grey.Height - 1 - (i / grey.Width);
            bool isKnown = !float.IsNaN(image.Pixels[(row * grey.Width) + (i % grey.Width)]);
            for (int channel = 0; channel < 3; channel++)
                bytes[(i * 3) + channel] = table is null ? grey.Pixels[i] : isKnown ? table[(grey.Pixels[i] * 3) + channel] : (byte)0;
        }

        return bytes;
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
