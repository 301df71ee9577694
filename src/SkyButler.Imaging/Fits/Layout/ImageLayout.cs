using SkyButler.Imaging.Fits.Pixels;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Fits.Layout;

/// <summary>Shape and scaling of an image, plain or compressed.</summary>
internal sealed record ImageLayout
{
    public required int Bitpix { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Number of planes: the product of the axes behind the second.</summary>
    public required long Planes { get; init; }

    public required PixelScaling Scaling { get; init; }

    /// <summary>The narrowest type that holds every pixel value.</summary>
    public PixelType PixelType => Scaling.TypeOf(Bitpix);

    public static ImageLayout Of(HduLayout hdu)
    {
        if (hdu.Kind is not (FitsHduKind.Image or FitsHduKind.CompressedImage))
            throw hdu.Error($"there is no image here, but {Describe(hdu.Kind)}");
        var (bitpix, axes) = hdu.Kind == FitsHduKind.Image ? (hdu.Bitpix, hdu.Axes) : OfCompressed(hdu);
        long width = axes[0], height = axes.Count > 1 ? axes[1] : 1;
        if (width > int.MaxValue || height > int.MaxValue)
            throw hdu.Error($"an image of {width} x {height} pixels is larger than can be read");
        long planes = axes.Skip(2).Aggregate(1L, (product, axis) => checked(product * axis));
        return new ImageLayout
        {
            Bitpix = bitpix,
            Width = (int)width,
            Height = (int)height,
            Planes = planes,
            Scaling = ScalingOf(hdu, bitpix),
        };
    }

    private static (int Bitpix, IReadOnlyList<long> Axes) OfCompressed(HduLayout hdu)
    {
        long bitpix = hdu.Header.FindInt64("ZBITPIX") ?? 0;
        if (bitpix is not (8 or 16 or 32 or 64 or -32 or -64))
            throw hdu.Error($"ZBITPIX is {hdu.Header.Find("ZBITPIX")?.Value ?? "missing"}; it can be 8, 16, 32, 64, -32 or -64");
        long naxis = hdu.Header.FindInt64("ZNAXIS") ?? 0;
        if (naxis is < 1 or > 6)
            throw hdu.Error($"ZNAXIS is {hdu.Header.Find("ZNAXIS")?.Value ?? "missing"}; a compressed image has 1 to 6 axes");
        var axes = new List<long>();
        Int128 pixels = 1;
        for (int n = 1; n <= naxis; n++)
        {
            long axis = hdu.Header.FindInt64($"ZNAXIS{n}") ?? 0;
            pixels *= axis;
            if (axis < 1 || pixels > long.MaxValue / 8)
                throw hdu.Error($"ZNAXIS{n} is {hdu.Header.Find($"ZNAXIS{n}")?.Value ?? "missing"}, which can't be an axis of an image");
            axes.Add(axis);
        }

        return ((int)bitpix, axes);
    }

    private static PixelScaling ScalingOf(HduLayout hdu, int bitpix)
    {
        double scale = hdu.Header.FindDouble("BSCALE") ?? 1, zero = hdu.Header.FindDouble("BZERO") ?? 0;
        long? blank = bitpix > 0 ? hdu.Header.FindInt64("BLANK") ?? hdu.Header.FindInt64("ZBLANK") : null;
        return new PixelScaling(scale == 0 ? 1 : scale, zero, blank);
    }

    private static string Describe(FitsHduKind kind) => kind switch
    {
        FitsHduKind.Empty => "a header without data",
        FitsHduKind.BinaryTable or FitsHduKind.TextTable => "a table",
        FitsHduKind.RandomGroups => "random groups, which are not read here: convert them by a program for interferometers (AIPS, CASA)",
        _ => "an extension of another kind",
    };
}
