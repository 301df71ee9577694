namespace SkyButler.Imaging.Previews;

/// <summary>Chooses limits from a sample of an image's finite pixels.</summary>
internal static class DisplayRanges
{
    private const int MostSamples = 20_000;
    private const double Contrast = 0.25;
    private const double Rejection = 2.5;
    private const int MostRounds = 5;
    private const double LeastKept = 0.5;

    public static DisplayRange Find(ReadOnlySpan<float> pixels, PreviewOptions options)
    {
        var sorted = Sample(pixels, options.Limits == PreviewLimits.MinMax ? int.MaxValue : MostSamples);
        if (sorted.Length == 0)
            return new DisplayRange(0, 0);
        return options.Limits switch
        {
            PreviewLimits.MinMax => new DisplayRange(sorted[0], sorted[^1]),
            PreviewLimits.Percentile => Percentile(sorted, options.Percent),
            _ => ZScale(sorted),
        };
    }

    private static float[] Sample(ReadOnlySpan<float> pixels, int most)
    {
        int step = Math.Max(1, pixels.Length / most);
        var finite = new List<float>(Math.Min(pixels.Length, MostSamples + 1));
        for (int i = 0; i < pixels.Length; i += step)
        {
            if (float.IsFinite(pixels[i]))
                finite.Add(pixels[i]);
        }

        finite.Sort();
        return [.. finite];
    }

    private static DisplayRange Percentile(float[] sorted, double percent)
    {
        double tail = (100 - Math.Clamp(percent, 0, 100)) / 200;
        int last = sorted.Length - 1;
        return new DisplayRange(sorted[(int)Math.Round(tail * last)], sorted[(int)Math.Round((1 - tail) * last)]);
    }

    // A straight line through the sorted sample, without what lies far off it, gives the slope of the background; limits
    // are where that line, steepened by the contrast, would meet the ends. After IRAF's display task.
    private static DisplayRange ZScale(float[] sorted)
    {
        int count = sorted.Length;
        double median = count % 2 == 1 ? sorted[count / 2] : (sorted[(count / 2) - 1] + (double)sorted[count / 2]) / 2;
        var kept = Enumerable.Repeat(true, count).ToArray();
        double slope = 0;
        for (int round = 0; round < MostRounds; round++)
        {
            var (fitted, offset, deviation) = Fit(sorted, kept);
            slope = fitted;
            int rejected = 0;
            for (int i = 0; i < count; i++)
            {
                if (!kept[i] || Math.Abs(sorted[i] - (offset + (slope * i))) <= Rejection * deviation)
                    continue;
                kept[i] = false;
                rejected++;
            }

            if (rejected == 0)
                break;
            if (kept.Count(keep => keep) < Math.Max(5, count * LeastKept))
                return new DisplayRange(sorted[0], sorted[^1]);
        }

        double steep = slope / Contrast, middle = (count - 1) / 2.0;
        return new DisplayRange(
            (float)Math.Max(sorted[0], median - (middle * steep)),
            (float)Math.Min(sorted[^1], median + (middle * steep)));
    }

    private static (double Slope, double Offset, double Deviation) Fit(float[] values, bool[] kept)
    {
        double n = 0, sumX = 0, sumY = 0, sumXX = 0, sumXY = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (!kept[i])
                continue;
            n++;
            sumX += i;
            sumY += values[i];
            sumXX += (double)i * i;
            sumXY += (double)i * values[i];
        }

        double determinant = (n * sumXX) - (sumX * sumX);
        double slope = determinant > 0 ? ((n * sumXY) - (sumX * sumY)) / determinant : 0;
        double offset = n > 0 ? (sumY - (slope * sumX)) / n : 0, squares = 0;
        for (int i = 0; i < values.Length; i++)
            squares += kept[i] ? Math.Pow(values[i] - (offset + (slope * i)), 2) : 0;
        return (slope, offset, n > 0 ? Math.Sqrt(squares / n) : 0);
    }
}
