using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Fits;

public sealed class ImageRoundTripTests
{
    private static readonly Image[] EveryType =
    [
        TestImages.Random<byte>(37, 11), TestImages.Random<short>(37, 11), TestImages.Random<ushort>(37, 11),
        TestImages.Random<int>(37, 11), TestImages.Random<uint>(37, 11), TestImages.Random<long>(37, 11), TestImages.Random<ulong>(37, 11),
        TestImages.Random<float>(37, 11), TestImages.Random<double>(37, 11),
    ];

    public static TheoryData<PixelType, FitsCompressionAlgorithm?> Lossless()
    {
        var cases = new TheoryData<PixelType, FitsCompressionAlgorithm?>();
        foreach (var type in Enum.GetValues<PixelType>())
        {
            cases.Add(type, null);
            cases.Add(type, FitsCompressionAlgorithm.Gzip1);
            cases.Add(type, FitsCompressionAlgorithm.Gzip2);
            if (type is PixelType.UInt8 or PixelType.Int16 or PixelType.UInt16 or PixelType.Int32 or PixelType.UInt32)
                cases.Add(type, FitsCompressionAlgorithm.Rice1);
        }

        return cases;
    }

    [Theory, MemberData(nameof(Lossless))]
    public async Task Every_pixel_type_keeps_its_type_and_every_bit(PixelType type, FitsCompressionAlgorithm? algorithm)
    {
        var image = EveryType[(int)type];

        var again = await TestImages.RoundTripAsync(image, algorithm is { } code ? new FitsCompression { Algorithm = code } : null);

        again.PixelType.ShouldBe(type);
        again.ShouldHavePixelsOf(image);
    }

    [Theory]
    [InlineData(PixelType.UInt8)]
    [InlineData(PixelType.Int16)]
    [InlineData(PixelType.UInt16)]
    [InlineData(PixelType.Int32)]
    public async Task Hcompress_without_a_scale_keeps_whole_numbers(PixelType type)
    {
        var sky = TestImages.Sky<int>(50, 40);
        Image image = type switch
        {
            PixelType.UInt8 => sky.As<byte>(),
            PixelType.Int16 => sky.As<short>(),
            PixelType.UInt16 => sky.As<ushort>(),
            _ => sky,
        };

        var again = await TestImages.RoundTripAsync(image, new FitsCompression { Algorithm = FitsCompressionAlgorithm.Hcompress1 });

        again.ShouldHavePixelsOf(image);
    }

    [Theory]
    [InlineData(PixelType.UInt8)]
    [InlineData(PixelType.Int16)]
    [InlineData(PixelType.UInt16)]
    [InlineData(PixelType.Int32)]
    public async Task Plio_keeps_masks(PixelType type)
    {
        var mask = new Image<int>(60, 30);
        mask.Fill(new Box2I(10, 5, 40, 20), 3);
        mask.Fill(new Box2I(12, 7, 12, 7), 129);
        mask.Fill(new Box2I(59, 29, 59, 29), type is PixelType.UInt8 ? 200 : 20000);
        mask.Fill(new Box2I(0, 29, 1, 29), type is PixelType.Int32 ? 1 << 20 : 1);
        Image image = type switch
        {
            PixelType.UInt8 => mask.As<byte>(),
            PixelType.Int16 => mask.As<short>(),
            PixelType.UInt16 => mask.As<ushort>(),
            _ => mask,
        };

        var again = await TestImages.RoundTripAsync(image, new FitsCompression { Algorithm = FitsCompressionAlgorithm.Plio1 });

        again.ShouldHavePixelsOf(image);
    }

    [Theory]
    [InlineData(FitsCompressionAlgorithm.Rice1)]
    [InlineData(FitsCompressionAlgorithm.Gzip2)]
    [InlineData(FitsCompressionAlgorithm.Hcompress1)]
    public async Task Lossy_compression_stays_within_the_quantization_step_and_keeps_zeros(FitsCompressionAlgorithm algorithm)
    {
        var image = TestImages.Sky<float>(100, 64, level: 1000, noise: 8);
        image.Fill(new Box2I(3, 3, 5, 5), 0);

        var again = (Image<float>)await TestImages.RoundTripAsync(image, FitsCompression.Lossy(16, ditherSeed: 99) with { Algorithm = algorithm });

        for (int i = 0; i < image.Pixels.Length; i++)
            Math.Abs(again.Pixels[i] - image.Pixels[i]).ShouldBeLessThan(1f);
        if (algorithm != FitsCompressionAlgorithm.Hcompress1)
            again[4, 4].ShouldBe(0f);
        again.Pixels.ShouldNotBe(image.Pixels);
    }

    [Fact]
    public async Task Large_images_are_compressed_again_and_again()
    {
        // CFITSIO grows its memory several times for these, by pieces that held something else before.
        var image = TestImages.Random<int>(544, 2048);
        var rice = new FitsCompression { Algorithm = FitsCompressionAlgorithm.Rice1, TileHeight = 1 };

        for (int i = 0; i < 4; i++)
            (await TestImages.RoundTripAsync(image, rice)).ShouldHavePixelsOf(image);
    }

    [Fact]
    public async Task Astropy_reads_what_is_written_and_we_read_what_astropy_writes()
    {
        using var folder = new TemporaryDirectory();
        var image = TestImages.Sky<float>(70, 50, 1000, 8);
        var counts = TestImages.Random<ushort>(70, 50);
        string ours = folder.File("ours.fits"), theirs = folder.File("theirs.fits");
        await using (var writer = FitsWriter.Create(ours))
        {
            await writer.WriteImageAsync(image, null, null, TestContext.Current.CancellationToken);
            await writer.WriteImageAsync(image, null, FitsCompression.Lossless, TestContext.Current.CancellationToken);
            await writer.WriteImageAsync(image, null, FitsCompression.Lossy(16), TestContext.Current.CancellationToken);
            await writer.WriteImageAsync(counts, null, FitsCompression.Lossless, TestContext.Current.CancellationToken);
            await writer.WriteImageAsync(counts, null, new FitsCompression { Algorithm = FitsCompressionAlgorithm.Rice1 }, TestContext.Current.CancellationToken);
            await writer.WriteImageAsync(counts, null, null, TestContext.Current.CancellationToken);
        }

        // astropy copies what it read, its values as decoded by itself, into plain HDUs and into its own compressed ones.
        await Astropy.RunAsync(
            "h = fits.open(sys.argv[1]); h.verify('exception'); d = [x.data for x in h]\n" +
            "out = [fits.PrimaryHDU()] + [fits.ImageHDU(x) for x in d]\n" +
            "out += [fits.CompImageHDU(d[2], compression_type='RICE_1', quantize_level=16, quantize_method=1, dither_seed=7),\n" +
            "        fits.CompImageHDU(d[0], compression_type='GZIP_1', quantize_level=0),\n" +
            "        fits.CompImageHDU(d[3], compression_type='RICE_1', tile_size=(16, 16)),\n" +
            "        fits.CompImageHDU(d[3].astype('i4'), compression_type='HCOMPRESS_1', tile_size=(35, 25)),\n" +
            "        fits.CompImageHDU(np.minimum(d[3], 4000).astype('i4'), compression_type='PLIO_1')]\n" +
            "fits.HDUList(out).writeto(sys.argv[2])\n", ours, theirs);
        string decoded = await Astropy.RunAsync("print(' '.join(repr(float(v)) for v in fits.open(sys.argv[1])[7].data.astype('f8').ravel()))", theirs);
        await using var mine = await FitsFile.OpenAsync(ours, cancellationToken: TestContext.Current.CancellationToken);
        await using var file = await FitsFile.OpenAsync(theirs, cancellationToken: TestContext.Current.CancellationToken);
        var read = new List<Image>();
        foreach (var hdu in file.Hdus.Skip(1))
            read.Add(await hdu.ReadImageAsync(cancellationToken: TestContext.Current.CancellationToken));

        read[0].ShouldHavePixelsOf(image);
        read[1].ShouldHavePixelsOf(image);
        read[2].ShouldHavePixelsOf(await mine.Hdus[2].ReadImageAsync(cancellationToken: TestContext.Current.CancellationToken));
        read[3].ShouldHavePixelsOf(counts);
        read[4].ShouldHavePixelsOf(counts);
        read[5].ShouldHavePixelsOf(counts);
        read[6].As<double>().Pixels.ShouldBe(decoded.Split(' ').Select(value => double.Parse(value, System.Globalization.CultureInfo.InvariantCulture)));
        read[7].ShouldHavePixelsOf(image);
        read[8].ShouldHavePixelsOf(counts);
        read[9].ShouldHavePixelsOf(counts.As<int>());
        read[10].As<int>().Pixels.ShouldBe(counts.Pixels.Select(value => Math.Min((int)value, 4000)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(FitsCompressionAlgorithm.Gzip2)]
    [InlineData(FitsCompressionAlgorithm.Rice1)]
    public async Task A_part_holds_the_same_pixels_as_the_whole(FitsCompressionAlgorithm? algorithm)
    {
        var image = TestImages.Random<int>(64, 48);
        var compression = algorithm is { } code ? new FitsCompression { Algorithm = code, TileWidth = 10, TileHeight = 7 } : null;
        byte[] bytes = await TestImages.FileAsync(image, compression);
        await using var file = await FitsFile.OpenAsync(bytes, "part", cancellationToken: TestContext.Current.CancellationToken);

        foreach (var part in new[] { new Box2I(0, 0, 63, 47), new Box2I(9, 6, 10, 7), new Box2I(63, 47, 63, 47), new Box2I(5, 0, 55, 47), new Box2I(0, 20, 63, 21) })
        {
            var read = await file.Hdus[^1].ReadImageAsync<int>(part, cancellationToken: TestContext.Current.CancellationToken);
            read.Box.ShouldBe(part);
            read.ShouldHavePixelsOf(image.Cutout(part));
        }
    }

    [Fact]
    public async Task Scaled_integers_become_real_and_blanks_become_nan()
    {
        var cards = new FitsHeader();
        byte[] bytes = await TestImages.FileAsync(new Image<short>(Box2I.FromSize(0, 0, 4, 1), [-32768, 0, 1, 100]), null, cards);
        string head = "BSCALE  =                  0.5".PadRight(80) + "BZERO   =                 10.0".PadRight(80) + "BLANK   =               -32768".PadRight(80);
        int end = System.Text.Encoding.ASCII.GetString(bytes).IndexOf("END     ", StringComparison.Ordinal);
        System.Text.Encoding.ASCII.GetBytes(head + "END".PadRight(80)).CopyTo(bytes, end);
        await using var file = await FitsFile.OpenAsync(bytes, "scaled", cancellationToken: TestContext.Current.CancellationToken);

        var image = await file.Primary.ReadImageAsync(cancellationToken: TestContext.Current.CancellationToken);

        image.PixelType.ShouldBe(PixelType.Float32);
        ((Image<float>)image).Pixels.ShouldBe([float.NaN, 10f, 10.5f, 60f]);
        (await Should.ThrowAsync<ImagingException>(() => file.Primary.ReadImageAsync<short>(cancellationToken: TestContext.Current.CancellationToken)))
            .Message.ShouldContain("read it as float or double");
    }

    [Fact]
    public async Task Values_that_do_not_fit_the_asked_type_are_refused()
    {
        byte[] bytes = await TestImages.FileAsync(TestImages.Random<int>(5, 5));
        await using var file = await FitsFile.OpenAsync(bytes, "wide", cancellationToken: TestContext.Current.CancellationToken);

        (await Should.ThrowAsync<ImagingException>(() => file.Primary.ReadImageAsync<short>(cancellationToken: TestContext.Current.CancellationToken)))
            .Message.ShouldContain("wider type");
    }
}
