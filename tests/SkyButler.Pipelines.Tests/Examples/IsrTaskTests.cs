using SkyButler.Examples.Tasks;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Raws;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Pipelines.Tests.Examples;

/// <summary>Two amplifiers of 2 × 2 data pixels side by side, the right one read from the right, with two columns of overscan each.</summary>
public sealed class IsrTaskTests
{
    private static readonly Box2I Detector = Box2I.FromSize(0, 0, 4, 2);

    [Fact]
    public async Task Overscan_bias_dark_and_flat_are_removed_and_the_variance_made()
    {
        var context = Trial.Context();
        var outputs = await Trial.RunAsync<IsrTask>(
            new TaskInputs(("ccdExposure", Raw()), ("bias", Calibration(1)), ("dark", Calibration(0.5f, ("DARKTIME", 2.0))), ("flat", Calibration(2))),
            context);
        var exposure = outputs["outputExposure"].ShouldBeOfType<Exposure>();
        // Raw data minus overscan (100, 200): 10 20 / 30 40 on the left, 1 2 / 3 4 mirrored on the right; − bias 1 − dark 0.5 · 10/2, over flat 2.
        exposure.Image.Pixels.ShouldBe(Each(10, 20, 2, 1, 30, 40, 4, 3).Select(v => (float)((v - 1 - 2.5) / 2)));
        // (counts / gain + (noise / gain)²) / flat², counts after the bias and before the dark; gain 2, noise 4.
        exposure.Variance.Pixels.ShouldBe(Each(10, 20, 2, 1, 30, 40, 4, 3).Select(v => (float)(((Math.Max(0, v - 1) / 2) + 4) / 4)));
        context.Metadata["darkScale"].ShouldBe(5.0);
        context.Metadata["overscan.A"].ShouldBe(100.0);
        exposure.Metadata.FindString("OBJECT").ShouldBe("M31");
    }

    [Fact]
    public async Task A_raw_that_was_taken_in_as_an_ordinary_image_is_refused_with_the_remedy() =>
        (await Should.ThrowAsync<PipelineException>(() => Trial.RunAsync<IsrTask>(new TaskInputs(("ccdExposure", Calibration(1))))))
            .Message.ShouldContain("--formatter RawFormatter");

    [Fact]
    public async Task Saturated_missing_and_bad_pixels_are_masked()
    {
        var flat = Calibration(1);
        flat.Image[3, 1] = 0;
        var bias = Calibration(0);
        bias.Mask.Set("BAD", Box2I.FromSize(1, 0, 1, 1));
        var outputs = await Trial.RunAsync<IsrTask>(
            new TaskInputs(("ccdExposure", Raw()), ("bias", bias), ("flat", flat)), ("doDark", "False"), ("saturation", "140"));
        var exposure = (Exposure)outputs["outputExposure"];
        // Left: raw 110 120 / 130 140; right: raw 201… are all above.
        exposure.Mask.IsSet(1, 1, "SAT").ShouldBeTrue();
        exposure.Mask.IsSet(0, 1, "SAT").ShouldBeFalse();
        exposure.Mask.IsSet(1, 0, "BAD").ShouldBeTrue();
        exposure.Mask.IsSet(3, 1, "BAD").ShouldBeTrue();
        exposure.Mask.IsSet(3, 1, "NO_DATA").ShouldBeTrue();
        float.IsNaN(exposure.Image[3, 1]).ShouldBeTrue();
        exposure.Mask.Count("NO_DATA").ShouldBe(1);
    }

    [Fact]
    public async Task Rows_may_have_overscan_levels_of_their_own()
    {
        var outputs = await Trial.RunAsync<IsrTask>(
            new TaskInputs(("ccdExposure", Raw(secondRowLevel: 6))), ("doBias", "False"), ("doDark", "False"), ("doFlat", "False"), ("overscanByRow", "True"));
        ((Exposure)outputs["outputExposure"]).Image.Pixels.ShouldBe(Each(10, 20, 2, 1, 24, 34, -2, -3));
    }

    [Fact]
    public async Task A_calibration_of_another_size_is_refused() =>
        (await Should.ThrowAsync<PipelineException>(() => Trial.RunAsync<IsrTask>(
            new TaskInputs(("ccdExposure", Raw()), ("bias", new Exposure(new MaskedImage(Box2I.FromSize(0, 0, 3, 3))))))))
        .Message.ShouldBe("The bias has 3 x 3 pixels, and the assembled raw 4 x 2; certify the one that fits.");

    [Fact]
    public async Task A_raw_without_times_can_t_have_its_dark_scaled() =>
        (await Should.ThrowAsync<PipelineException>(() => Trial.RunAsync<IsrTask>(
            new TaskInputs(("ccdExposure", Raw() with { Header = new FitsHeader() }), ("dark", Calibration(1))))))
        .Message.ShouldContain("DARKTIME");

    private static IEnumerable<float> Each(params float[] values) => values;

    private static RawExposure Raw(int secondRowLevel = 0)
    {
        var header = new FitsHeader();
        header.Set("OBJECT", "M31");
        header.Set("DARKTIME", 10.0);
        return new RawExposure
        {
            Header = header,
            DetectorBox = Detector,
            Amplifiers =
            [
                Amplifier("A", 100, secondRowLevel, [10, 20, 30, 40], new AmplifierPlacement(Box2I.FromSize(0, 0, 2, 2), false, false)),
                Amplifier("B", 200, secondRowLevel, [1, 2, 3, 4], new AmplifierPlacement(Box2I.FromSize(2, 0, 2, 2), true, false)),
            ],
        };
    }

    private static RawAmplifier Amplifier(string name, int level, int secondRowLevel, int[] data, AmplifierPlacement placement)
    {
        var header = new FitsHeader();
        header.Set("GAIN", 2.0);
        header.Set("RDNOISE", 4.0);
        int second = level + secondRowLevel;
        return new RawAmplifier
        {
            Name = name,
            Header = header,
            Pixels = new Image<int>(Box2I.FromSize(0, 0, 4, 2), [level + data[0], level + data[1], level, level, level + data[2], level + data[3], second, second]),
            DataBox = Box2I.FromSize(0, 0, 2, 2),
            SerialOverscanBox = Box2I.FromSize(2, 0, 2, 2),
            Placement = placement,
        };
    }

    private static Exposure Calibration(float value, params (string Key, double Value)[] cards)
    {
        var header = new FitsHeader();
        foreach (var (key, number) in cards)
            header.Set(key, number);
        var image = new MaskedImage(Detector);
        image.Image.Pixels.AsSpan().Fill(value);
        return new Exposure(image, header);
    }
}
