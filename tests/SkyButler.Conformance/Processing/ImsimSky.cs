using SkyButler.Imaging.Images;
using SkyButler.Imaging.Raws;

namespace SkyButler.Conformance.Processing;

/// <summary>What detector 42 reads out of a seeded sky: the amplifiers' pixels with prescan and overscan, in whole counts.</summary>
internal static class ImsimSky
{
    /// <summary>Counts of the sky in the whole exposure.</summary>
    public const float Level = 820;

    /// <summary>Seconds of exposure and of gathering dark current, as the raw's header has them.</summary>
    public const int DarkTime = 30;

    private const int Seed = 42;
    private const int Saturated = 150_000;
    private static readonly (int X, int Y, double Peak, double Width)[] Stars =
    [
        (600, 700, 9_000, 3), (1520, 2010, 40_000, 2.5), (3000, 1000, 3_000, 4), (3560, 3900, 20_000, 2), (2040, 1999, 15_000, 3), (1234, 3456, 400_000, 2),
    ];

    /// <summary>The pixels of one amplifier.</summary>
    public static Image<int> ReadOut(RawAmplifier amplifier, int number)
    {
        var pixels = new Image<int>(amplifier.Pixels.Box);
        for (var row = 0; row < pixels.Height; row++)
        {
            var values = pixels.Row(row);
            var level = BiasLevel(number, row);
            for (var column = 0; column < values.Length; column++)
            {
                var noise = 7 * Draw.Normal(Seed + number, column, row);
                values[column] = (int)Math.Round(level + noise + Signal(amplifier, column, row));
            }
        }

        return pixels;
    }

    // A level of its own for each amplifier, that climbs along the columns and swings from row to row.
    private static double BiasLevel(int number, int row) => 940 + (23 * number) + (row * 0.004) + (3 * Math.Sin(row / 90.0)) + Draw.Below(3, Seed, number, row);

    private static double Signal(RawAmplifier amplifier, int column, int row)
    {
        var data = amplifier.DataBox;
        if (data.Contains(column, row))
        {
            var (box, flipX, flipY) = amplifier.Placement;
            var x = flipX ? box.MaxX - (column - data.MinX) : box.MinX + (column - data.MinX);
            var y = flipY ? box.MaxY - (row - data.MinY) : box.MinY + (row - data.MinY);
            var light = ImsimDetector.Flat(x, y) * (Level + Light(x, y));
            return Math.Min(Saturated, ImsimDetector.Bias(x, y) + (DarkTime * ImsimDetector.Dark(x, y)) + light + (Math.Sqrt(Math.Max(0, light)) * Draw.Normal(Seed + 99, x, y)));
        }

        // Charge left behind by the last data column fades over the first columns of the overscan.
        return column > data.MaxX ? 30 * Math.Exp((data.MaxX - column) / 2.0) : row > data.MaxY ? 6 : 0;
    }

    private static double Light(int x, int y)
    {
        var light = 0.0;
        foreach (var (starX, starY, peak, width) in Stars)
        {
            double dx = x - starX, dy = y - starY, distance = ((dx * dx) + (dy * dy)) / (2 * width * width);
            if (distance < 25)
                light += peak * Math.Exp(-distance);
        }

        return light;
    }
}
