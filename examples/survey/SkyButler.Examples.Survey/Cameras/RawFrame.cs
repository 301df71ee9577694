using System.Globalization;
using SkyButler.Examples.Survey.Plans;
using SkyButler.Examples.Survey.Skies;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Examples.Survey.Cameras;

/// <summary>Writes what a detector's electronics would: one image extension an amplifier, with its overscan, in unsigned counts.</summary>
internal static class RawFrame
{
    public static async Task WriteAsync(string path, Pointing pointing, Detector detector, Image<float> electrons, CancellationToken cancellationToken)
    {
        var random = new Random(HashCode(pointing.Exposure, detector.Id));
        CosmicRays.Add(electrons, pointing.ExposureTime, random);
        File.Delete(path);
        await using var writer = FitsWriter.Create(path);
        await writer.WriteEmptyAsync(PrimaryCards(pointing, detector), cancellationToken);
        foreach (var amplifier in detector.Amplifiers)
            await writer.WriteImageAsync(ReadOut(pointing, detector, amplifier, electrons, random), AmplifierCards(amplifier), null, cancellationToken);
    }

    private static Image<ushort> ReadOut(Pointing pointing, Detector detector, Amplifier amplifier, Image<float> electrons, Random random)
    {
        var (width, height) = (amplifier.Box.Width, amplifier.Box.Height);
        var counts = new Image<ushort>(width + Amplifier.SerialOverscan, height + Amplifier.ParallelOverscan);
        for (var row = 0; row < counts.Height; row++)
        {
            // The level drifts a little from row to row, which the overscan follows and a single number would not.
            var level = amplifier.BiasLevel + (2 * Math.Sin(row / 60.0));
            for (var column = 0; column < counts.Width; column++)
            {
                var value = level + (amplifier.ReadNoise / amplifier.Gain * Draw.Normal(random));
                if (column < width && row < height)
                {
                    var (x, y) = amplifier.OnDetector(column, row);
                    value += detector.Bias[x, y] + (detector.Dark[x, y] * pointing.ExposureTime)
                        + (Draw.Photons(random, electrons[x, y] * detector.Response[x, y]) / amplifier.Gain);
                }

                counts[column, row] = (ushort)Math.Clamp(Math.Round(value), 0, Amplifier.Saturation);
            }
        }

        return counts;
    }

    private static IEnumerable<FitsCard> PrimaryCards(Pointing pointing, Detector detector) =>
    [
        FitsCard.Of("TELESCOP", "Survey simulator"),
        FitsCard.Of("INSTRUME", "SurveyCam"),
        FitsCard.Of("OBSID", pointing.ObservationId),
        FitsCard.Of("EXPID", pointing.Exposure),
        FitsCard.Of("DETECTOR", detector.Id),
        FitsCard.Of("DETNAME", detector.Name),
        FitsCard.Of("DETSIZE", $"[1:{Detector.Size},1:{Detector.Size}]"),
        FitsCard.Of("FILTER", pointing.Filter.Name),
        FitsCard.Of("IMAGETYP", "science"),
        FitsCard.Of("EXPTIME", pointing.ExposureTime, "seconds"),
        FitsCard.Of("DARKTIME", pointing.ExposureTime, "seconds"),
        FitsCard.Of("TIMESYS", "TAI"),
        FitsCard.Of("DATE-OBS", Iso(pointing.BeginTai)),
        FitsCard.Of("DATE-END", Iso(pointing.EndTai)),
        .. WcsCards(pointing, detector),
    ];

    // As the telescope control believes: a plain projection around where it was told to look.
    private static IEnumerable<FitsCard> WcsCards(Pointing pointing, Detector detector) =>
    [
        FitsCard.Of("WCSAXES", 2),
        FitsCard.Of("RADESYS", "ICRS"),
        FitsCard.Of("CTYPE1", "RA---TAN"),
        FitsCard.Of("CTYPE2", "DEC--TAN"),
        FitsCard.Of("CUNIT1", "deg"),
        FitsCard.Of("CUNIT2", "deg"),
        FitsCard.Of("CRVAL1", pointing.ToldRa),
        FitsCard.Of("CRVAL2", pointing.ToldDec),
        FitsCard.Of("CRPIX1", Pointing.CentreX(detector) + 1),
        FitsCard.Of("CRPIX2", Pointing.CentreY + 1),
        FitsCard.Of("CD1_1", -Sky.PixelScale),
        FitsCard.Of("CD1_2", 0.0),
        FitsCard.Of("CD2_1", 0.0),
        FitsCard.Of("CD2_2", Sky.PixelScale),
    ];

    private static IEnumerable<FitsCard> AmplifierCards(Amplifier amplifier) =>
    [
        FitsCard.Of("EXTNAME", amplifier.Name),
        FitsCard.Of("DATASEC", amplifier.DataSection),
        FitsCard.Of("BIASSEC", amplifier.BiasSection),
        FitsCard.Of("DETSEC", amplifier.DetectorSection),
        FitsCard.Of("DETSIZE", $"[1:{Detector.Size},1:{Detector.Size}]"),
        FitsCard.Of("GAIN", amplifier.Gain, "electrons per count"),
        FitsCard.Of("RDNOISE", amplifier.ReadNoise, "electrons"),
        FitsCard.Of("SATURATE", Amplifier.Saturation, "counts"),
    ];

    private static string Iso(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    private static int HashCode(int exposure, int detector) => unchecked((exposure * 31) + detector);
}
