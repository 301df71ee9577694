using SkyButler.Imaging.Images;

namespace SkyButler.Examples.Survey;

/// <summary>The field that the survey looks at, and what a detector sees of it.</summary>
internal sealed class Sky
{
    public const double CentreRa = 150.0;
    public const double CentreDec = 2.0;
    public const double PixelScale = 0.4 / 3600;
    private const double SeeingSigma = 1.6;

    public Sky(int seed, int stars, int galaxies)
    {
        var random = new Random(seed);
        var width = 2.6 * Detector.Size * PixelScale;
        Sources =
        [
            .. Enumerable.Range(0, stars + galaxies).Select(i =>
            {
                var isGalaxy = i >= stars;
                return new SkySource(
                    CentreRa + ((random.NextDouble() - 0.5) * width / Math.Cos(CentreDec * Math.PI / 180)),
                    CentreDec + ((random.NextDouble() - 0.5) * width),
                    30 * Math.Pow(random.NextDouble() + 1e-3, -0.9),
                    isGalaxy ? 1.5 + (3 * random.NextDouble()) : 0,
                    0.3 + (0.7 * random.NextDouble()),
                    Math.PI * random.NextDouble());
            }),
        ];
    }

    public IReadOnlyList<SkySource> Sources { get; }

    /// <summary>Where a source falls on a detector of a pointing, pixels from 0 (gnomonic projection, north up, east left).</summary>
    public static (double X, double Y) Project(SkySource source, Pointing pointing, Detector detector)
    {
        const double radian = Math.PI / 180;
        double ra = (source.Ra - pointing.Ra) * radian, dec = source.Dec * radian, dec0 = pointing.Dec * radian;
        var cosine = (Math.Sin(dec) * Math.Sin(dec0)) + (Math.Cos(dec) * Math.Cos(dec0) * Math.Cos(ra));
        var xi = Math.Cos(dec) * Math.Sin(ra) / cosine / radian;
        var eta = ((Math.Sin(dec) * Math.Cos(dec0)) - (Math.Cos(dec) * Math.Sin(dec0) * Math.Cos(ra))) / cosine / radian;
        return (pointing.CentreX(detector) - (xi / PixelScale), pointing.CentreY + (eta / PixelScale));
    }

    /// <summary>Electrons that a detector is expected to gather in an exposure, before its own response.</summary>
    public Image<float> Expose(Pointing pointing, Detector detector)
    {
        var image = new Image<float>(Detector.Size, Detector.Size);
        Array.Fill(image.Pixels, (float)(pointing.Filter.SkyRate * pointing.ExposureTime));
        foreach (var source in Sources)
        {
            var (x, y) = Project(source, pointing, detector);
            var flux = source.Flux * pointing.Filter.Throughput * pointing.ExposureTime;
            if (source.ScaleLength > 0)
                AddDisk(image, source, x, y, flux);
            else
                AddStar(image, x, y, flux);
        }

        return image;
    }

    private static void AddStar(Image<float> image, double x, double y, double flux) =>
        Add(image, x, y, 6 * SeeingSigma, (dx, dy) =>
            flux / (2 * Math.PI * SeeingSigma * SeeingSigma) * Math.Exp(-((dx * dx) + (dy * dy)) / (2 * SeeingSigma * SeeingSigma)));

    private static void AddDisk(Image<float> image, SkySource source, double x, double y, double flux)
    {
        var (sine, cosine) = Math.SinCos(source.Angle);
        var scale = Math.Sqrt((source.ScaleLength * source.ScaleLength) + (SeeingSigma * SeeingSigma));
        Add(image, x, y, 8 * scale, (dx, dy) =>
        {
            var along = (dx * cosine) + (dy * sine);
            var across = ((dy * cosine) - (dx * sine)) / source.AxisRatio;
            return flux / (2 * Math.PI * scale * scale * source.AxisRatio) * Math.Exp(-Math.Sqrt((along * along) + (across * across)) / scale);
        });
    }

    private static void Add(Image<float> image, double x, double y, double radius, Func<double, double, double> profile)
    {
        var (left, right) = (Math.Max(0, (int)(x - radius)), Math.Min(image.Width - 1, (int)(x + radius)));
        var (bottom, top) = (Math.Max(0, (int)(y - radius)), Math.Min(image.Height - 1, (int)(y + radius)));
        for (var row = bottom; row <= top; row++)
            for (var column = left; column <= right; column++)
                image[column, row] += (float)profile(column - x, row - y);
    }
}
