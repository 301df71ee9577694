using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Raws;

/// <summary>The level that an amplifier gives without light, from its overscan. NaN pixels don't count.</summary>
public static class Overscan
{
    private const int ClippingRounds = 3;
    private const double ClippingWidth = 3;

    /// <summary>One level for all rows.</summary>
    /// <exception cref="ImagingException">The region is empty, or reaches beyond the image.</exception>
    public static float Level(Image<float> pixels, Box2I region, OverscanStatistic statistic = OverscanStatistic.Median)
    {
        if (region.IsEmpty)
            throw new ImagingException("The overscan has no pixels to take a level from");
        return (float)Level(pixels.Cutout(region).Pixels, statistic);
    }

    /// <summary>A level for each row of a region, lowest row first.</summary>
    /// <exception cref="ImagingException">The region is empty, or reaches beyond the image.</exception>
    public static float[] RowLevels(Image<float> pixels, Box2I region, OverscanStatistic statistic = OverscanStatistic.Median)
    {
        if (region.IsEmpty)
            throw new ImagingException("The overscan has no pixels to take levels from");
        var cutout = pixels.Cutout(region);
        var levels = new float[region.Height];
        for (int row = 0; row < levels.Length; row++)
            levels[row] = (float)Level(cutout.Row(row), statistic);
        return levels;
    }

    /// <summary>Subtracts one level from all pixels, in place.</summary>
    public static void Subtract(Image<float> pixels, float level)
    {
        foreach (ref float pixel in pixels.Pixels.AsSpan())
            pixel -= level;
    }

    /// <summary>Subtracts from each row its own level, in place.</summary>
    /// <exception cref="ImagingException">There aren't as many levels as rows.</exception>
    public static void Subtract(Image<float> pixels, ReadOnlySpan<float> rowLevels)
    {
        if (rowLevels.Length != pixels.Height)
            throw new ImagingException($"{rowLevels.Length} levels can't be subtracted from {pixels.Height} rows: take them from the same rows");
        for (int row = 0; row < pixels.Height; row++)
        {
            foreach (ref float pixel in pixels.Row(row))
                pixel -= rowLevels[row];
        }
    }

    private static double Level(ReadOnlySpan<float> pixels, OverscanStatistic statistic)
    {
        var values = new List<float>(pixels.Length);
        foreach (float pixel in pixels)
        {
            if (!float.IsNaN(pixel))
                values.Add(pixel);
        }

        return values.Count == 0 ? double.NaN : statistic switch
        {
            OverscanStatistic.Median => Median(values),
            OverscanStatistic.Mean => values.Average(value => (double)value),
            _ => ClippedMean(values),
        };
    }

    private static double Median(List<float> values)
    {
        values.Sort();
        int middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : ((double)values[middle - 1] + values[middle]) / 2;
    }

    private static double ClippedMean(List<float> values)
    {
        double mean = 0;
        for (int round = 0; round <= ClippingRounds; round++)
        {
            mean = values.Average(value => (double)value);
            double variance = values.Average(value => (value - mean) * (value - mean)), limit = ClippingWidth * Math.Sqrt(variance), centre = mean;
            if (round == ClippingRounds || values.RemoveAll(value => Math.Abs(value - centre) > limit) == 0)
                break;
        }

        return mean;
    }
}
