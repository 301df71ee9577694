using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Interchange;

/// <summary>What is written, astropy and funpack read: exactly where nothing is rounded, else within the step.</summary>
public sealed class WrittenImageTests
{
    private const float Step = 0.5f;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_pixel_type_in_every_lossless_code_is_read_exactly_by_astropy_and_funpack()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("lossless.fits"), unpacked = folder.File("unpacked.fits");
        var images = LosslessCases().Where(image => !IsForeignToAstropy(image.Image, image.How)).ToList();
        await using (var writer = FitsWriter.Create(path))
        {
            await writer.WriteEmptyAsync(cancellationToken: Cancel);
            foreach (var (image, how) in images)
                await writer.WriteImageAsync(image, null, how, Cancel);
        }

        (await AstropyWalk.CompareAsync(path)).ShouldBe(images.Count + 1);
        await Tool.RunAsync("funpack", "libcfitsio-bin", ["-O", unpacked, path]);

        foreach (string read in (string[])[path, unpacked])
        {
            await using var file = await FitsFile.OpenAsync(read, cancellationToken: Cancel);
            file.Hdus.Count.ShouldBe(images.Count + 1);
            for (int i = 0; i < images.Count; i++)
            {
                var again = await file.Hdus[i + 1].ReadImageAsync(cancellationToken: Cancel);
                again.PixelType.ShouldBe(images[i].Image.PixelType);
                again.ShouldHavePixelsOf(images[i].Image);
            }
        }

        await using var plain = await FitsFile.OpenAsync(unpacked, cancellationToken: Cancel);
        plain.Hdus.ShouldAllBe(hdu => hdu.Kind != FitsHduKind.CompressedImage);
    }

    [Theory]
    [InlineData(FitsDither.None)]
    [InlineData(FitsDither.Subtract)]
    [InlineData(FitsDither.KeepZeros)]
    public async Task Rounded_pixels_are_read_within_half_a_step_and_alike_by_all(FitsDither dither)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("lossy.fits"), unpacked = folder.File("unpacked.fits");
        var given = TestImages.Sky<float>(90, 64, level: 1000, noise: 8);
        given.Fill(new Box2I(3, 3, 5, 5), 0);
        FitsCompressionAlgorithm[] codes = [FitsCompressionAlgorithm.Rice1, FitsCompressionAlgorithm.Gzip1, FitsCompressionAlgorithm.Gzip2, FitsCompressionAlgorithm.Hcompress1];
        var ways = codes.SelectMany(code => new[] { 1, 7777 }.Select(seed => new FitsCompression { Algorithm = code, QuantizeStep = Step, Dither = dither, DitherSeed = seed })).ToList();
        await using (var writer = FitsWriter.Create(path))
        {
            await writer.WriteEmptyAsync(cancellationToken: Cancel);
            foreach (var how in ways)
                await writer.WriteImageAsync(given, null, how, Cancel);
        }

        (await AstropyWalk.CompareAsync(path)).ShouldBe(ways.Count + 1);
        await Tool.RunAsync("funpack", "libcfitsio-bin", ["-O", unpacked, path]);

        await using var mine = await FitsFile.OpenAsync(path, cancellationToken: Cancel);
        await using var theirs = await FitsFile.OpenAsync(unpacked, cancellationToken: Cancel);
        for (int i = 1; i <= ways.Count; i++)
        {
            var read = await mine.Hdus[i].ReadImageAsync<float>(cancellationToken: Cancel);
            read.Pixels.Zip(given.Pixels).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) <= Step / 2 * 1.001f);
            (await theirs.Hdus[i].ReadImageAsync<float>(cancellationToken: Cancel)).Pixels.Zip(read.Pixels).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) <= 1e-6f * Math.Abs(pair.Second));
            if (dither == FitsDither.KeepZeros && ways[i - 1].Algorithm != FitsCompressionAlgorithm.Hcompress1)
                read[4, 4].ShouldBe(0f);
        }

        if (dither != FitsDither.None)
            (await mine.Hdus[1].ReadImageAsync<float>(cancellationToken: Cancel)).Pixels.ShouldNotBe((await mine.Hdus[2].ReadImageAsync<float>(cancellationToken: Cancel)).Pixels);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(FitsCompressionAlgorithm.Gzip2)]
    [InlineData(FitsCompressionAlgorithm.Rice1)]
    public async Task An_exposure_with_all_its_components_is_read_by_astropy_and_comes_back_through_funpack(FitsCompressionAlgorithm? algorithm)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("exposure.fits"), unpacked = folder.File("unpacked.fits");
        var given = SampleExposures.Everything();
        var lossless = algorithm == FitsCompressionAlgorithm.Rice1 ? new FitsCompression { Algorithm = FitsCompressionAlgorithm.Rice1, QuantizeStep = Step } : FitsCompression.Lossless;
        await using (var writer = FitsWriter.Create(path))
            await ExposureWriter.WriteAsync(writer, given, ExposureCompression.Of(algorithm is null ? null : lossless), Cancel);

        await AstropyWalk.CompareAsync(path);
        await Tool.RunAsync("funpack", "libcfitsio-bin", ["-O", unpacked, path]);

        foreach (string read in (string[])[path, unpacked])
        {
            var again = await ExposureReader.ReadAsync(read, cancellationToken: Cancel);
            again.Box.ShouldBe(given.Box);
            again.Mask.Bits.Pixels.ShouldBe(given.Mask.Bits.Pixels);
            again.Mask.Planes.ShouldBe(given.Mask.Planes);
            float most = algorithm == FitsCompressionAlgorithm.Rice1 ? Step / 2 * 1.001f : 0;
            again.Image.Pixels.Zip(given.Image.Pixels).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) <= most);
            again.Variance.Pixels.Zip(given.Variance.Pixels).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) <= most);
            again.FilterLabel.ShouldBe(given.FilterLabel);
            again.PhotoCalib.ShouldBe(given.PhotoCalib);
            again.VisitInfo.ShouldBe(given.VisitInfo);
            again.Psf.ShouldBe(given.Psf);
            again.ValidPolygon.ShouldBe(given.ValidPolygon);
            again.SummaryStats.ShouldBe(given.SummaryStats);
            again.Wcs!.GetDouble("CRVAL1").ShouldBe(given.Wcs!.GetDouble("CRVAL1"));
        }
    }

    [Fact]
    public async Task Compressed_pixels_of_64_bits_and_unsigned_masks_come_back()
    {
        // astropy can't read these, nor write them.
        foreach (var (image, how) in LosslessCases().Where(image => IsForeignToAstropy(image.Image, image.How)))
            (await TestImages.RoundTripAsync(image, how)).ShouldHavePixelsOf(image);
    }

    private static bool IsForeignToAstropy(Image image, FitsCompression? how) => how is not null
        && (image.PixelType is PixelType.Int64 or PixelType.UInt64 || (image.PixelType == PixelType.UInt16 && how.Algorithm == FitsCompressionAlgorithm.Plio1));

    private static IEnumerable<(Image Image, FitsCompression? How)> LosslessCases()
    {
        Image[] images =
        [
            TestImages.Random<byte>(37, 11), TestImages.Random<short>(37, 11), TestImages.Random<ushort>(37, 11), TestImages.Random<int>(37, 11), TestImages.Random<uint>(37, 11),
            TestImages.Random<long>(37, 11), TestImages.Random<ulong>(37, 11), TestImages.Random<float>(37, 11), TestImages.Random<double>(37, 11),
        ];
        foreach (var image in images)
        {
            yield return (image, null);
            yield return (image, new FitsCompression { Algorithm = FitsCompressionAlgorithm.Gzip1, TileWidth = 16, TileHeight = 4 });
            yield return (image, FitsCompression.Lossless);
            if (image.PixelType is PixelType.UInt8 or PixelType.Int16 or PixelType.UInt16 or PixelType.Int32 or PixelType.UInt32)
                yield return (image, new FitsCompression { Algorithm = FitsCompressionAlgorithm.Rice1, TileWidth = 20, TileHeight = 3 });
        }

        var sky = TestImages.Sky<int>(50, 40);
        var mask = new Image<int>(60, 30);
        mask.Fill(new Box2I(10, 5, 40, 20), 3);
        mask.Fill(new Box2I(12, 7, 12, 7), 129);
        foreach (var (code, whole) in new[] { (FitsCompressionAlgorithm.Hcompress1, sky), (FitsCompressionAlgorithm.Plio1, mask) })
        {
            foreach (Image image in new Image[] { whole.As<byte>(), whole.As<short>(), whole.As<ushort>(), whole })
                yield return (image, new FitsCompression { Algorithm = code });
        }
    }
}
