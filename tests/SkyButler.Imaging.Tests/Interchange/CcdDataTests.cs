using SkyButler.Imaging.Ccd;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Interchange;

/// <summary>Data with mask and uncertainty pass between astropy's <c>CCDData</c> and ours, both ways.</summary>
public sealed class CcdDataTests
{
    private const string Prelude = "from astropy.nddata import CCDData, StdDevUncertainty, VarianceUncertainty, InverseVariance\nfrom astropy.wcs import WCS\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("StdDevUncertainty", CcdUncertaintyKind.StandardDeviation)]
    [InlineData("VarianceUncertainty", CcdUncertaintyKind.Variance)]
    [InlineData("InverseVariance", CcdUncertaintyKind.InverseVariance)]
    public async Task What_astropy_writes_is_read_whole_and_part_by_part(string name, CcdUncertaintyKind kind)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("theirs.fits");
        await Astropy.RunAsync(
            Prelude + """
            w = WCS(naxis=2); w.wcs.ctype = ['RA---TAN', 'DEC--TAN']; w.wcs.crval = [10, 20]; w.wcs.crpix = [2, 3]; w.wcs.cdelt = [-1e-4, 1e-4]
            data = np.arange(12, dtype='f4').reshape(3, 4)
            mask = data > 9
            c = CCDData(data, unit='electron', mask=mask, uncertainty=globals()[sys.argv[2]](data * 2), wcs=w, meta={'OBSERVER': 'Ada', 'AIRMASS': 1.25})
            c.write(sys.argv[1])
            """, path, name);

        var read = await CcdReader.ReadAsync(path, Cancel);

        read.Data.ShouldBeOfType<Image<float>>().Pixels.ShouldBe([.. Enumerable.Range(0, 12).Select(i => (float)i)]);
        read.Mask!.Pixels.ShouldBe([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
        read.Uncertainty!.Kind.ShouldBe(kind);
        read.Uncertainty.Values.As<double>().Pixels.ShouldBe([.. Enumerable.Range(0, 12).Select(i => i * 2.0)]);
        read.Unit.ShouldBe("electron");
        read.Flags.ShouldBeNull();
        (read.Metadata.GetString("OBSERVER"), read.Metadata.GetDouble("AIRMASS")).ShouldBe(("Ada", 1.25));
        read.Metadata.Contains("CRVAL1").ShouldBeFalse();
        using var wcs = read.OpenSkyWcs()!;
        var centre = wcs.PixelToSky(1, 2);
        (centre.Longitude, centre.Latitude).ShouldBe((10.0, 20.0), "the reference pixel");
    }

    [Theory]
    [InlineData(CcdUncertaintyKind.StandardDeviation, "StdDevUncertainty")]
    [InlineData(CcdUncertaintyKind.Variance, "VarianceUncertainty")]
    [InlineData(CcdUncertaintyKind.InverseVariance, "InverseVariance")]
    public async Task What_is_written_astropy_reads(CcdUncertaintyKind kind, string name)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("ours.fits");
        await WriteAsync(path, Sample(kind));

        string seen = await Astropy.RunAsync(
            Prelude + """
            c = CCDData.read(sys.argv[1])
            print(c.data.dtype.name, c.data.ravel().tolist(), c.unit, c.mask.dtype, c.mask.ravel().tolist(), type(c.uncertainty).__name__,
                  c.uncertainty.array.ravel().tolist(), c.psf.shape, c.header['OBSERVER'], c.wcs.wcs.crval.tolist(), sep='|')
            """, path);

        seen.ShouldBe($"uint16|[0, 1, 65535, 3, 4, 5]|adu|bool|[False, True, False, False, False, True]|{name}|[0.5, 1.5, 2.5, 3.5, 4.5, 5.5]|(3, 3)|Ada|[10.0, 20.0]");
        var again = await CcdReader.ReadAsync(path, Cancel);
        again.Data.ShouldBeOfType<Image<ushort>>();
        again.Data.ShouldHavePixelsOf(Sample(kind).Data);
        again.Flags!.ShouldHavePixelsOf(Sample(kind).Flags!);
        again.Psf!.Width.ShouldBe(3);
        (again.Uncertainty!.Kind, again.Unit).ShouldBe((kind, "adu"));
    }

    [Fact]
    public async Task Planes_of_another_size_and_kinds_that_are_not_known_are_refused_by_name()
    {
        Should.Throw<ImagingException>(() => new CcdData(new Image<float>(3, 2), new Image<byte>(2, 3))).Message.ShouldContain("The mask has 2 x 3 pixels and the data 3 x 2");
        using var folder = new TemporaryDirectory();
        string path = folder.File("odd.fits"), cube = folder.File("cube.fits");
        await Astropy.RunAsync(
            """
            fits.HDUList([fits.PrimaryHDU(np.zeros((2, 2))), fits.ImageHDU(np.zeros((2, 2)), fits.Header({'UTYPE': 'Other'}), name='UNCERT')]).writeto(sys.argv[1])
            fits.PrimaryHDU(np.zeros((3, 2, 2))).writeto(sys.argv[2])
            """, path, cube);
        (await Should.ThrowAsync<ImagingException>(() => CcdReader.ReadAsync(path, Cancel))).Message.ShouldContain("UTYPE is 'Other'");
        (await Should.ThrowAsync<ImagingException>(() => CcdReader.ReadAsync(cube, Cancel))).Message.ShouldContain("3 planes");
    }

    private static CcdData Sample(CcdUncertaintyKind kind) => new(
        new Image<ushort>(Box2I.FromSize(0, 0, 3, 2), [0, 1, 65535, 3, 4, 5]),
        new Image<byte>(Box2I.FromSize(0, 0, 3, 2), [0, 1, 0, 0, 0, 7]),
        new CcdUncertainty(kind, new Image<float>(Box2I.FromSize(0, 0, 3, 2), [0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f])),
        new Image<int>(Box2I.FromSize(0, 0, 3, 2), [1, 2, 3, 4, 5, -6]))
    {
        Psf = new Image<float>(3, 3),
        Unit = "adu",
        Wcs = new FitsHeader(
        [
            FitsCard.Of("CTYPE1", "RA---TAN"), FitsCard.Of("CTYPE2", "DEC--TAN"), FitsCard.Of("CRVAL1", 10.0), FitsCard.Of("CRVAL2", 20.0),
            FitsCard.Of("CRPIX1", 2.0), FitsCard.Of("CRPIX2", 1.0), FitsCard.Of("CDELT1", -1e-4), FitsCard.Of("CDELT2", 1e-4),
        ]),
        Metadata = new FitsHeader([FitsCard.Of("OBSERVER", "Ada")]),
    };

    private static async Task WriteAsync(string path, CcdData ccd)
    {
        await using var writer = FitsWriter.Create(path);
        await CcdWriter.WriteAsync(writer, ccd, Cancel);
    }
}
