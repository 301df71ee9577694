using SkyButler.CommandLine.Tests.Support;
using SkyButler.Resources;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Commands;

/// <summary><c>astrometadata</c>, on headers that were not made here.</summary>
public sealed class AstrometadataTests
{
    private const string Program = "astrometadata";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_file_is_shown_with_all_its_properties()
    {
        var run = await CommandRun.OfAsync(Program, "translate", SharedFiles.Data("headers/fitsheader-hsc.yaml"));
        run.Error.ShouldBeEmpty();
        run.Output.ShouldStartWith("instrument: HSC\ntelescope: Subaru\ndatetime_begin: 2013-11-02T06:16:30.908\naltaz_begin: (226.68922661, 63.04359233)\naltaz_end: None\n");
        run.Output.ShouldContain("exposure_time: 30.0 s\n");
        run.Output.ShouldContain("focus_z: 0.0037 m\n");
    }

    [Fact]
    public async Task Several_files_are_a_table_and_what_cannot_be_translated_is_one_line_of_error()
    {
        var run = await CommandRun.OfAsync(Program, "translate", SharedFiles.Data("headers"), SharedFiles.Data("obs_base/source_catalog.fits"), "-r", "fitsheader.*yaml$");
        run.ExitCode.ShouldBe(0);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].TrimEnd().ShouldBe("ObsId                            ImgType  Object           Filter           Detector ExpTime");
        lines.Length.ShouldBe(2 + 6);
        lines.ShouldContain("HSCA90402400                     science  STRIPE82L        HSC-I                1_12 30.0 s ");
        lines.ShouldContain(line => line.StartsWith("6377 4 g 407 ", StringComparison.Ordinal));
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("source_catalog.fits: no translator knows this header");
    }

    [Fact]
    public async Task The_originals_variable_may_name_translators_in_yaml_and_modules_are_told_that_they_are_not_loaded()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.File("mine.yaml"), "translator: Mine\nwhen: {card: INSTRUME, is: Mine}\nproperties:\n  instrument: INSTRUME\n", Stop);
        var environment = EnvironmentVariables.From(new Dictionary<string, string>(StringComparer.Ordinal) { ["METADATA_TRANSLATORS"] = $"lsst.obs.lsst.translators:{folder.File("mine.yaml")}" });
        var run = await CommandRun.OfAsync(Program, ["list-translators"], environment, "", Stop);
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldStartWith("Mine\n");
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("'lsst.obs.lsst.translators', which is no YAML file");
    }

    [Fact]
    public async Task Nothing_translated_is_a_failure_and_nothing_found_another()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.File("a.fits"), "SIMPLE", Stop);
        var bad = await CommandRun.OfAsync(Program, "translate", folder.Path);
        bad.ExitCode.ShouldBe(1);
        bad.ErrorLines.ShouldHaveSingleItem().ShouldContain("a.fits");
        var none = await CommandRun.OfAsync(Program, "translate", folder.Path, "-r", "b.fits");
        none.ExitCode.ShouldBe(1);
        none.ErrorLines.ShouldHaveSingleItem().ShouldContain("has a name that matches 'b.fits'");
        var absent = await CommandRun.OfAsync(Program, "translate", folder.File("absent.fits"));
        absent.ErrorLines.ShouldHaveSingleItem().ShouldContain("absent.fits");
    }

    [Fact]
    public async Task A_dumped_header_translates_as_its_file_does()
    {
        using var folder = new TemporaryDirectory();
        var raw = SharedFiles.Golden("rubin-imsim/raw/204595/R11/00204595-R11-S20-det042.fits");
        foreach (var mode in new[] { "yaml", "fixed", "yamlnative", "fixednative" })
        {
            var dumped = await CommandRun.OfAsync(Program, "dump", raw, "-m", mode);
            dumped.ExitCode.ShouldBe(0, dumped.Error);
            await File.WriteAllTextAsync(folder.File(mode + ".yaml"), dumped.Output, Stop);
            var again = await CommandRun.OfAsync(Program, "translate", folder.File(mode + ".yaml"));
            again.Output.ShouldBe((await CommandRun.OfAsync(Program, "translate", raw)).Output, mode);
        }
    }

    [Fact]
    public async Task Sidecars_and_indexes_lie_beside_the_files_and_tell_of_the_good_ones()
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(folder.File("night"));
        foreach (var name in new[] { "fitsheader-hsc", "fitsheader-decam" })
            File.Copy(SharedFiles.Data($"headers/{name}.yaml"), folder.File("night", name + ".yaml"));
        await File.WriteAllTextAsync(folder.File("night", "bad.yaml"), "- nothing", Stop);

        var sidecars = await CommandRun.OfAsync(Program, "write-sidecar", folder.Path, "-r", "yaml$");
        sidecars.ExitCode.ShouldBe(0);
        sidecars.Error.ShouldContain("bad.yaml");
        (await File.ReadAllTextAsync(folder.File("night", "fitsheader-hsc.json"), Stop)).ShouldStartWith("{\"_translator\": \"HSC\", \"telescope\": \"Subaru\"");

        (await CommandRun.OfAsync(Program, "write-index", folder.Path, "-r", "yaml$")).ExitCode.ShouldBe(0);
        var index = await File.ReadAllTextAsync(folder.File("night", "_index.json"), Stop);
        index.ShouldStartWith("{\"__CONTENT__\": \"translated\", \"__COMMON__\": {");
        index.ShouldContain(", \"fitsheader-decam.yaml\": {");

        (await CommandRun.OfAsync(Program, "write-metadata-index", folder.Path, "-r", "yaml$", "-o", folder.File("all.json"))).ExitCode.ShouldBe(0);
        var all = await File.ReadAllTextAsync(folder.File("all.json"), Stop);
        all.ShouldStartWith("{\"__CONTENT__\": \"metadata\", \"__COMMON__\": {\"SIMPLE\": true,");
        all.ShouldContain("\"night/fitsheader-hsc.yaml\": {");
    }

    [Fact]
    public async Task A_translator_of_ones_own_is_named_by_an_option_or_the_environment()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.File("cam.yaml"), "translator: Mine\nwhen: {card: INSTRUME, is: Mine}\nproperties:\n  instrument: INSTRUME\n  object: WHAT\n", Stop);
        await File.WriteAllTextAsync(folder.File("header.json"), "{\"INSTRUME\": \"Mine\", \"WHAT\": \"M31\"}", Stop);

        (await CommandRun.OfAsync(Program, "translate", folder.File("header.json"), "-p", folder.File("cam.yaml"))).Output.ShouldContain("object: M31\n");
        var environment = EnvironmentVariables.From(new Dictionary<string, string>(StringComparer.Ordinal) { ["SKYBUTLER_TRANSLATORS"] = folder.File("cam.yaml") });
        (await CommandRun.OfAsync(Program, ["list-translators"], environment, "", Stop)).Output.ShouldStartWith("Mine\n");
        (await CommandRun.OfAsync(Program, "-p", folder.File("cam.yaml"), "translate", folder.File("header.json"))).Output.ShouldContain("object: M31\n");
        (await CommandRun.OfAsync(Program, "-p", folder.File("cam.yaml"), "--list-plugins")).Output.ShouldStartWith("Mine\n");
        var unknown = await CommandRun.OfAsync(Program, "translate", folder.File("header.json"), "-t", "HSK");
        unknown.ErrorLines.ShouldHaveSingleItem().ShouldContain("Did you mean 'HSC'?");
    }

    [Fact]
    public async Task Corrections_come_from_the_folders_that_the_environment_names()
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(folder.File("empty"));
        await File.WriteAllTextAsync(folder.File("HSC-HSCA90402400.yaml"), "OBJECT: Mended\n", Stop);
        var environment = EnvironmentVariables.From(new Dictionary<string, string>(StringComparer.Ordinal) { ["METADATA_CORRECTIONS_PATH"] = $"{folder.File("empty")}:{folder.Path}" });
        var run = await CommandRun.OfAsync(Program, ["translate", SharedFiles.Data("headers/fitsheader-hsc.yaml")], environment, "", Stop);
        run.Output.ShouldContain("object: Mended\n");
    }

    [Fact]
    public async Task An_error_is_one_line_unless_the_place_in_the_program_is_asked_for()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.File("odd.json"), "{\"INSTRUME\": \"Nobody's\"}", Stop);
        (await CommandRun.OfAsync(Program, "translate", folder.File("odd.json"))).ErrorLines.ShouldHaveSingleItem();
        (await CommandRun.OfAsync(Program, "--no-traceback", "translate", folder.File("odd.json"))).ErrorLines.ShouldHaveSingleItem();
        (await CommandRun.OfAsync(Program, "--traceback", "translate", folder.File("odd.json"))).Error.ShouldContain("   at SkyButler.");
        (await CommandRun.OfAsync(Program, "--traceback", "translate", folder.File("none.json"))).Error.ShouldContain("   at SkyButler.");
    }

    [Fact]
    public async Task Headers_in_a_bucket_are_indexed_there()
    {
        var server = await S3Server.GetAsync();
        var environment = EnvironmentVariables.From(server.Environment);
        var stores = Resources.Stores.ResourceStores.For(environment);
        var place = ResourcePath.ParseStored("s3://first/astrometadata/night/");
        var raw = await File.ReadAllBytesAsync(SharedFiles.Golden("rubin-imsim/raw/204595/R11/00204595-R11-S20-det042.fits"), Stop);
        await Resources.Stores.ResourceStoreExtensions.WriteAllBytesAsync(stores, place.Join("a.fits"), raw, Stop);

        var run = await CommandRun.OfAsync(Program, ["write-index", place.ToString()], environment, "", Stop);
        run.ExitCode.ShouldBe(0, run.Error);
        (await Resources.Stores.ResourceStoreExtensions.ReadAllTextAsync(stores, place.Join("_index.json"), Stop)).ShouldContain("\"instrument\": \"LSSTCam-imSim\"");
    }
}
