using SkyButler.Imaging.Images;

namespace SkyButler.Conformance.Processing;

/// <summary>
/// What the calibrations of the filled repository say of detector 42. Values are multiples of powers of two: files stay small, and
/// nothing is lost when they are stored as 32-bit numbers.
/// </summary>
internal static class ImsimDetector
{
    private const int Seed = 204595;
    private const int Width = 4072;
    private const int Height = 4000;

    /// <summary>A block of pixels that the flat calls dead: it is 0 there.</summary>
    public static Box2I Dead { get; } = Box2I.FromSize(100, 3000, 12, 7);

    /// <summary>A column that the bias calls bad.</summary>
    public static Box2I BadColumn { get; } = Box2I.FromSize(777, 0, 1, 1500);

    /// <summary>Pixels whose dark current is high and called suspect.</summary>
    public static Box2I Hot { get; } = Box2I.FromSize(2100, 2200, 20, 20);

    public static MaskedImage Bias(MaskPlanes planes)
    {
        var bias = Fill(planes, (x, y) => Bias(x, y), (x, y) => (1 + Draw.Below(4, Seed + 1, x, y)) / 8f);
        bias.Mask.Set("BAD", BadColumn);
        return bias;
    }

    public static MaskedImage Dark(MaskPlanes planes)
    {
        var dark = Fill(planes, (x, y) => Dark(x, y), (x, y) => (1 + Draw.Below(4, Seed + 2, x, y)) / 1024f);
        dark.Mask.Set("SUSPECT", Hot);
        return dark;
    }

    public static MaskedImage Flat(MaskPlanes planes)
    {
        var flat = Fill(planes, (x, y) => Flat(x, y), (x, y) => (1 + Draw.Below(4, Seed + 3, x, y)) / 1048576f);
        flat.Mask.Set("BAD", Dead);
        return flat;
    }

    /// <summary>Counts of the bias.</summary>
    public static float Bias(int x, int y) => ((x / 509 % 4) + (y % 16 / 4f) + (Draw.Below(16, Seed + 4, x, y) / 16f)) - 2;

    /// <summary>Counts of the dark, for each second.</summary>
    public static float Dark(int x, int y) => Hot.Contains(x, y) ? 50 : Draw.Below(32, Seed + 5, x, y) / 128f;

    /// <summary>Sensitivity: less towards the corners, and different from pixel to pixel.</summary>
    public static float Flat(int x, int y)
    {
        if (Dead.Contains(x, y))
            return 0;
        double dx = (x - (Width / 2)) / (double)Width, dy = (y - (Height / 2)) / (double)Height;
        return (float)((Math.Round((1.02 - (0.15 * ((dx * dx) + (dy * dy)))) * 256) / 256) + ((Draw.Below(16, Seed + 6, x, y) - 8) / 1024.0));
    }

    private static MaskedImage Fill(MaskPlanes planes, Func<int, int, float> image, Func<int, int, float> variance)
    {
        var filled = new MaskedImage(Box2I.FromSize(0, 0, Width, Height), planes);
        Parallel.For(0, Height, y =>
        {
            var pixels = filled.Image.Row(y);
            var variances = filled.Variance.Row(y);
            for (var x = 0; x < Width; x++)
                (pixels[x], variances[x]) = (image(x, y), variance(x, y));
        });
        return filled;
    }
}
