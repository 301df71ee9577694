using SkyButler.Examples.Survey.Cameras;
using SkyButler.Examples.Survey.Plans;
using SkyButler.Imaging.Images;

namespace SkyButler.Examples.Survey.Skies;

/// <summary>What the survey looks at, and what a detector sees of it.</summary>
internal sealed class Sky
{
    /// <summary>Degrees for each pixel.</summary>
    public const double PixelScale = 0.4 / 3600;

    private const double FirstRa = 150.0;
    private const double FirstDec = 2.0;
    private const double FieldSpacing = 0.5;
    private const int FieldsInRow = 10;
    private const double FaintestFlux = 8;
    private const double BrightestShare = 5e-5;

    public Sky(SurveyPlan plan)
    {
        var sources = new List<SkySource>();
        for (var field = 0; field < plan.Fields; field++)
        {
            var random = new Random(plan.Seed + field);
            for (var i = 0; i < plan.Stars + plan.Galaxies; i++)
                sources.Add(Make(random, sources.Count + 1, Centre(field), isGalaxy: i >= plan.Stars));
        }

        Sources = sources;
        PerField = plan.Stars + plan.Galaxies;
    }

    public IReadOnlyList<SkySource> Sources { get; }

    private int PerField { get; }

    /// <summary>The middle of a field: right ascension and declination in degrees.</summary>
    public static (double Ra, double Dec) Centre(int field)
    {
        var dec = FirstDec + (FieldSpacing * (field / FieldsInRow));
        return (FirstRa + (FieldSpacing * (field % FieldsInRow) / Math.Cos(dec * Math.PI / 180)), dec);
    }

    /// <summary>Electrons that a detector is expected to gather in an exposure, before its own response.</summary>
    public Image<float> Expose(Pointing pointing, Detector detector)
    {
        var image = new Image<float>(Detector.Size, Detector.Size);
        Array.Fill(image.Pixels, (float)(pointing.Filter.SkyRate * pointing.ExposureTime));
        foreach (var source in Sources.Skip(pointing.Field * PerField).Take(PerField))
        {
            var place = Projection.OnFocalPlane(source, pointing);
            var (x, y) = Projection.OnDetector(place, detector);
            var spread = new PointSpread(pointing.Seeing, place.X, place.Y);
            var electrons = source.Rate(pointing.Filter) * pointing.Transparency * pointing.ExposureTime;
            if (source.IsStar)
                Add(image, x, y, PointSpread.Radius, (dx, dy) => electrons * spread.At(dx, dy));
            else
                AddDisk(image, source, x, y, electrons, pointing.Seeing);
        }

        return image;
    }

    private static SkySource Make(Random random, int id, (double Ra, double Dec) centre, bool isGalaxy)
    {
        var width = 2.6 * Detector.Size * PixelScale;
        return new SkySource(
            id,
            centre.Ra + ((random.NextDouble() - 0.5) * width / Math.Cos(centre.Dec * Math.PI / 180)),
            centre.Dec + ((random.NextDouble() - 0.5) * width),
            FaintestFlux * Math.Pow(random.NextDouble() + BrightestShare, -0.9),
            Math.Clamp(0.6 + (0.4 * Draw.Normal(random)), -0.3, 1.6),
            isGalaxy ? 1.5 + (3 * random.NextDouble()) : 0,
            0.3 + (0.7 * random.NextDouble()),
            Math.PI * random.NextDouble());
    }

    // The seeing is added to the disk's size: near enough for what is to look like a galaxy.
    private static void AddDisk(Image<float> image, SkySource source, double x, double y, double electrons, double seeing)
    {
        var (sine, cosine) = Math.SinCos(source.Angle);
        var scale = Math.Sqrt((source.ScaleLength * source.ScaleLength) + (seeing * seeing / 5.5));
        Add(image, x, y, 8 * scale, (dx, dy) =>
        {
            var along = (dx * cosine) + (dy * sine);
            var across = ((dy * cosine) - (dx * sine)) / source.AxisRatio;
            return electrons / (2 * Math.PI * scale * scale * source.AxisRatio) * Math.Exp(-Math.Sqrt((along * along) + (across * across)) / scale);
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
