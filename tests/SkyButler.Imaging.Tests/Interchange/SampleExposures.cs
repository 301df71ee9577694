using SkyButler.Imaging.Exposures.Components;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Sky;

namespace SkyButler.Imaging.Tests.Interchange;

/// <summary>Exposures that are made, not taken.</summary>
internal static class SampleExposures
{
    /// <summary>The positions and fluxes of its stars, in pixels of the image.</summary>
    public static IReadOnlyList<(double X, double Y, double Flux)> Stars { get; } =
        [(20, 25, 20000), (60.3, 30.7, 8000), (100.5, 70.25, 15000), (35.8, 88.1, 5000), (75.2, 60.9, 30000), (112, 15.5, 10000)];

    /// <summary>A sky with stars, a mask, a variance, and every component that is known here.</summary>
    public static Exposure Everything()
    {
        var box = Box2I.FromSize(100, -20, 128, 104);
        var image = TestImages.Sky<float>(box.Width, box.Height, level: 200, noise: 4).WithOrigin(box.MinX, box.MinY);
        foreach (var (x, y, flux) in Stars)
            AddStar((Image<float>)image, x, y, flux);
        var mask = new Mask(box, MaskPlanes.Default.With("MY_PLANE"));
        mask.Set("SAT", Box2I.FromSize(box.MinX + 72, box.MinY + 58, 7, 7));
        mask.Set("MY_PLANE", Box2I.FromSize(box.MinX, box.MinY, 2, box.Height));
        var variance = new Image<float>(box);
        for (int i = 0; i < variance.Pixels.Length; i++)
            variance.Pixels[i] = image.As<float>().Pixels[i] / 2;
        var metadata = new FitsHeader();
        metadata.Set("A LONG KEY of ours", new string('x', 150));
        return new Exposure(new MaskedImage((Image<float>)image, mask, variance), metadata)
        {
            Wcs = Wcs(),
            FilterLabel = new("r", "HSC-R2"),
            PhotoCalib = new(2.5, 0.1),
            Psf = new GaussianPsf(21, 21, 2),
            ValidPolygon = [(99.5, -20.5), (227.5, -20.5), (227.5, 83.5), (99.5, 83.5)],
            SummaryStats = "nPsfStar: 6\npsfSigma: 2.0\n",
            VisitInfo = new() { ExposureTime = 30, Date = "2024-05-01T02:03:04.500000000", Boresight = new SkyPosition(150, 2), Id = 42, Object = "field", Instrument = "Cam" },
        };
    }

    private static FitsHeader Wcs()
    {
        var wcs = new FitsHeader();
        foreach (var (keyword, value) in new (string, object)[]
            { ("CTYPE1", "RA---TAN"), ("CTYPE2", "DEC--TAN"), ("CRPIX1", 64.0), ("CRPIX2", 52.0), ("CRVAL1", 150.0), ("CRVAL2", 2.0), ("CD1_1", -4e-5), ("CD1_2", 3e-5), ("CD2_1", 3e-5), ("CD2_2", 4e-5), ("RADESYS", "ICRS") })
            wcs.Set(keyword, value);
        return wcs;
    }

    /// <summary>Adds a round star.</summary>
    public static void AddStar(Image<float> image, double x, double y, double flux)
    {
        const double sigma = 2;
        for (int row = 0; row < image.Height; row++)
        {
            for (int column = 0; column < image.Width; column++)
            {
                double distance = ((column - x) * (column - x)) + ((row - y) * (row - y));
                if (distance < 200)
                    image.Pixels[(row * image.Width) + column] += (float)(flux / (2 * Math.PI * sigma * sigma) * Math.Exp(-distance / (2 * sigma * sigma)));
            }
        }
    }
}
