using System.IO.Compression;
using System.Text;
using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Fits;

public sealed class HostileFileTests
{
    // A hundred thousand files in the long run, with other changes than in the short one.
    private static readonly bool Long = Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("BITPIX", "BITPIX  =                    7", "BITPIX is 7")]
    [InlineData("NAXIS ", "NAXIS   =                 1000", "NAXIS is 1000")]
    [InlineData("NAXIS1", "NAXIS1  =                   -1", "NAXIS1 is -1")]
    [InlineData("NAXIS1", "NAXIS1  =  9223372036854775807", "make more bytes than any file has")]
    [InlineData("NAXIS1", "NAXIS1  =               999999", "cut short, or its header lies")]
    [InlineData("NAXIS2", "NAXIS2  = 'many'", "NAXIS2 is many")]
    [InlineData("NAXIS2", "COMMENT hidden", "NAXIS2 is missing")]
    [InlineData("END   ", "ENDLESS =                    1", "before the header's END card")]
    public async Task A_lying_header_is_refused_in_one_line(string keyword, string card, string problem)
    {
        byte[] bytes = await TestImages.FileAsync(new Image<float>(50, 50));
        Replace(bytes, keyword, card);

        var error = await Should.ThrowAsync<FitsFormatException>(() => FitsFile.OpenAsync(bytes, "lying.fits", cancellationToken: Cancel));

        error.Message.ShouldStartWith("lying.fits: ");
        error.Message.ShouldContain(problem);
        error.Message.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("ZNAXIS1 ", "ZNAXIS1 =           2000000000")]
    [InlineData("ZNAXIS2 ", "ZNAXIS2 =           2000000000")]
    [InlineData("ZTILE1  ", "ZTILE1  =                    1")]
    [InlineData("ZTILE2  ", "ZTILE2  =                    0")]
    [InlineData("ZBITPIX ", "ZBITPIX =                  128")]
    [InlineData("ZCMPTYPE", "ZCMPTYPE= 'ZSTD_9'")]
    [InlineData("TFORM1  ", "TFORM1  = '1J'")]
    [InlineData("TFORM1  ", "TFORM1  = '999999999E'")]
    [InlineData("TFIELDS ", "TFIELDS =                  998")]
    [InlineData("NAXIS1  ", "NAXIS1  =                    1")]
    public async Task A_compressed_image_that_lies_about_its_table_is_refused(string keyword, string card)
    {
        byte[] bytes = await TestImages.FileAsync(TestImages.Sky<float>(50, 50), FitsCompression.Lossless);
        Replace(bytes, keyword, card);

        await Should.ThrowAsync<ImagingException>(async () =>
        {
            await using var file = await FitsFile.OpenAsync(bytes, "lying.fits", cancellationToken: Cancel);
            await file.Hdus[1].ReadImageAsync(cancellationToken: Cancel);
        });
    }

    [Fact]
    public async Task Truncated_files_are_refused_wherever_they_end()
    {
        byte[] whole = await File.ReadAllBytesAsync(SharedFiles.Data("obs_base/calexp.fits"), Cancel);
        foreach (int length in new[] { 0, 79, 2879, 5000, 11520, 14409, 16000, 100_000, whole.Length / 2 })
            await Should.ThrowAsync<ImagingException>(async () => await TouchAsync(whole[..length]));
    }

    [Fact]
    public async Task Truncated_and_damaged_gzip_streams_are_refused()
    {
        byte[] whole = await File.ReadAllBytesAsync(SharedFiles.Data("obs_lsst/e2v_spot.fits.gz"), Cancel);
        byte[] damaged = [.. whole];
        damaged[5000] ^= 0xff;

        (await Should.ThrowAsync<FitsFormatException>(() => TouchAsync(whole[..(whole.Length / 3)]))).Message.ShouldContain("cut short");
        await Should.ThrowAsync<FitsFormatException>(() => TouchAsync(damaged));
    }

    [Fact]
    public async Task A_gzip_bomb_is_stopped_at_the_bound()
    {
        using var bomb = new MemoryStream();
        await using (var gzip = new GZipStream(bomb, CompressionLevel.Optimal, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++)
                await gzip.WriteAsync(zeros, Cancel);
        }

        var limits = FitsReadLimits.Default with { MaxDecompressedBytes = 8 << 20 };
        (await Should.ThrowAsync<FitsFormatException>(() => FitsFile.OpenAsync(bomb.ToArray(), "bomb.fits", limits, Cancel)))
            .Message.ShouldContain("more than the 8388608 bytes");
    }

    [Fact]
    public async Task A_small_table_cannot_claim_a_huge_image()
    {
        byte[] bytes = await TestImages.FileAsync(new Image<float>(2000, 20), FitsCompression.Lossless);
        Replace(bytes, "ZNAXIS1 ", "ZNAXIS1 =            100000000");
        Replace(bytes, "ZTILE1  ", "ZTILE1  =            100000000");
        await using var file = await FitsFile.OpenAsync(bytes, "huge.fits", FitsReadLimits.Default with { MaxPixels = long.MaxValue }, Cancel);

        (await Should.ThrowAsync<FitsFormatException>(() => file.Hdus[1].ReadImageAsync(cancellationToken: Cancel)))
            .Message.ShouldContain("compressed bytes can't hold");
    }

    [Fact]
    public async Task Too_many_cards_or_hdus_are_refused()
    {
        var header = new FitsHeader();
        for (int i = 0; i < 500; i++)
            header.AddComment("again and again");
        byte[] bytes = await TestImages.FileAsync(new Image<byte>(1, 1), FitsCompression.Lossless, header);

        await Should.ThrowAsync<FitsFormatException>(() => FitsFile.OpenAsync(bytes, "x", FitsReadLimits.Default with { MaxCards = 100 }, Cancel));
        await Should.ThrowAsync<FitsFormatException>(() => FitsFile.OpenAsync(bytes, "x", FitsReadLimits.Default with { MaxHdus = 1 }, Cancel));
    }

    [Fact]
    public async Task A_name_in_extended_syntax_is_only_a_name()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("x.fits[1][col a=b](out.fits)");
        await ExposureWriter.WriteAsync(path, new Exposure(new MaskedImage(Box2I.FromSize(0, 0, 3, 3))), Cancel);

        (await ExposureReader.ReadAsync(path, null, Cancel)).Box.Width.ShouldBe(3);
        Directory.GetFiles(folder.Path).ShouldBe([path]);
        (await Should.ThrowAsync<ImagingException>(() => ExposureReader.ReadAsync("sh://echo|", null, Cancel))).Message.ShouldContain("Can't open");
    }

    [Theory]
    [InlineData("obs_base/calexp.fits", 400)]
    [InlineData("obs_lsst/guider.fits", 120)]
    [InlineData("obs_lsst/e2v_detector.fits", 200)]
    public async Task Files_with_changed_header_bytes_read_or_are_refused(string path, int files)
    {
        byte[] whole = await File.ReadAllBytesAsync(SharedFiles.Data(path), Cancel);
        await MutateAsync(whole, files, headerOnly: true);
    }

    [Theory]
    [InlineData(FitsCompressionAlgorithm.Gzip2, 200)]
    [InlineData(FitsCompressionAlgorithm.Rice1, 300)]
    [InlineData(FitsCompressionAlgorithm.Plio1, 300)]
    [InlineData(FitsCompressionAlgorithm.Hcompress1, 300)]
    public async Task Compressed_files_with_changed_bytes_read_or_are_refused(FitsCompressionAlgorithm algorithm, int files)
    {
        byte[] whole = await TestImages.FileAsync(TestImages.Sky<short>(90, 70), new FitsCompression { Algorithm = algorithm });
        await MutateAsync(whole, files, headerOnly: false);
    }

    private static async Task MutateAsync(byte[] whole, int files, bool headerOnly)
    {
        var random = new Random(Long ? 20260102 : 20260101);
        int[] headers = headerOnly ? [.. HeaderBytes(whole)] : [.. Enumerable.Range(2880, whole.Length - 2880)];
        for (int n = 0; n < (Long ? 60 * files : files); n++)
        {
            byte[] bytes = [.. whole];
            for (int change = random.Next(1, 6); change > 0; change--)
                bytes[headers[random.Next(headers.Length)]] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)"0123456789-+.' =PQTEJ"[random.Next(21)];
            try
            {
                await TouchAsync(bytes);
            }
            catch (ImagingException refusal)
            {
                refusal.Message.ShouldNotContain("\n");
            }
        }
    }

    // Reads everything that can be read.
    private static async Task TouchAsync(byte[] bytes)
    {
        var limits = FitsReadLimits.Default with { MaxPixels = 1 << 24, MaxTableTileBytes = 1 << 24 };
        await using var file = await FitsFile.OpenAsync(bytes, "mutant", limits, Cancel);
        foreach (var hdu in file.Hdus)
        {
            _ = hdu.ImageHeader.Count;
            if (hdu.HasImage)
                await hdu.ReadImageAsync(cancellationToken: Cancel);
        }

        await CameraReader.FindDetectorAsync(file, Cancel);
    }

    private static IEnumerable<int> HeaderBytes(byte[] bytes)
    {
        for (int block = 0; block < bytes.Length; block += 2880)
        {
            var text = bytes.AsSpan(block, 2880);
            if (text.IndexOfAnyExceptInRange((byte)32, (byte)126) >= 0)
                continue;
            for (int i = 0; i < 2880; i++)
                yield return block + i;
        }
    }

    internal static void Replace(byte[] bytes, string keyword, string card)
    {
        var cards = bytes.AsSpan();
        for (int at = cards.Length - 80; at >= 0; at -= 80)
        {
            if (Encoding.ASCII.GetString(cards.Slice(at, keyword.Length)) != keyword)
                continue;
            Encoding.ASCII.GetBytes(card.PadRight(80)).CopyTo(cards[at..]);
            return;
        }

        Assert.Fail($"there is no card {keyword}");
    }
}
