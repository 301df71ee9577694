using SkyButler.Geometry;
using SkyButler.Imaging.Sky;
using SkyButler.Instruments.SkyMaps;
using SkyButler.Instruments.SkyMaps.Storage;
using SkyButler.Registry;
using SkyButler.Registry.Errors;
using SkyButler.Tests.Shared;

namespace SkyButler.Instruments.Tests.SkyMaps;

public sealed class SkyMapRegistrationTests
{
    private static readonly SkyMapSettings Two = SkyMapSettings.Default(SkyMapKind.Discrete) with
    {
        Projection = "TAN",
        PixelScale = 0.5,
        TractOverlap = 0,
        RightAscensions = [10, 20],
        Declinations = [0, -30],
        Radii = [0.5, 1],
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tracts_and_patches_are_recorded_with_their_regions_and_the_map_is_stored()
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await NewAsync(folder);
        (await SkyMapRegistration.RegisterAsync(butler, "two", new SkyMap(Two), null, Stop)).ShouldBeTrue();
        var map = (await AllAsync(butler, "skymap")).ShouldHaveSingleItem();
        ((long)map["tract_max"]!, (long)map["patch_nx_max"]!, (long)map["patch_ny_max"]!).ShouldBe((2, 4, 4));
        using var tract = new SkyMap(Two)[1];
        (await AllAsync(butler, "tract")).Single(record => (long)record["id"]! == 1).Region.ShouldBe(tract.Region);
        var patches = (await AllAsync(butler, "patch")).Where(record => (long)record["tract"]! == 1).OrderBy(record => (long)record["id"]!).ToList();
        patches.Count.ShouldBe(16);
        patches.Select(record => ((long)record["cell_x"]!, (long)record["cell_y"]!)).ShouldBe(tract.Patches.Select(patch => ((long)patch.Column, (long)patch.Row)));
        patches[6].Region.ShouldBe(tract.RegionOf(tract[6]));
        (await SkyMapRegistration.ReadAsync(butler, "two", Stop)).Hash().ShouldBe(new SkyMap(Two).Hash());
    }

    [Fact]
    public async Task The_same_again_changes_nothing_and_other_names_or_settings_are_conflicts()
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await NewAsync(folder);
        await SkyMapRegistration.RegisterAsync(butler, "two", new SkyMap(Two), null, Stop);
        (await SkyMapRegistration.RegisterAsync(butler, "two", new SkyMap(Two), null, Stop)).ShouldBeFalse();
        (await Should.ThrowAsync<ConflictException>(() => SkyMapRegistration.RegisterAsync(butler, "other", new SkyMap(Two), null, Stop))).Message.ShouldContain("'two'");
        await Should.ThrowAsync<ConflictException>(() => SkyMapRegistration.RegisterAsync(butler, "two", new SkyMap(Two with { PixelScale = 1 }), null, Stop));
        (await AllAsync(butler, "skymap")).Count.ShouldBe(1);
        (await AllAsync(butler, "patch")).Count.ShouldBe(20);
    }

    [Fact]
    public async Task Sky_maps_that_can_not_be_laid_out_are_refused_by_one_error_of_their_own()
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await NewAsync(folder);
        // Tracts are laid out many at a time, and more than one is wrong.
        var beyond = new SkyMap(Two with { Radii = [100, 100] });
        (await Should.ThrowAsync<SkyMapException>(() => SkyMapRegistration.RegisterAsync(butler, "beyond", beyond, null, Stop))).Message.ShouldContain("reaches beyond");
        var fine = new SkyMap(Two with { PatchInner = new(1, 1), PatchBorder = 0 });
        (await Should.ThrowAsync<SkyMapException>(() => SkyMapRegistration.RegisterAsync(butler, "fine", fine, null, Stop))).Message.ShouldContain("patches, and tracts have at most");
        Should.Throw<SkyMapException>(() => new SkyMap(Two with { PatchInner = new(2_000_000_000, 1) })).Message.ShouldContain("can't be laid out");
        Should.Throw<SkyMapException>(() => new SkyMap(Two with { Builder = TractBuilder.Cells, CellInner = new(100_000, 100_000), CellsPerPatch = 100_000 })).Message.ShouldContain("can't be laid out");
        (await AllAsync(butler, "skymap")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Patches_that_a_visit_overlaps_are_found_as_soon_as_the_map_is_registered()
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await NewAsync(folder);
        await VisitAtAsync(butler, 20.0, -30.0);
        await SkyMapRegistration.RegisterAsync(butler, "two", new SkyMap(Two), null, Stop);
        var found = new List<(long Tract, long Patch)>();
        await foreach (var dataId in butler.Queries.DataIdsAsync(new() { Dimensions = ["visit", "patch"], DataId = new() { ["instrument"] = "Cam", ["skymap"] = "two" } }, Stop))
            found.Add(((long)dataId["tract"].ToObject()!, (long)dataId["patch"].ToObject()!));
        using var tract = new SkyMap(Two)[1];
        // A circle of three pixels' hundreds around the middle touches the four patches in the middle.
        var visit = Circle(20.0, -30.0);
        found.Order().ShouldBe(tract.Patches.Where(patch => tract.RegionOf(patch).Overlaps(visit) == true).Select(patch => (1L, (long)patch.Id)));
        found.Select(f => f.Patch).Order().ShouldBe([5, 6, 9, 10]);
    }

    [Fact]
    public async Task A_map_around_images_holds_their_corners_and_may_take_older_tracts_first()
    {
        SkyPosition[] corners = [new(359.9, 0), new(0.1, 0), new(0.1, 0.2), new(359.9, 0.2)];
        var map = new DiscreteSkyMapMaker { Settings = new DiscreteSkyMapConfig().Settings with { Projection = "TAN" } }.Make(corners);
        map.Count.ShouldBe(1);
        using (var tract = map[0])
            corners.ShouldAllBe(corner => tract.Contains(corner));
        map.CentreOf(0).SeparationFrom(new(0, 0.1)).ShouldBeLessThan(1e-6);
        map.Settings.Radii[0].ShouldBe(new SkyPosition(0, 0.1).SeparationFrom(corners[0]), 1e-5);
        var both = new DiscreteSkyMapMaker { Settings = map.Settings, Old = map, Border = 0.5 }.Make([.. corners.Select(corner => corner with { Latitude = corner.Latitude + 10 })]);
        both.Count.ShouldBe(2);
        both.CentreOf(0).ShouldBe(map.CentreOf(0));
        both.Settings.Radii[1].ShouldBeGreaterThan(0.6);
        Should.Throw<SkyMapException>(() => new DiscreteSkyMapMaker { Settings = map.Settings }.Make([])).Message.ShouldContain("--dataset-type");
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Subfilters_are_numbered_from_0_and_those_that_are_there_stay()
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await NewAsync(folder);
        await VisitAtAsync(butler, 0, 0);
        await Subfilters.RegisterAsync(butler, 2, ["r"], Stop);
        await Subfilters.RegisterAsync(butler, 3, ["r", "r"], Stop);
        (await AllAsync(butler, "subfilter")).Select(record => ((string)record["band"]!, (long)record["id"]!)).Order().ShouldBe([("r", 0), ("r", 1), ("r", 2)]);
    }

    internal static async Task<Butler> NewAsync(TemporaryDirectory folder)
    {
        await Butler.CreateAsync(folder.File("repo"), new(), Stop);
        return await Butler.OpenAsync(folder.File("repo"), new() { Access = RegistryAccess.ReadWrite }, Stop);
    }

    internal static async Task<List<Dimensions.Records.DimensionRecord>> AllAsync(Butler butler, string element)
    {
        var records = new List<Dimensions.Records.DimensionRecord>();
        await foreach (var record in butler.Queries.RecordsAsync(element, new() { Dimensions = [] }, Stop))
            records.Add(record);
        return records;
    }

    private static Circle Circle(double longitude, double latitude) => new(LonLat.FromDegrees(longitude, latitude).ToVector(), 1e-3);

    private static async Task VisitAtAsync(Butler butler, double longitude, double latitude)
    {
        var circle = Convert.ToHexStringLower(Circle(longitude, latitude).Encode());
        var parts = Transfers.DimensionRecordFile.Read(
            $$"""
            instrument: [{name: Cam, class_name: a.Cam, visit_max: 100, exposure_max: 100, detector_max: 10}]
            physical_filter: [{instrument: Cam, name: Cam-r, band: r}]
            day_obs: [{instrument: Cam, id: 20240110}]
            visit: [{instrument: Cam, id: 1, name: v1, day_obs: 20240110, physical_filter: Cam-r, region: "{{circle}}"}]
            """,
            "records.yaml",
            butler.Universe);
        await butler.Registry.TransactAsync(
            async token =>
            {
                foreach (var (element, records) in parts)
                    await butler.Registry.Records.InsertAsync(element, records, Registry.Records.RecordInsertMode.New, token);
            },
            Stop);
    }
}
