using System.Globalization;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Sky;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Sky;

public sealed class SkyWcsTests
{
    private const double Tolerance = 1e-9;
    private static readonly double[] PixelsX = [0, 17.5, 1023.25, 2047, 640.125, -300];
    private static readonly double[] PixelsY = [0, 2000, 995.5, 31.75, 1500.5, 2300];

    // The same pixels, asked of astropy, which counts from 0 here.
    private const string Ask = """
        from astropy.wcs import WCS
        with fits.open(sys.argv[1]) as f:
            h = f[int(sys.argv[2])].header
        w = WCS(h)
        x = np.array([float(v) for v in sys.argv[3].split(',')]); y = np.array([float(v) for v in sys.argv[4].split(',')])
        a, b = w.all_pix2world(x, y, 0)
        print(','.join(repr(float(v)) for v in a)); print(','.join(repr(float(v)) for v in b))
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("TAN")]
    [InlineData("SIN")]
    [InlineData("SIN slant")]
    [InlineData("ZPN")]
    [InlineData("STG")]
    [InlineData("ARC")]
    [InlineData("ZEA")]
    [InlineData("CAR")]
    [InlineData("AIT")]
    [InlineData("MOL")]
    [InlineData("HPX")]
    [InlineData("TPV")]
    [InlineData("TAN-SIP")]
    [InlineData("TAN with unnamed SIP")]
    [InlineData("galactic")]
    [InlineData("latitude first")]
    [InlineData("rotated")]
    public async Task Pixels_lie_where_astropy_puts_them_and_come_back(string name)
    {
        var header = WcsHeaders.Make(name);
        using var wcs = new SkyWcs(header);
        using var folder = new TemporaryDirectory();
        var path = Path.Combine(folder.Path, "wcs.fits");
        await using (var writer = FitsWriter.Create(path))
            await writer.WriteImageAsync(new Image<short>(new Box2I(0, 0, 0, 0)), header, null, Cancel);

        var (longitude, latitude) = await AskAsync(path, 0);

        if (name == "latitude first")
            (longitude, latitude) = (latitude, longitude);
        RequireSame(wcs, longitude, latitude);
        RequireReturn(wcs);
    }

    [Theory]
    [InlineData("data", "obs_base/calexp.fits", 1)]
    [InlineData("data", "obs_base/small.fits", 1)]
    [InlineData("data", "spherex/small.fits", 1)]
    [InlineData("golden", "rubin-imsim/raw/204595/R11/00204595-R11-S20-det042.fits", 0)]
    [InlineData("golden", "rubin-imsim/raw/204595/R11/00204595-R11-S20-det042.fits", 3)]
    [InlineData("golden", "rubin-phosim/eimage/9006002/E000/R22/eimage_09006002_R22_S00_E000.fits.gz", 0)]
    [InlineData("golden", "rubin-phosim/raw/204595/R11/00204595-R11-S20-det042.fits", 1)]
    public async Task Real_headers_agree_with_astropy(string place, string file, int hdu)
    {
        var path = place == "data" ? SharedFiles.Data(file) : SharedFiles.Golden(file);
        await using var fits = await FitsFile.OpenAsync(path, cancellationToken: Cancel);
        using var wcs = new SkyWcs(fits.Hdus[hdu].ImageHeader);
        var (longitude, latitude) = await AskAsync(path, hdu);
        RequireSame(wcs, longitude, latitude);
    }

    [Fact]
    public void The_origin_of_an_image_moves_pixels_and_not_the_sky()
    {
        using var whole = new SkyWcs(WcsHeaders.Make("TAN-SIP"));
        using var part = new SkyWcs(WcsHeaders.Make("TAN-SIP"), originX: 100, originY: -40);
        part.PixelToSky(110, -30).SeparationFrom(whole.PixelToSky(10, 10)).ShouldBeLessThan(Tolerance);
        var (x, y) = part.SkyToPixel(whole.PixelToSky(10, 10));
        x.ShouldBe(110, 1e-6);
        y.ShouldBe(-30, 1e-6);
    }

    [Fact]
    public void Polynomials_that_scamp_wrote_under_the_plain_projections_name_are_heeded()
    {
        using var old = new SkyWcs(WcsHeaders.Make("TAN with PV"));
        using var named = new SkyWcs(WcsHeaders.Make("TPV"));
        old.Projection.ShouldBe("TPV");
        old.PixelToSky(100, 1900).ShouldBe(named.PixelToSky(100, 1900));
    }

    [Fact]
    public void Many_points_are_converted_like_single_ones()
    {
        using var wcs = new SkyWcs(WcsHeaders.Make("TAN-SIP"));
        const int count = 10_001;
        var x = Enumerable.Range(0, count).Select(i => i % 2048 + 0.25).ToArray();
        var y = Enumerable.Range(0, count).Select(i => i / 5.0).ToArray();
        var (longitude, latitude) = (new double[count], new double[count]);
        wcs.PixelToSky(x, y, longitude, latitude);
        foreach (var i in new[] { 0, 2047, 2048, 4095, 4096, count - 1 })
            new SkyPosition(longitude[i], latitude[i]).ShouldBe(wcs.PixelToSky(x[i], y[i]));
    }

    [Fact]
    public void What_is_off_the_projection_is_not_a_number()
    {
        using var wcs = new SkyWcs(WcsHeaders.Make("TAN"));
        var (x, y) = wcs.SkyToPixel(new(30.75, 12.125));
        x.ShouldBe(double.NaN);
        y.ShouldBe(double.NaN);
        var far = WcsHeaders.Make("AIT");
        using var whole = new SkyWcs(far);
        whole.PixelToSky(1e7, 1e7).IsValid.ShouldBeFalse();
        whole.PixelToSky(0, 0).IsValid.ShouldBeTrue();
    }

    [Fact]
    public void Scale_frame_projection_and_footprint_describe_the_image()
    {
        using var wcs = new SkyWcs(WcsHeaders.Make("TAN"));
        wcs.PixelScale(1023.25, 995.5).ShouldBe(3600 * Math.Sqrt((7.3e-5 * 7.4e-5) + (1.1e-6 * 1.2e-6)), 1e-6);
        wcs.Frame.ShouldBe("ICRS");
        wcs.Projection.ShouldBe("TAN");
        using var galactic = new SkyWcs(WcsHeaders.Make("galactic"));
        galactic.Frame.ShouldBe("GALACTIC");
        using var rotated = new SkyWcs(WcsHeaders.Make("rotated"));
        rotated.Frame.ShouldBe("FK5");

        var outline = wcs.Footprint(new Box2I(0, 0, 2047, 1023), pointsOfSide: 4);
        outline.Count.ShouldBe(16);
        outline[0].ShouldBe(wcs.PixelToSky(-0.5, -0.5));
        outline[4].ShouldBe(wcs.PixelToSky(2047.5, -0.5));
        outline[8].ShouldBe(wcs.PixelToSky(2047.5, 1023.5));
        outline[14].ShouldBe(wcs.PixelToSky(-0.5, 511.5));
    }

    [Theory]
    [InlineData("CTYPE2", "FREQ", "no celestial world coordinates")]
    [InlineData("CTYPE1", "RA---XYZ", "no world coordinates")]
    [InlineData("CRVAL1", double.NaN, "CRVAL1")]
    [InlineData("A_ORDER", 4_000_000L, "A_ORDER")]
    [InlineData("CD1_1", 0.0, "no world coordinates")]
    public void Impossible_coordinates_are_refused_by_name(string keyword, object value, string said)
    {
        var header = WcsHeaders.Make("TAN-SIP");
        header.Set(keyword, value);
        if (keyword == "CD1_1")
            foreach (var other in new[] { "CD1_2", "CD2_1", "CD2_2" })
                header.Set(other, 0.0);
        Should.Throw<ImagingException>(() => new SkyWcs(header)).Message.ShouldContain(said);
    }

    [Fact]
    public void Without_coordinates_there_is_no_wcs() => SkyWcs.Find(new FitsHeader([FitsCard.Of("CTYPE1", "LINEAR"), FitsCard.Of("CRVAL1", 1.0)])).ShouldBeNull();

    private static async Task<(double[] Longitude, double[] Latitude)> AskAsync(string path, int hdu)
    {
        var lines = (await Astropy.RunAsync(Ask, path, hdu.ToString(CultureInfo.InvariantCulture), Join(PixelsX), Join(PixelsY))).Split('\n');
        return (Split(lines[^2]), Split(lines[^1]));

        static string Join(double[] values) => string.Join(',', values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
        static double[] Split(string line) => [.. line.Split(',').Select(v => double.Parse(v.Replace("nan", "NaN", StringComparison.Ordinal), CultureInfo.InvariantCulture))];
    }

    private static void RequireSame(SkyWcs wcs, double[] longitude, double[] latitude)
    {
        var (ownLongitude, ownLatitude) = (new double[PixelsX.Length], new double[PixelsX.Length]);
        wcs.PixelToSky(PixelsX, PixelsY, ownLongitude, ownLatitude);
        for (var i = 0; i < PixelsX.Length; i++)
            new SkyPosition(ownLongitude[i], ownLatitude[i]).SeparationFrom(new(longitude[i], latitude[i])).ShouldBeLessThan(Tolerance, $"pixel {PixelsX[i]}, {PixelsY[i]}");
    }

    private static void RequireReturn(SkyWcs wcs)
    {
        for (var i = 0; i < PixelsX.Length; i++)
        {
            var (x, y) = wcs.SkyToPixel(wcs.PixelToSky(PixelsX[i], PixelsY[i]));
            x.ShouldBe(PixelsX[i], 1e-6);
            y.ShouldBe(PixelsY[i], 1e-6);
        }
    }
}
