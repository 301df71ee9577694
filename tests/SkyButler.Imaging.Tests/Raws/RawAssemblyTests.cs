using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Raws;

namespace SkyButler.Imaging.Tests.Raws;

public sealed class RawAssemblyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("[4:512,1:2000]", 3, 0, 511, 1999, false, false)]
    [InlineData("[509:1,1:2000]", 0, 0, 508, 1999, true, false)]
    [InlineData(" [4072:3564, 4000:2001] ", 3563, 2000, 4071, 3999, true, true)]
    public void A_section_is_a_box_and_a_backward_range_mirrors(string text, int minX, int minY, int maxX, int maxY, bool flipX, bool flipY)
    {
        ImageSection.TryParse(text, out var section).ShouldBeTrue();

        section.ShouldBe(new ImageSection(new Box2I(minX, minY, maxX, maxY), flipX, flipY));
        section.ToString().ShouldBe(text.Replace(" ", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1:2]")]
    [InlineData("[1:2,3:99999999999]")]
    [InlineData("[a:b,c:d]")]
    public void What_is_no_section_is_not_taken_for_one(string text) => ImageSection.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public async Task Amplifiers_go_where_detsec_says_mirrored_where_it_runs_backwards()
    {
        // Two amplifiers of 3 x 2 data pixels with a prescan column before and two overscan columns behind; rows of overscan above.
        byte[] bytes = await RawAsync(
            ("A1", "[2:4,1:2]", "[1:3,1:2]", "[1:6,1:2]"),
            ("A2", "[2:4,1:2]", "[6:4,2:1]", "[1:6,1:2]"));

        await using var file = await FitsFile.OpenAsync(bytes, "raw", cancellationToken: Cancel);
        var raw = await RawReader.ReadAsync(file, null, Cancel);
        var image = (Image<ushort>)RawAssembler.Assemble(raw);

        // Pixels are 100 * amplifier + 10 * row + column of the raw.
        image.Box.ShouldBe(new Box2I(0, 0, 5, 1));
        image.Pixels.ShouldBe([(ushort)101, 102, 103, 213, 212, 211, 111, 112, 113, 203, 202, 201]);
        raw.Amplifiers[0].SerialOverscanBox.ShouldBe(new Box2I(4, 0, 5, 1));
        raw.Amplifiers[0].ParallelOverscanBox.ShouldBe(new Box2I(1, 2, 3, 2));
        raw.Amplifiers[0].PrescanBox.ShouldBe(new Box2I(0, 0, 0, 1));
    }

    [Fact]
    public async Task Overlapping_or_outlying_amplifiers_are_refused()
    {
        byte[] overlapping = await RawAsync(("A1", "[2:4,1:2]", "[1:3,1:2]", "[1:6,1:2]"), ("A2", "[2:4,1:2]", "[3:5,1:2]", "[1:6,1:2]"));
        await using var first = await FitsFile.OpenAsync(overlapping, "overlapping", cancellationToken: Cancel);
        var raw = await RawReader.ReadAsync(first, null, Cancel);
        Should.Throw<ImagingException>(() => RawAssembler.Assemble(raw)).Message.ShouldContain("claim the same pixels");

        byte[] outlying = await RawAsync(("A1", "[2:4,1:2]", "[1:3,1:2]", "[1:6,1:2]"), ("A2", "[2:4,1:2]", "[5:7,1:2]", "[1:6,1:2]"));
        await using var second = await FitsFile.OpenAsync(outlying, "outlying", cancellationToken: Cancel);
        (await Should.ThrowAsync<FitsFormatException>(() => RawReader.ReadAsync(second, null, Cancel))).Message.ShouldContain("DETSIZE");

        byte[] wrong = await RawAsync(("A1", "[2:40,1:2]", "[1:3,1:2]", "[1:6,1:2]"), ("A2", "[2:4,1:2]", "[4:6,1:2]", "[1:6,1:2]"));
        await using var third = await FitsFile.OpenAsync(wrong, "wrong", cancellationToken: Cancel);
        (await Should.ThrowAsync<FitsFormatException>(() => RawReader.ReadAsync(third, null, Cancel))).Message.ShouldContain("DATASEC '[2:40,1:2]'");
    }

    [Fact]
    public void Overscan_levels_are_the_median_or_mean_of_a_region_overall_or_by_row()
    {
        var pixels = new Image<float>(Box2I.FromSize(0, 0, 4, 2), [1, 2, 9, 100, 3, 4, float.NaN, 5]);
        var region = new Box2I(1, 0, 3, 1);

        Overscan.Level(pixels, region).ShouldBe(5f);
        Overscan.Level(pixels, region, OverscanStatistic.Mean).ShouldBe(24f);
        Overscan.RowLevels(pixels, region).ShouldBe([9f, 4.5f]);

        Overscan.Subtract(pixels, Overscan.RowLevels(pixels, region));
        pixels.Pixels.ShouldBe([-8f, -7, 0, 91, -1.5f, -0.5f, float.NaN, 0.5f]);
    }

    [Fact]
    public void A_clipped_mean_leaves_a_cosmic_ray_out()
    {
        var pixels = new Image<float>(100, 1);
        for (int i = 0; i < 100; i++)
            pixels.Pixels[i] = 1000 + (i % 2);
        pixels.Pixels[50] = 60000;

        Overscan.Level(pixels, pixels.Box, OverscanStatistic.ClippedMean).ShouldBe(1000.5f, 0.01f);
    }

    private static async Task<byte[]> RawAsync(params (string Name, string DataSection, string DetectorSection, string DetectorSize)[] amplifiers)
    {
        using var stream = new MemoryStream();
        var writer = new FitsWriter(stream);
        await writer.WriteEmptyAsync(null, Cancel);
        for (int n = 0; n < amplifiers.Length; n++)
        {
            var image = new Image<ushort>(6, 3);
            for (int i = 0; i < image.Pixels.Length; i++)
                image.Pixels[i] = (ushort)((100 * (n + 1)) + (10 * (i / 6)) + (i % 6));
            var (name, data, detector, size) = amplifiers[n];
            FitsCard[] cards = [FitsCard.Of("EXTNAME", name), FitsCard.Of("DATASEC", data), FitsCard.Of("DETSEC", detector), FitsCard.Of("DETSIZE", size)];
            await writer.WriteImageAsync(image, cards, n == 0 ? null : FitsCompression.Lossless, Cancel);
        }

        return stream.ToArray();
    }
}
