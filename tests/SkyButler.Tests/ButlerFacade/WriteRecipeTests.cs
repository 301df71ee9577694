using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Tests.ButlerFacade;

/// <summary>How images are compressed is chosen by recipes of the configuration.</summary>
public sealed class WriteRecipeTests
{
    private const float Noise = 10;
    private static readonly DataId Detector0 = new() { ["instrument"] = "Cam", ["detector"] = 0 };

    private static CancellationToken Token => SmallRepository.Token;

    [Fact]
    public async Task Lossy_images_stay_within_a_step_of_the_noise_of_good_pixels()
    {
        await using var repository = await MakeAsync(Choose("lossy16"));
        var given = MakeExposure();

        var (read, image) = await PutAsync(repository, given);

        image.Header.FindString("ZCMPTYPE").ShouldBeOneOf("RICE_1", "RICE_ONE");
        image.Header.FindString("ZQUANTIZ").ShouldBe("SUBTRACTIVE_DITHER_2");
        for (var i = 0; i < given.Image.Pixels.Length; i++)
            Math.Abs(read.Image.Pixels[i] - given.Image.Pixels[i]).ShouldBeLessThan(Noise / 16);
        read.Image.Pixels.ToArray().ShouldNotBe(given.Image.Pixels.ToArray());
        read.Mask.Bits.Pixels.ToArray().ShouldBe(given.Mask.Bits.Pixels.ToArray());
        var scales = await image.OpenTable().ReadTableAsync(cancellationToken: Token);
        scales.Values<double>("ZSCALE").ToArray().Distinct().ShouldHaveSingleItem().ShouldBe(Noise / 16, 0.1 * Noise / 16);
    }

    [Fact]
    public async Task Seeds_differ_between_datasets_and_can_be_fixed()
    {
        await using var repository = await MakeAsync(Choose("own") + Recipe("own", "{algorithm: RICE_1, tile_width: 32, tile_height: 16, quantization: {dither: SUBTRACTIVE_DITHER_1, scaling: STDEV_CFITSIO, level: 8, seed: 77}}"));
        var (_, image) = await PutAsync(repository, MakeExposure());
        image.Header.FindInt64("ZDITHER0").ShouldBe(77);
        image.Header.FindString("ZQUANTIZ").ShouldBe("SUBTRACTIVE_DITHER_1");
        (image.Header.FindInt64("ZTILE1"), image.Header.FindInt64("ZTILE2")).ShouldBe((32, 16));

        await using var other = await MakeAsync(Choose("lossy16"));
        var (_, first) = await PutAsync(other, MakeExposure());
        first.Header.FindInt64("ZDITHER0")!.Value.ShouldBeInRange(1, 10_000);
    }

    [Theory]
    [InlineData("noCompression", null)]
    [InlineData("lossless", "GZIP_2")]
    [InlineData("default", "GZIP_2")]
    public async Task Recipes_of_the_defaults_keep_every_bit(string recipe, string? algorithm)
    {
        await using var repository = await MakeAsync(Choose(recipe));
        var given = MakeExposure();
        var (read, image) = await PutAsync(repository, given);
        image.Header.FindString("ZCMPTYPE").ShouldBe(algorithm);
        read.Image.Pixels.ToArray().ShouldBe(given.Image.Pixels.ToArray());
    }

    [Theory]
    [InlineData("losy16", null, "Did you mean 'lossy16'?")]
    [InlineData("own", "{algorithm: RICE_2}", "Did you mean 'RICE_1'?")]
    [InlineData("own", "{algorithm: RICE_1, quantization: {level: 0}}", "must be a number above 0")]
    [InlineData("own", "{algorithm: RICE_1, quantization: {level: high}}", "level 'high'")]
    [InlineData("own", "{algorithm: RICE_1, quantization: {seed: 10001}}", "from 0 to 10000")]
    [InlineData("own", "{algorithm: RICE_1, quantization: {mask_planes: SAT}}", "no list of names")]
    [InlineData("own", "{algorithm: GZIP_2, tile_width: 1.5}", "tile_width '1.5'; it must be a whole number")]
    [InlineData("own", "{algorithm: GZIP_2, tile_height: true}", "tile_height 'True'")]
    [InlineData("own", "{algorithm: RICE_1, quantization: {dither: SOME}}", "dither 'SOME'")]
    [InlineData("own", "{algorithm: RICE_1, quantization: {scaling: RANGE}}", "scaling 'RANGE'")]
    [InlineData("own", "{algorithm: GZIP_2, tile_width: -3}", "tile_width '-3'")]
    [InlineData("own", "GZIP_2", "must be a mapping, but it is 'GZIP_2'; write image: {algorithm: GZIP_2}")]
    [InlineData("own", "{algorithm: RICE_1, quantization: 16}", "quantization '16', which must be a mapping")]
    [InlineData("own", "{algorithm: RICE_1}", "can't keep every bit")]
    public async Task A_recipe_that_makes_no_sense_is_told_before_anything_is_stored(string recipe, string? image, string message)
    {
        await using var repository = await MakeAsync(Choose(recipe) + (image is null ? "" : Recipe(recipe, image)));
        (await Should.ThrowAsync<DatastoreException>(() => PutAsync(repository, MakeExposure()))).Message.ShouldContain(message);
        repository.Files().ShouldBeEmpty();
    }

    private static string Choose(string recipe) =>
        $"datastore:\n  formatters:\n    ExposureF:\n      formatter: {Formatter}\n      parameters: {{recipe: {recipe}}}\n";

    private static string Recipe(string name, string image) => $"    write_recipes:\n      {Formatter}:\n        {name}:\n          image: {image}\n";

    private const string Formatter = "lsst.obs.base.formatters.fitsExposure.FitsExposureFormatter";

    private static async Task<SmallRepository> MakeAsync(string seed)
    {
        var repository = await SmallRepository.MakeAsync(seed);
        await repository.RegisterAsync("calexp", "ExposureF", "detector");
        return repository;
    }

    private static async Task<(Exposure Read, FitsHdu Image)> PutAsync(SmallRepository repository, Exposure exposure)
    {
        await repository.Butler.PutAsync(exposure, "calexp", Detector0, cancellationToken: Token);
        var content = await File.ReadAllBytesAsync(Path.Combine(repository.Root, repository.Files().Single()), Token);
        var file = await FitsFile.OpenAsync(content, "calexp", cancellationToken: Token);
        return ((Exposure)await repository.Butler.GetAsync("calexp", Detector0, cancellationToken: Token), file.FindRole("IMAGE")!);
    }

    // Gaussian noise; many pixels are marked, and far louder.
    private static Exposure MakeExposure()
    {
        var random = new Random(5);
        var exposure = new Exposure(new MaskedImage(Box2I.FromSize(0, 0, 64, 48)));
        exposure.Mask.AddPlane("NO_DATA");
        for (var y = 0; y < 48; y++)
        {
            for (var x = 0; x < 64; x++)
            {
                var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                exposure.Image[x, y] = (float)(Noise * normal * (y < 20 ? 100 : 1));
                exposure.Variance[x, y] = (float)(100 + normal);
            }
        }

        exposure.Mask.Set("NO_DATA", Box2I.FromSize(0, 0, 64, 20));
        return exposure;
    }
}
