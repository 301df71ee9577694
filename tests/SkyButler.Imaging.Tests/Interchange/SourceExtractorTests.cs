using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Files;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Interchange;

/// <summary>source-extractor finds the stars in what is written here, and its catalogues are read in every format that it has.</summary>
public sealed class SourceExtractorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData(FitsCompressionAlgorithm.Gzip2)]
    [InlineData(FitsCompressionAlgorithm.Rice1)]
    public async Task Its_stars_are_found_in_plain_and_in_unpacked_masked_images(FitsCompressionAlgorithm? algorithm)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("exposure.fits"), image = path;
        var how = algorithm == FitsCompressionAlgorithm.Rice1 ? FitsCompression.Lossy(16) : FitsCompression.Lossless;
        await using (var writer = FitsWriter.Create(path))
        {
            // Of exposures with an archive it reads nothing: the columns of bits that afw has there stop it.
            var sample = SampleExposures.Everything();
            await ExposureWriter.WriteAsync(writer, new Exposure(sample.MaskedImage) { Wcs = sample.Wcs }, ExposureCompression.Of(algorithm is null ? null : how), Cancel);
        }

        if (algorithm is not null)
        {
            image = folder.File("unpacked.fits");
            await Tool.RunAsync("funpack", "libcfitsio-bin", ["-O", image, path]);
        }

        var stars = await ExtractAsync(folder, image + "[1]", "FITS_1.0");

        RequireStars(stars);
        // The image's header has the WCS: SExtractor's places on the sky are ours.
        await using var reader = await ExposureReader.OpenAsync(path, Cancel);
        using var wcs = reader.OpenSkyWcs()!;
        for (int i = 0; i < stars.RowCount; i++)
        {
            var place = wcs.PixelToSky(Number(stars, "X_IMAGE", i) - 1 + reader.Box.MinX, Number(stars, "Y_IMAGE", i) - 1 + reader.Box.MinY);
            place.SeparationFrom(new(stars.Values<double>("ALPHA_J2000")[i], stars.Values<double>("DELTA_J2000")[i])).ShouldBeLessThan(1e-6);
        }
    }

    [Theory]
    [InlineData("ASCII_HEAD")]
    [InlineData("ASCII_VOTABLE")]
    [InlineData("FITS_1.0")]
    [InlineData("FITS_LDAC")]
    public async Task Its_catalogues_are_read(string kind)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("image.fits");
        await using (var writer = FitsWriter.Create(path))
            await writer.WriteImageAsync(SampleExposures.Everything().Image, SampleExposures.Everything().Wcs, null, Cancel);

        var stars = await ExtractAsync(folder, path, kind);

        RequireStars(stars);
        stars["X_IMAGE"].Definition.Unit.ShouldBe(kind == "ASCII_VOTABLE" ? "pix" : "pixel");
        // It doesn't say in VOTables that a column holds several.
        if (kind == "ASCII_VOTABLE")
            return;
        int apertures = kind == "ASCII_HEAD" ? stars.Columns.Count(column => column.Name.StartsWith("FLUX_APER", StringComparison.Ordinal)) : stars["FLUX_APER"].ElementCount(0);
        apertures.ShouldBe(2);
    }

    private static void RequireStars(Table stars)
    {
        stars.RowCount.ShouldBe(SampleExposures.Stars.Count);
        foreach (var (x, y, flux) in SampleExposures.Stars)
        {
            int nearest = Enumerable.Range(0, stars.RowCount).MinBy(row => Distance(stars, row, x + 1, y + 1));
            Distance(stars, nearest, x + 1, y + 1).ShouldBeLessThan(0.2);
            Number(stars, "FLUX_AUTO", nearest).ShouldBe(flux, 0.1 * flux);
        }
    }

    private static double Distance(Table stars, int row, double x, double y) => Math.Sqrt(Math.Pow(Number(stars, "X_IMAGE", row) - x, 2) + Math.Pow(Number(stars, "Y_IMAGE", row) - y, 2));

    private static double Number(Table stars, string column, int row) => Convert.ToDouble(stars[column].GetValue(row), System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<Table> ExtractAsync(TemporaryDirectory folder, string image, string kind)
    {
        string parameters = folder.File("wanted.param"), catalog = folder.File("catalog.txt");
        await File.WriteAllTextAsync(parameters, "NUMBER\nX_IMAGE\nY_IMAGE\nX_WORLD\nALPHA_J2000\nDELTA_J2000\nFLUX_AUTO\nFLAGS\n" + (kind == "ASCII_VOTABLE" ? "" : "FLUX_APER(2)\n"), Cancel);
        await File.WriteAllTextAsync(folder.File("default.sex"), "", Cancel);
        await Tool.RunAsync("source-extractor", "source-extractor",
        [
            image, "-c", folder.File("default.sex"), "-CATALOG_NAME", catalog, "-CATALOG_TYPE", kind, "-PARAMETERS_NAME", parameters, "-FILTER", "N", "-DETECT_THRESH", "10",
            "-BACK_SIZE", "32", "-STARNNW_NAME", "/usr/share/source-extractor/default.nnw", "-PHOT_APERTURES", "5,15", "-VERBOSE_TYPE", "QUIET",
        ], folder.Path);
        return await TableFile.ReadAsync(catalog, cancellationToken: Cancel);
    }
}
