using SkyButler.Examples.Tasks;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Pipelines.Tests.Examples;

public sealed class SubtractTaskTests
{
    private static readonly Box2I Box = Box2I.FromSize(0, 0, 3, 2);

    [Fact]
    public async Task Pixels_are_subtracted_variances_add_and_masks_are_joined()
    {
        var minuend = Image(10, 4, "SAT", 0);
        var subtrahend = Image(3, 1, "BAD", 5);
        var outputs = await Trial.RunAsync<SubtractTask>(new TaskInputs(("inputImage", minuend), ("subtractImage", subtrahend)));
        var difference = outputs["outputImage"].ShouldBeOfType<MaskedImage>();
        difference.Image.Pixels.ShouldAllBe(p => p == 7);
        difference.Variance.Pixels.ShouldAllBe(p => p == 5);
        difference.Mask.IsSet(0, 0, "SAT").ShouldBeTrue();
        difference.Mask.IsSet(2, 1, "BAD").ShouldBeTrue();
        difference.Mask.Count("SAT", "BAD").ShouldBe(2);
        minuend.Image.Pixels.ShouldAllBe(p => p == 10);
    }

    [Fact]
    public async Task What_comes_out_is_what_came_in()
    {
        var header = new FitsHeader();
        header.Set("OBJECT", "M31");
        var exposure = new Exposure(Image(10, 4, "SAT", 0), header);
        (await Trial.RunAsync<SubtractTask>(new TaskInputs(("inputImage", exposure), ("subtractImage", Image(3, 1, "BAD", 5)))))["outputImage"]
            .ShouldBeOfType<Exposure>().Metadata.FindString("OBJECT").ShouldBe("M31");
        var plain = new Image<float>(Box, [1, 2, 3, 4, 5, 6]);
        (await Trial.RunAsync<SubtractTask>(new TaskInputs(("inputImage", plain), ("subtractImage", plain))))["outputImage"]
            .ShouldBeOfType<Image<float>>().Pixels.ShouldAllBe(p => p == 0);
    }

    [Fact]
    public async Task Images_of_other_sizes_are_refused() => await Should.ThrowAsync<SkyButler.Imaging.ImagingException>(() => Trial.RunAsync<SubtractTask>(
        new TaskInputs(("inputImage", Image(1, 1, "SAT", 0)), ("subtractImage", new MaskedImage(Box2I.FromSize(0, 0, 2, 2))))));

    private static MaskedImage Image(float value, float variance, string plane, int masked)
    {
        var image = new MaskedImage(Box);
        image.Image.Pixels.AsSpan().Fill(value);
        image.Variance.Pixels.AsSpan().Fill(variance);
        image.Mask.Bits.Pixels[masked] = image.Mask.Planes.BitMask(plane);
        return image;
    }
}
