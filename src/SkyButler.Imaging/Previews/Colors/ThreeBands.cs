using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Previews.Colors;

/// <summary>
/// Makes one picture of three bands: what is stretched is the mean of the three, so that bright sources keep their colour (Lupton et al. 2004,
/// PASP 116, 133).
/// </summary>
internal static class ThreeBands
{
    // How far each band's range goes beyond the noise that the eye shall see.
    private const double Depth = 8;

    /// <summary>The picture's bytes, the top row first; pixels that a band lacks are dark in it.</summary>
    /// <param name="bands">Red, green and blue, of one size.</param>
    /// <param name="ranges">What is black and what is bright in each.</param>
    /// <param name="stretch">How the mean becomes brightness.</param>
    public static byte[] Draw(IReadOnlyList<Image<float>> bands, IReadOnlyList<DisplayRange> ranges, PreviewStretch stretch)
    {
        int width = bands[0].Width, height = bands[0].Height;
        var bytes = new byte[width * height * 3];
        Span<double> color = stackalloc double[3];
        for (int row = 0; row < height; row++)
        {
            for (int x = 0; x < width; x++)
            {
                int at = ((height - 1 - row) * width) + x;
                double mean = 0, most = 0;
                for (int band = 0; band < 3; band++)
                {
                    double span = (double)ranges[band].High - ranges[band].Low;
                    double value = span > 0 && float.IsFinite(bands[band].Pixels[at]) ? Math.Max(0, (bands[band].Pixels[at] - ranges[band].Low) / span) : 0;
                    color[band] = value;
                    mean += value / 3;
                }

                double factor = mean > 0 ? Stretched(mean, stretch) / mean : 0;
                foreach (double value in color)
                    most = Math.Max(most, value * factor);
                for (int band = 0; band < 3; band++)
                    bytes[(((row * width) + x) * 3) + band] = (byte)Math.Round(255 * color[band] * factor / Math.Max(1, most));
            }
        }

        return bytes;
    }

    private static double Stretched(double mean, PreviewStretch stretch) => stretch switch
    {
        PreviewStretch.Linear => mean,
        PreviewStretch.Log => Math.Log(1 + (Depth * Depth * mean)) / Math.Log(1 + (Depth * Depth)),
        _ => Math.Asinh(Depth * mean) / Math.Asinh(Depth),
    };
}
