using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Exposures;

public sealed class ExposureRoundTripTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_exposure_reads_back_with_everything_it_had(bool compressed)
    {
        var exposure = Sample();
        byte[] bytes = await WriteAsync(exposure, compressed ? FitsCompression.Lossless : null);

        var again = await ReadAsync(bytes, null);

        again.Box.ShouldBe(exposure.Box);
        again.Image.Pixels.ShouldBe(exposure.Image.Pixels);
        again.Mask.Bits.Pixels.ShouldBe(exposure.Mask.Bits.Pixels);
        again.Mask.Planes.ShouldBe(exposure.Mask.Planes);
        again.Variance.Pixels.ShouldBe(exposure.Variance.Pixels);
        again.Wcs!.Select(card => (card.Keyword, card.Value)).ShouldBe(exposure.Wcs!.Select(card => (card.Keyword, card.Value)));
        again.ExposureTime.ShouldBe(30);
        again.Metadata.GetString("a.long.hierarchical key").ShouldBe(new string('x', 150));
        (again.DetectorId, again.DetectorName, again.Filter).ShouldBe((42, "R11_S20", "i_sim_1.4"));
    }

    [Fact]
    public async Task A_second_round_trip_adds_no_cards()
    {
        byte[] once = await WriteAsync(Sample(), FitsCompression.Lossless);
        byte[] twice = await WriteAsync(await ReadAsync(once, null), FitsCompression.Lossless);
        byte[] thrice = await WriteAsync(await ReadAsync(twice, null), FitsCompression.Lossless);

        thrice.ShouldBe(twice);
        await using var file = await FitsFile.OpenAsync(thrice, "thrice", cancellationToken: Cancel);
        foreach (var hdu in file.Hdus)
            hdu.Header.Where(card => !card.IsCommentary).GroupBy(card => card.Keyword).ShouldAllBe(cards => cards.Count() == 1);
    }

    [Fact]
    public async Task Files_follow_the_conventions_that_afw_and_astropy_expect()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("exposure.fits");
        await ExposureWriter.WriteAsync(path, Sample(), Cancel);

        string printed = await Astropy.RunAsync(
            "h = fits.open(sys.argv[1], disable_image_compression=True); h.verify('exception')\n" +
            "print([x.header.get('EXTTYPE') for x in h], [x.header.get('EXTNAME') for x in h])\n" +
            "print(h[1].header['ZCMPTYPE'], h[1].header['ZQUANTIZ'], h[1].header['ZTILE1'], h[1].header['ZTILE2'], h[2].header['ZCMPTYPE'])\n" +
            "print(h[1].header['LTV1'], h[1].header['CRVAL2A'], h[2].header['MP_DETECTED_NEGATIVE'], h[0].header['EXPTIME'], h[0].header['NAXIS'])\n" +
            "d = fits.open(sys.argv[1]); print(d[1].data.dtype, d[2].data.dtype, d[1].data[2, 1], d[2].data[2, 1], d[3].data[0, 0])", path);

        printed.Split('\n').ShouldBe(
        [
            "[None, 'IMAGE', 'MASK', 'VARIANCE'] [None, 'IMAGE', 'MASK', 'VARIANCE']",
            "GZIP_2 NONE 5 1 GZIP_2",
            "-100.0 -20.0 6 30.0 0",
            "float32 int32 11.0 2 0.5",
        ]);
    }

    [Fact]
    public async Task A_part_keeps_its_place_and_its_wcs()
    {
        byte[] bytes = await WriteAsync(Sample(), FitsCompression.Lossless);
        var part = new Box2I(101, -19, 103, -18);

        var cutout = await ReadAsync(bytes, part);

        cutout.Box.ShouldBe(part);
        cutout.Image.Pixels.ShouldBe([6f, 7, 8, 11, 12, 13]);
        cutout.Wcs!.GetDouble("CRPIX1").ShouldBe(9);
        cutout.Wcs.GetDouble("CRPIX2").ShouldBe(19);
        await Should.ThrowAsync<ImagingException>(() => ReadAsync(bytes, new Box2I(0, 0, 1, 1)));
    }

    [Fact]
    public async Task Single_images_masks_and_masked_images_can_be_written_too()
    {
        using var stream = new MemoryStream();
        var image = new Image<ushort>(Box2I.FromSize(7, 8, 2, 2), [1, 2, 3, 65535]);
        await ExposureWriter.WriteAsync(new FitsWriter(stream), image, null, null as ExposureCompression, Cancel);
        await using (var reader = await OpenAsync(stream.ToArray()))
        {
            reader.Box.ShouldBe(image.Box);
            (await reader.ReadImageAsync(null, Cancel)).Pixels.ShouldBe([1f, 2, 3, 65535]);
        }

        using var masked = new MemoryStream();
        await ExposureWriter.WriteAsync(new FitsWriter(masked), Sample().MaskedImage, null, ExposureCompression.Lossless, Cancel);
        (await ReadAsync(masked.ToArray(), null)).Mask.Planes.ShouldBe(Sample().Mask.Planes);
    }

    [Fact]
    public async Task Cards_of_the_image_add_to_those_of_the_primary_hdu()
    {
        using var stream = new MemoryStream();
        var writer = new FitsWriter(stream);
        await writer.WriteEmptyAsync([FitsCard.Of("EXPTIME", 30.0)], Cancel);
        FitsCard[] cards = [FitsCard.Of("EXPTIME", 1.0), FitsCard.Of("GAIN", 0.7), FitsCard.Of("CTYPE1", "RA---TAN"), FitsCard.Of("CRVAL1", 5.0)];
        await writer.WriteImageAsync(new Image<float>(2, 2), cards, FitsCompression.Lossless, Cancel);

        var exposure = await ReadAsync(stream.ToArray(), null);

        exposure.Metadata.Select(card => (card.Keyword, card.Value)).ShouldBe([("EXPTIME", (object)30.0), ("GAIN", 0.7)]);
        exposure.Wcs!.Count.ShouldBe(2);
    }

    private static Exposure Sample()
    {
        var box = Box2I.FromSize(100, -20, 5, 4);
        var image = new Image<float>(box, [.. Enumerable.Range(0, 20).Select(value => (float)value)]);
        var mask = new Mask(box, MaskPlanes.Default.With("MY_PLANE"));
        mask.Set("SAT", new Box2I(101, -18, 101, -18));
        mask.Set("MY_PLANE", new Box2I(104, -17, 104, -17));
        var variance = new Image<float>(box);
        variance.Pixels.AsSpan().Fill(0.5f);
        var metadata = new FitsHeader();
        metadata.Set("EXPTIME", 30.0);
        metadata.Set("a.long.hierarchical key", new string('x', 150));
        metadata.Set("AR_HDU", 5);
        metadata.Set("NAXIS", 3);
        metadata.AddHistory("was made by a test");
        var wcs = new FitsHeader();
        foreach (var (keyword, value) in new (string, object)[]
            { ("CTYPE1", "RA---TAN"), ("CTYPE2", "DEC--TAN"), ("CRPIX1", 10.0), ("CRPIX2", 20.0), ("CRVAL1", 55.9), ("CRVAL2", -29.4), ("CD1_1", 5e-5), ("CD2_2", 5e-5) })
            wcs.Set(keyword, value);
        return new Exposure(new MaskedImage(image, mask, variance), metadata) { Wcs = wcs, DetectorId = 42, DetectorName = "R11_S20", Filter = "i_sim_1.4" };
    }

    private static async Task<byte[]> WriteAsync(Exposure exposure, FitsCompression? compression)
    {
        using var stream = new MemoryStream();
        await ExposureWriter.WriteAsync(new FitsWriter(stream), exposure, ExposureCompression.Of(compression), Cancel);
        return stream.ToArray();
    }

    private static async Task<Exposure> ReadAsync(byte[] bytes, Box2I? part)
    {
        await using var reader = await OpenAsync(bytes);
        return await reader.ReadAsync(part, Cancel);
    }

    private static async Task<ExposureReader> OpenAsync(byte[] bytes) =>
        new(await FitsFile.OpenAsync(bytes, "exposure", cancellationToken: Cancel));
}
