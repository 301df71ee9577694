using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Exposures;

/// <summary>How the planes of an exposure are compressed; null stores pixels as they are.</summary>
public sealed record ExposureCompression
{
    private const int MostSamples = 1 << 20;

    /// <summary>Half of normally distributed values lie within so many standard deviations from quartile to quartile.</summary>
    private const double QuartilesOfDeviation = 1.3489795;

    /// <summary>Keeps every bit.</summary>
    public static ExposureCompression Lossless { get; } = Of(FitsCompression.Lossless);

    /// <summary>How the image is compressed.</summary>
    public FitsCompression? Image { get; init; }

    /// <summary>How the mask is compressed.</summary>
    public FitsCompression? Mask { get; init; }

    /// <summary>How the variance is compressed.</summary>
    public FitsCompression? Variance { get; init; }

    /// <summary>
    /// Planes of the mask whose pixels don't count for the noise, by which rounding to steps is measured. With them, the noise is that of
    /// the whole image, and all of it has one step; without (null), each tile has its own.
    /// </summary>
    public IReadOnlyList<string>? NoiseWithout { get; init; }

    /// <summary>Image and variance in one way; the mask keeps every bit.</summary>
    public static ExposureCompression Of(FitsCompression? compression) => new()
    {
        Image = compression,
        Mask = compression is null ? null : FitsCompression.Lossless,
        Variance = compression,
    };

    /// <summary>The compression of a plane, with its step where that is measured over the whole image.</summary>
    internal FitsCompression? For(Image<float> plane, Mask? mask, FitsCompression? how)
    {
        if (NoiseWithout is null || how is not { QuantizeLevel: > 0 and var level, QuantizeStep: null })
            return how;
        int ignored = mask is null ? 0 : mask.Planes.BitMask([.. NoiseWithout.Where(mask.Planes.ContainsKey)]);
        double noise = Noise(plane, mask?.Bits.Pixels, ignored);
        // Without any noise there is nothing that could be rounded away.
        return noise > 0 && float.IsFinite((float)noise) ? how with { QuantizeStep = (float)(noise / level) } : FitsCompression.Lossless;
    }

    // From the quartiles, which stars and defects hardly move, of at most so many pixels.
    private static double Noise(Image<float> plane, int[]? bits, int ignored)
    {
        int step = (plane.Pixels.Length / MostSamples) + 1;
        var values = new List<float>(Math.Min(plane.Pixels.Length, MostSamples));
        for (int i = 0; i < plane.Pixels.Length; i += step)
        {
            if (float.IsFinite(plane.Pixels[i]) && (bits is null || (bits[i] & ignored) == 0))
                values.Add(plane.Pixels[i]);
        }

        values.Sort();
        return values.Count < 4 ? 0 : (values[values.Count * 3 / 4] - values[values.Count / 4]) / QuartilesOfDeviation;
    }
}
