using SkyButler.Imaging.Images;
using SkyButler.Imaging.Previews;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Previews;

public sealed class PreviewTests
{
    private const string DecodePng =
        """
        import zlib, struct
        d = open(sys.argv[1], 'rb').read(); assert d[:8] == b'\x89PNG\r\n\x1a\n'; at = 8; idat = b''
        while at < len(d):
            n, kind = struct.unpack('>I4s', d[at:at + 8]); body = d[at + 8:at + 8 + n]
            assert struct.unpack('>I', d[at + 8 + n:at + 12 + n])[0] == zlib.crc32(kind + body), kind
            if kind == b'IHDR': w, h, depth, colour, _, _, interlace = struct.unpack('>IIBBBBB', body)
            if kind == b'IDAT': idat += body
            at += 12 + n
        assert kind == b'IEND' and depth == 8 and interlace == 0
        c = {0: 1, 2: 3}[colour]; raw = zlib.decompress(idat); above = bytes(w * c); out = []
        for y in range(h):
            line = raw[y * (w * c + 1):(y + 1) * (w * c + 1)]; assert line[0] == 2
            above = bytes((a + b) % 256 for a, b in zip(line[1:], above)); out += above
        print(w, h, c, *out)
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_png_decodes_to_the_pictures_bytes(int channels)
    {
        using var folder = new TemporaryDirectory();
        var picture = new Picture(5, 3, channels, [.. Enumerable.Range(0, 15 * channels).Select(value => (byte)(value * 37))]);
        string path = folder.File("picture.png");
        await using (var stream = File.Create(path))
            await PngWriter.WriteAsync(stream, picture, Cancel);

        string printed = await Astropy.RunAsync(DecodePng, path);

        printed.ShouldBe($"5 3 {channels} {string.Join(' ', picture.Pixels)}");
    }

    [Fact]
    public void The_lowest_row_is_at_the_bottom_and_limits_span_black_to_white()
    {
        var image = new Image<int>(Box2I.FromSize(0, 0, 3, 2), [0, 10, 20, 30, 40, 51]);

        var picture = Preview.Render(image, new PreviewOptions { Limits = PreviewLimits.MinMax });

        picture.ShouldSatisfyAllConditions(
            () => (picture.Width, picture.Height, picture.Channels).ShouldBe((3, 2, 1)),
            () => picture.Pixels.ShouldBe([(byte)150, 200, 255, 0, 50, 100]));
    }

    [Fact]
    public void Stretches_brighten_faint_values_and_keep_the_ends()
    {
        var image = new Image<float>(Box2I.FromSize(0, 0, 3, 1), [0, 0.1f, 1]);

        var asinh = Preview.Render(image, new PreviewOptions { Limits = PreviewLimits.MinMax, Stretch = PreviewStretch.Asinh }).Pixels;
        var log = Preview.Render(image, new PreviewOptions { Limits = PreviewLimits.MinMax, Stretch = PreviewStretch.Log }).Pixels;

        asinh.ShouldBe([(byte)0, (byte)Math.Round(255 * Math.Asinh(1) / Math.Asinh(10)), 255]);
        log.ShouldBe([(byte)0, (byte)Math.Round(255 * Math.Log(101) / Math.Log(1001)), 255]);
    }

    [Fact]
    public void Large_images_are_averaged_and_missing_pixels_do_not_count()
    {
        var image = new Image<float>(4, 4);
        image.Fill(new Box2I(0, 0, 1, 1), 10);
        image[0, 0] = float.NaN;
        image.Fill(new Box2I(2, 2, 3, 3), float.NaN);

        var picture = Preview.Render(image, new PreviewOptions { Limits = PreviewLimits.MinMax, MaxSize = 2 });

        picture.Pixels.ShouldBe([(byte)0, 0, 255, 0]);
    }

    [Theory]
    [InlineData(float.NaN, 0)]
    [InlineData(0f, 128)]
    [InlineData(12345f, 128)]
    public void Blank_and_constant_images_are_drawn_evenly(float value, byte grey)
    {
        var image = new Image<float>(20, 10);
        image.Fill(image.Box, value);

        foreach (var limits in Enum.GetValues<PreviewLimits>())
            Preview.Render(image, new PreviewOptions { Limits = limits }).Pixels.ShouldAllBe(pixel => pixel == grey);
    }

    [Fact]
    public void Zscale_shows_the_sky_rather_than_a_few_bright_stars()
    {
        var image = TestImages.Sky<float>(300, 200, level: 1000, noise: 10);
        image.Fill(new Box2I(150, 100, 153, 103), 60000);

        var range = Preview.FindRange(image);

        range.Low.ShouldBeInRange(900, 1020);
        range.High.ShouldBeInRange(1025, 1300);
    }

    [Fact]
    public void Percentiles_leave_the_tails_out()
    {
        var image = new Image<float>(Box2I.FromSize(0, 0, 1001, 1), [.. Enumerable.Range(0, 1001).Select(value => (float)value)]);

        Preview.FindRange(image, new PreviewOptions { Limits = PreviewLimits.Percentile, Percent = 90 }).ShouldBe(new DisplayRange(50, 950));
    }

    [Fact]
    public async Task An_image_of_the_sky_becomes_a_picture_with_contrast()
    {
        await using var reader = await SkyButler.Imaging.Exposures.ExposureReader.OpenAsync(SharedFiles.Data("sep/image.fits"), Cancel);

        var picture = Preview.Render(await reader.ReadImageAsync(null, Cancel), new PreviewOptions { Stretch = PreviewStretch.Asinh });

        (picture.Width, picture.Height).ShouldBe((256, 256));
        picture.Pixels.Distinct().Count().ShouldBeGreaterThan(100);
    }
}
