using SkyButler.Imaging.Images;
using SkyButler.Imaging.Raws;

namespace SkyButler.Examples.Tasks;

/// <summary>Adds the variance of photons and of reading, amplifier by amplifier.</summary>
internal static class VarianceModel
{
    public static void Apply(MaskedImage image, RawExposure raw, IsrConfig config)
    {
        foreach (var amplifier in raw.Amplifiers)
        {
            var gain = Positive(amplifier.Gain) ?? config.DefaultGain;
            var noise = (amplifier.ReadNoise ?? config.DefaultReadNoise) / gain;
            Add(image, amplifier.Placement.Box, (float)(1 / gain), (float)(noise * noise));
        }
    }

    private static void Add(MaskedImage image, Box2I part, float inverseGain, float readVariance)
    {
        for (var y = part.MinY; y <= part.MaxY; y++)
        {
            var row = y - image.Box.MinY;
            var values = image.Image.Row(row).Slice(part.MinX - image.Box.MinX, part.Width);
            var variances = image.Variance.Row(row).Slice(part.MinX - image.Box.MinX, part.Width);
            for (var i = 0; i < values.Length; i++)
                variances[i] += (Math.Max(0, values[i]) * inverseGain) + readVariance;
        }
    }

    private static double? Positive(double? value) => value is > 0 and < double.PositiveInfinity ? value : null;
}
