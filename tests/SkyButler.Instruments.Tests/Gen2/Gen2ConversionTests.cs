using Microsoft.Extensions.Logging.Abstractions;
using SkyButler.Dimensions.Times;
using SkyButler.Instruments.Gen2;
using SkyButler.Instruments.SkyMaps;
using SkyButler.Instruments.SkyMaps.Storage;
using SkyButler.Instruments.Translators;
using SkyButler.Registry;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;

namespace SkyButler.Instruments.Tests.Gen2;

public sealed class Gen2ConversionTests
{
    private const string First = "rerun/shared/first";
    private const string Coadds = "rerun/private/ann/coadds";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Raws_calibrations_catalogues_and_reruns_become_datasets_with_todays_data_ids()
    {
        using var tree = await FullAsync();
        await using var butler = await OpenAsync(tree);
        var report = await ConvertAsync(butler, tree, Coadds);
        report.Failures.ShouldBe(0, string.Join('\n', report.LeftOut));
        report.Taken.ShouldBe(new Dictionary<string, int>
        {
            ["bias"] = 3,
            ["calexp"] = 4,
            ["deepCoadd_calexp"] = 1,
            ["deepCoadd_directWarp"] = 1,
            ["deepCoadd_ref"] = 1,
            ["flat"] = 1,
            ["ps1"] = 3,
            ["raw"] = 4,
            ["src"] = 4,
        }, string.Join('\n', report.LeftOut));
        (report.Visits, report.Certified).ShouldBe((2, 4));

        (await IdsAsync(butler, "calexp", "HSC/runs/first")).ShouldBe(
        [
            "{instrument: HSC, detector: 0, visit: 904024}", "{instrument: HSC, detector: 0, visit: 904026}",
            "{instrument: HSC, detector: 1, visit: 904024}", "{instrument: HSC, detector: 1, visit: 904026}",
        ]);
        using var tract = Gen2Tree.SkyMap[0];
        var patch = tract[2, 1].Id;
        (await IdsAsync(butler, "deepCoadd_calexp", "u/ann/coadds")).ShouldBe([$"{{band: i, skymap: gen2, tract: 0, patch: {patch}}}"]);
        (await IdsAsync(butler, "deepCoadd_directWarp", "u/ann/coadds")).ShouldHaveSingleItem().ShouldContain($"patch: {patch}, visit: 904024");
        (await IdsAsync(butler, "ps1", "refcats")).ShouldBe(["{htm7: 187013}", "{htm7: 187014}", "{htm7: 231819}"]);
        // The rerun's parent and all of the root come behind its own outputs.
        (await butler.Registry.Collections.FlattenAsync(["u/ann/coadds"], Stop)).Select(collection => collection.Name)
            .ShouldBe(["u/ann/coadds/direct", "HSC/runs/first/direct", "HSC/raw/all", "HSC/calib/gen2", "skymaps", "refcats/gen2"]);
        (await IdsAsync(butler, "raw", "HSC/defaults")).Count.ShouldBe(4);
    }

    [Theory]
    [InlineData(0, "2013-03-01", "HSC/calib/gen2/20130101T000000Z")]
    [InlineData(0, "2013-06-16T12:00:00", "HSC/calib/gen2/20130101T000000Z")]
    [InlineData(0, "2013-06-17T12:00:00", "HSC/calib/gen2/20130617T000000Z")]
    [InlineData(1, "2013-12-01", "HSC/calib/gen2/20130101T000000Z")]
    [InlineData(1, "2014-02-01", null)]
    public async Task Calibrations_are_valid_as_their_registry_says_without_the_gaps_of_whole_days(int detector, string time, string? run)
    {
        using var tree = await FullAsync();
        await using var butler = await OpenAsync(tree);
        await ConvertAsync(butler, tree);
        var found = await butler.FindDatasetAsync(
            "bias", new() { ["instrument"] = "HSC", ["detector"] = detector },
            new FindOptions { Collections = ["HSC/calib"], Timespan = Timespan.At(TaiTime.ParseIso(time)) }, Stop);
        found?.Run.ShouldBe(run);
        (found is null).ShouldBe(run is null);
    }

    [Fact]
    public async Task Again_it_finds_what_is_there_and_adds_what_came_since()
    {
        using var tree = await FullAsync();
        await using var butler = await OpenAsync(tree);
        var first = await ConvertAsync(butler, tree, Coadds);
        await tree.WriteAsync($"{First}/00814/{Gen2Tree.Filter}/output/ICSRC-0904024-000.fits", "catalogue");
        var again = await ConvertAsync(butler, tree, Coadds);
        again.Taken.ShouldBe(new Dictionary<string, int> { ["icSrc"] = 1 });
        again.Present.ShouldBe(first.Taken);
        (again.Visits, again.Certified, again.Failures).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task What_is_not_understood_is_left_out_and_told_by_reason_with_an_example()
    {
        using var tree = await FullAsync();
        var place = $"{First}/00814/{Gen2Tree.Filter}";
        await tree.WriteAsync($"{place}/corr/strange.txt", "");
        await tree.WriteAsync($"{place}/odd/x.fits", "");
        await tree.WriteAsync($"{place}/output/SRC-0999999-000.fits", "");
        await tree.WriteAsync($"{place}/isr_metadata/0904024-000.boost", "");
        await tree.WriteAsync($"{place}/isr_metadata/0904024-001.boost", "");
        File.Delete(Path.Combine(tree.Root, Gen2Tree.RawPath(Gen2Tree.FirstVisit, 1)));
        await File.WriteAllTextAsync(Path.Combine(tree.Root, Gen2Tree.RawPath(Gen2Tree.FirstVisit + 2, 1)), "no FITS", Stop);
        await using var butler = await OpenAsync(tree);
        var report = await ConvertAsync(butler, tree, First);
        report.Taken["raw"].ShouldBe(2);
        report.Failures.ShouldBe(1);
        string[] expected =
        [
            "1 left out: files that no template knows in */HSC-I/corr (such as ",
            "1 left out: directories that no template knows in */HSC-I (such as ",
            "1 left out: src, since their visit is not registered (such as ",
            "2 left out: isr_metadata, since there is no storage class for lsst.daf.base.PropertySet in Boost's format (such as ",
            "1 left out: raws of the registry that are not there (such as ",
            "1 left out: raws, since they failed (such as ",
            "1 left out: validity ranges of bias, since there is no such file (such as {instrument: 'HSC', detector: 7}",
        ];
        foreach (var line in expected)
            report.LeftOut.ShouldContain(told => told.StartsWith(line, StringComparison.Ordinal), $"{line}\n{string.Join('\n', report.LeftOut)}");
    }

    [Fact]
    public async Task Each_rerun_has_its_own_sky_map_or_that_of_its_parents()
    {
        using var tree = await FullAsync();
        // Two patches in a row, where the other rerun's sky map has four.
        var small = new SkyMap(Gen2Tree.SkyMap.Settings with { Radii = [0.5] });
        await tree.AddSkyMapAsync("rerun/other", small, "small");
        await tree.WriteAsync("rerun/child/_parent/none", "");
        Directory.Delete(Path.Combine(tree.Root, "rerun/child/_parent"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(tree.Root, "rerun/child/_parent"), "../private/ann/coadds");
        foreach (var rerun in new[] { "other", "child" })
            await tree.WriteAsync($"rerun/{rerun}/deepCoadd-results/{Gen2Tree.Filter}/0/1,1/calexp-{Gen2Tree.Filter}-0-1,1.fits", "coadd");
        await using var butler = await OpenAsync(tree);
        await SkyMapRegistration.RegisterAsync(butler, "small", small, null, Stop);
        var report = await ConvertAsync(butler, tree, Coadds, "rerun/other", "rerun/child");
        report.Taken["deepCoadd_calexp"].ShouldBe(3, string.Join('\n', report.LeftOut));
        (await IdsAsync(butler, "deepCoadd_calexp", "HSC/runs/other")).ShouldBe(["{band: i, skymap: small, tract: 0, patch: 3}"]);
        (await IdsAsync(butler, "deepCoadd_calexp", "HSC/runs/child/direct")).ShouldBe(["{band: i, skymap: gen2, tract: 0, patch: 5}"]);
    }

    [Fact]
    public async Task Calibrations_that_were_moved_before_a_stop_are_certified_by_the_next_conversion()
    {
        using var tree = await FullAsync();
        await using var butler = await OpenAsync(tree);
        await ConvertAsync(butler, tree, options => options with { Transfer = TransferMode.Move });
        Directory.GetFiles(Path.Combine(tree.Root, "CALIB", "BIAS"), "*.fits", SearchOption.AllDirectories).ShouldBeEmpty();
        // As if the work had ended between the two.
        await butler.Registry.Datasets.DecertifyAsync("HSC/calib/gen2", await butler.Registry.DatasetTypes.GetAsync("bias", Stop), Timespan.Unbounded, null, Stop);
        (await ConvertAsync(butler, tree, options => options with { Transfer = TransferMode.Move })).Certified.ShouldBe(3);
    }

    [Fact]
    public async Task Overlapping_validity_ranges_of_one_detector_leave_those_of_others()
    {
        using var tree = await FullAsync();
        await using var butler = await OpenAsync(tree);
        tree.Register("CALIB/calibRegistry.sqlite3", "UPDATE bias SET validEnd = '2013-09-01' WHERE calibDate = '2013-01-01' AND ccd = 0", []);
        tree.Register("registry.sqlite3", "INSERT INTO raw (field, visit, ccd, pointing, filter, dateObs) VALUES ('../../..', 904030, 0, 814, 'HSC-I', '2013-11-02'), ('..', 904032, 0, 814, 'HSC-I', '2013-11-02')", []);
        var report = await ConvertAsync(butler, tree);
        (report.Certified, report.Failures).ShouldBe((2, 2), string.Join('\n', report.LeftOut));
        report.LeftOut.ShouldContain(line => line.StartsWith("2 left out: raws, since their row in the registry tells no path in the repository", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_no_repository_of_the_second_generation_is_refused_by_name()
    {
        using var tree = await Gen2Tree.MakeAsync(1, 1);
        await using var butler = await OpenAsync(tree);
        (await Should.ThrowAsync<Gen2Exception>(() => ConvertAsync(butler, tree, "rerun/none"))).Message.ShouldContain("There is no rerun");
        await tree.WriteAsync("_mapper", "lsst.obs.other.OtherMapper\n");
        (await Should.ThrowAsync<Gen2Exception>(() => ConvertAsync(butler, tree))).Message.ShouldContain("The mapper lsst.obs.other.OtherMapper is not known");
        File.Delete(Path.Combine(tree.Root, "_mapper"));
        (await Should.ThrowAsync<Gen2Exception>(() => ConvertAsync(butler, tree))).Message.ShouldContain("has no file '_mapper'");
    }

    [Fact]
    public async Task A_policy_in_the_originals_form_tells_of_other_cameras_and_types()
    {
        using var tree = await Gen2Tree.MakeAsync(1, 1);
        await tree.WriteAsync("_mapper", "lsst.obs.other.OtherMapper\n");
        await tree.WriteAsync("rerun/x/odd/904024-0.fits", "");
        var policy = Path.Combine(tree.Root, "..", "policy.yaml");
        await File.WriteAllTextAsync(
            policy,
            """
            instrument: HSC
            exposures:
              raw: {template: '%(field)s/%(dateObs)s/%(pointing)05d/%(filter)s/HSC-%(visit)07d-%(ccd)03d.fits', tables: raw}
              oddExp:
                python: lsst.afw.image.ExposureF
                template: 'odd/%(visit)d-%(ccd)d.fits[%(hdu)d]'
            """,
            Stop);
        await using var butler = await OpenAsync(tree);
        var report = await ConvertAsync(butler, tree, options => options with { Policies = [policy], Reruns = ["rerun/x"] });
        report.Taken.ShouldBe(new Dictionary<string, int> { ["oddExp"] = 1, ["raw"] = 1 }, string.Join('\n', report.LeftOut));
    }

    private static async Task<Gen2Tree> FullAsync()
    {
        var tree = await Gen2Tree.MakeAsync();
        await tree.AddCalibrationsAsync();
        await tree.AddReferenceCatalogAsync();
        await tree.AddRerunsAsync();
        return tree;
    }

    private static async Task<Butler> OpenAsync(Gen2Tree tree)
    {
        await Butler.CreateAsync(tree.Repository, new(), Stop);
        return await Butler.OpenAsync(tree.Repository, new() { Access = RegistryAccess.ReadWrite }, Stop);
    }

    private static Task<Gen2Report> ConvertAsync(Butler butler, Gen2Tree tree, params IReadOnlyList<string> reruns) => ConvertAsync(butler, tree, options => options with { Reruns = reruns });

    private static Task<Gen2Report> ConvertAsync(Butler butler, Gen2Tree tree, Func<Gen2Options, Gen2Options> with)
    {
        var stores = ResourceStores.Local;
        var options = with(new() { Root = tree.Root, Transfer = TransferMode.Direct, Log = NullLogger.Instance });
        return new Gen2Conversion(butler, new InstrumentCatalog([]), new ObservationReader(TranslatorCatalog.Default, null, stores), stores, options).RunAsync(Stop);
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(Butler butler, string type, string collection)
    {
        var found = new List<string>();
        await foreach (var dataset in butler.Queries.DatasetsAsync(new() { DatasetType = type, Collections = [collection] }, Stop))
            found.Add("{" + string.Join(", ", dataset.DatasetType.Dimensions.Required.Select(element => $"{element}: {dataset.DataId[element.Name]}")) + "}");
        return [.. found.Order(StringComparer.Ordinal)];
    }
}
