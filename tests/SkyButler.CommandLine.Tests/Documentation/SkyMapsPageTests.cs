using System.Text.RegularExpressions;
using SkyButler.CommandLine.Tests.Support;
using SkyButler.Datasets;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Instruments.SkyMaps.Storage;
using SkyButler.Registry;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Documentation;

/// <summary>The commands in <c>docs/sky-maps.md</c> do what the page says.</summary>
public sealed partial class SkyMapsPageTests
{
    private const string Camera =
        """
        name: MyCam
        class: my.Cam
        visit_max: 100
        exposure_max: 100
        detector_max: 10
        detectors: [{ids: 0..1, full_name: "D{id}"}]
        filters: [{physical_filter: MyCam-g, band: g}, {physical_filter: MyCam-r, band: r}]
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_command_of_the_page_works()
    {
        using var folder = new TemporaryDirectory();
        await RunAsync("butler", "create", folder.File("repo"));
        await File.WriteAllTextAsync(folder.File("cam.yaml"), Camera, Cancel);
        await RunAsync("butler", "register-instrument", folder.File("repo"), folder.File("cam.yaml"));
        await PutImagesAsync(folder.File("repo"));
        var page = await File.ReadAllTextAsync(Checkout.File("docs/sky-maps.md"), Cancel);
        await File.WriteAllTextAsync(folder.File("skymap.py"), Block().Matches(page).Single(block => block.Groups["kind"].Value == "python").Groups["text"].Value, Cancel);
        var outputs = new List<string>();
        foreach (var line in Block().Matches(page).Where(block => block.Groups["kind"].Value == "sh").SelectMany(block => block.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)))
            outputs.Add(await RunAsync([.. Word().Matches(line).Select(word => word.Value.Trim('\'')).Select(word => word switch
            {
                "REPO" => folder.File("repo"),
                "skymap.py" => folder.File(word),
                _ => word,
            })]));

        outputs.Count.ShouldBe(7);
        outputs[2].ShouldContain("field");
        outputs[3].ShouldContain("config.skyMap['rings'].numRings=5");
        outputs[4].ShouldContain("41.3");
        await using var butler = await Butler.OpenAsync(folder.File("repo"), cancellationToken: Cancel);
        var (around, both) = (await SkyMapRegistration.ReadAsync(butler, "around", Cancel), await SkyMapRegistration.ReadAsync(butler, "both", Cancel));
        around.CentreOf(0).SeparationFrom(new(30, -10)).ShouldBeLessThan(1e-4);
        (both.Count, both.CentreOf(0)).ShouldBe((2, around.CentreOf(0)));
        both.CentreOf(1).SeparationFrom(new(40, -20)).ShouldBeLessThan(1e-4);
    }

    [Fact]
    public async Task A_sky_map_that_is_dumped_can_be_registered_elsewhere()
    {
        using var folder = new TemporaryDirectory();
        foreach (var name in new[] { "one", "two" })
            await RunAsync("butler", "create", folder.File(name));
        await RunAsync("butler", "register-skymap", folder.File("one"), "-c", "name=field", "-c", "skyMap=discrete", "-c", "skyMap.discrete.raList=[10.7]", "-c", "skyMap.discrete.decList=[41.3]", "-c", "skyMap.discrete.radiusList=[1.5]");
        await File.WriteAllTextAsync(folder.File("skymap.py"), await RunAsync("butler", "dump-skymap", folder.File("one"), "field"), Cancel);
        await RunAsync("butler", "register-skymap", folder.File("two"), "-C", folder.File("skymap.py"));
        var listings = new List<string>();
        foreach (var name in new[] { "one", "two" })
            listings.Add(await RunAsync("butler", "query-dimension-records", folder.File(name), "skymap"));
        listings[1].ShouldBe(listings[0]);
    }

    [Theory]
    [InlineData("no name", "-c", "skyMap=rings")]
    [InlineData("numRings", "-c", "name=x", "-c", "skyMap=rings")]
    [InlineData("does not exist", "-C", "nowhere.py")]
    public async Task What_is_missing_is_said_in_one_line(string words, params string[] options)
    {
        using var folder = new TemporaryDirectory();
        await RunAsync("butler", "create", folder.File("repo"));
        var run = await CommandRun.OfAsync("butler", ["register-skymap", folder.File("repo"), .. options]);
        run.ExitCode.ShouldNotBe(0);
        run.Error.ShouldContain(words);
    }

    private static async Task<string> RunAsync(params string[] words)
    {
        var run = await CommandRun.OfAsync(words[0], words[1..]);
        run.ExitCode.ShouldBe(0, $"{string.Join(' ', words)}\n{run.Error}");
        return run.Output;
    }

    private static async Task PutImagesAsync(string repository)
    {
        await using var butler = await Butler.OpenAsync(repository, new() { Access = RegistryAccess.ReadWrite }, Cancel);
        await butler.Registry.DatasetTypes.RegisterAsync([new DatasetType("calexp", butler.Universe.Conform(["detector"]), "ExposureF")], Cancel);
        foreach (var (run, longitude, latitude) in new[] { ("MyCam/runs/first", 30.0, -10.0), ("MyCam/runs/second", 40.0, -20.0) })
        {
            await butler.Registry.Collections.RegisterAsync([run], Registry.Collections.CollectionType.Run, null, Cancel);
            var exposure = new Exposure(new MaskedImage(new Image<float>(100, 80)))
            {
                Wcs = new FitsHeader(
                [
                    FitsCard.Of("CTYPE1", "RA---TAN"), FitsCard.Of("CTYPE2", "DEC--TAN"), FitsCard.Of("CRVAL1", longitude), FitsCard.Of("CRVAL2", latitude),
                    FitsCard.Of("CRPIX1", 50.5), FitsCard.Of("CRPIX2", 40.5), FitsCard.Of("CD1_1", -0.001), FitsCard.Of("CD2_2", 0.001),
                    FitsCard.Of("CD1_2", 0.0), FitsCard.Of("CD2_1", 0.0), FitsCard.Of("RADESYS", "ICRS"),
                ]),
            };
            await butler.PutAsync(exposure, "calexp", new() { ["instrument"] = "MyCam", ["detector"] = 0 }, run, Cancel);
        }
    }

    [GeneratedRegex("```(?<kind>sh|python)\n(?<text>.*?)```", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();

    [GeneratedRegex("'[^']*'|[^ ]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
