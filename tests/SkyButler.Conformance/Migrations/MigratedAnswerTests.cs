using SkyButler.Conformance.Registry;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Queries;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Migrations;

/// <summary>A migrated repository answers as it did before.</summary>
public sealed class MigratedAnswerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bias", "45a1eeda-a31e-4788-888b-4a1267973ce9")]
    [InlineData("dark", "67d23e4b-1c33-462c-903b-1c98177e5332")]
    [InlineData("flat", "529951fe-b9f2-4eaa-82f1-635b96f050fc")]
    [InlineData("camera", "dc12a7fa-c407-4392-b5d3-9a5ba78cbcb5")]
    public async Task Imsims_calibrations_are_found_and_read(string type, string id)
    {
        using var copy = await MigratedGolden.MakeAsync("rubin-imsim", new(), Cancel);
        await using var butler = await Butler.OpenAsync(copy.Path, new() { Collections = ["LSSTCam-imSim/calib"] }, Cancel);
        var dataId = new DataId { ["instrument"] = "LSSTCam-imSim", ["exposure"] = 204595, ["detector"] = "R11_S20" };
        (await butler.FindDatasetAsync(type, dataId, cancellationToken: Cancel))!.Id.ShouldBe(new Guid(id));
        (await butler.GetAsync(type, dataId, cancellationToken: Cancel)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("rubin-imsim", 189, 6, 1, 194)]
    [InlineData("rubin-comCam", 9, 12, 0, 2)]
    [InlineData("rubin-phosim", 201, 187, 1, 2)]
    public async Task Records_and_datasets_are_all_there(string name, int detectors, int filters, int visits, int datasets)
    {
        using var copy = await MigratedGolden.MakeAsync(name, new(), Cancel);
        await using var before = await Butler.OpenAsync(SharedFiles.Golden(name), cancellationToken: Cancel);
        await using var after = await Butler.OpenAsync(copy.Path, cancellationToken: Cancel);
        (await CountAsync("detector")).ShouldBe(detectors);
        (await CountAsync("physical_filter")).ShouldBe(filters);
        (await CountAsync("exposure")).ShouldBe(1);
        (await CountAsync("visit")).ShouldBe(visits);
        (await CountAsync("visit_definition")).ShouldBe(visits);
        (await CountAsync("visit_system_membership")).ShouldBe(visits);
        (await CountAsync("day_obs")).ShouldBe(1);
        (await CountAsync("group")).ShouldBe(1);
        var all = new AllDatasetsQuery { Collections = ["*"] };
        var old = await before.Queries.AllDatasetsAsync(all, Cancel).ToListAsync(Cancel);
        var now = await after.Queries.AllDatasetsAsync(all, Cancel).ToListAsync(Cancel);
        now.Count.ShouldBe(datasets);
        now.Select(d => (d.Id, d.Run, d.DatasetType.Name)).ShouldBe(old.Select(d => (d.Id, d.Run, d.DatasetType.Name)), ignoreOrder: true);

        async Task<int> CountAsync(string element) => await after.Queries.RecordsAsync(element, new DataIdQuery { Dimensions = [] }, Cancel).CountAsync(Cancel);
    }

    [Fact]
    public async Task New_records_and_columns_say_what_the_old_ones_did()
    {
        using var copy = await MigratedGolden.MakeAsync("rubin-imsim", new() { HasSimulated = true }, Cancel);
        await using var butler = await Butler.OpenAsync(copy.Path, cancellationToken: Cancel);
        var exposure = await OneAsync("exposure");
        exposure["group"].ShouldBe("204595");
        exposure["day_obs"].ShouldBe(20221004L);
        exposure["seq_start"].ShouldBe(exposure["seq_num"]);
        exposure["seq_end"].ShouldBe(exposure["seq_num"]);
        exposure["has_simulated"].ShouldBe(true);
        exposure["can_see_sky"].ShouldBe(true);
        exposure["azimuth"].ShouldBeNull();
        var visit = await OneAsync("visit");
        visit["day_obs"].ShouldBe(20221004L);
        visit["seq_num"].ShouldBe(0L);
        visit["zenith_angle"].ShouldBe(7.88337136893864);
        visit.Region.ShouldNotBeNull();
        // Rubin's days begin at noon TAI.
        (await OneAsync("day_obs")).Timespan.ShouldBe(
            Timespan.Between(TaiTime.ParseIso("2022-10-04T12:00:00"), TaiTime.ParseIso("2022-10-05T12:00:00")));
        (await OneAsync("instrument"))["visit_system"].ShouldBe(1L);
        // 2022-05-23 19:59:32 UTC; TAI was 37 s ahead.
        var dates = await GoldenRegistry.PairsAsync(copy.File(MigratedGolden.Database), "SELECT DISTINCT 'date', CAST(ingest_date AS TEXT) FROM dataset WHERE id = 'c63dd0e769305edfaabdb0ce3c49d434'", Cancel);
        dates["date"].ShouldBe($"{TaiTime.ParseIso("2022-05-23T20:00:09")}");

        async Task<SkyButler.Dimensions.Records.DimensionRecord> OneAsync(string element) =>
            (await butler.Queries.RecordsAsync(element, new DataIdQuery { Dimensions = [] }, Cancel).ToListAsync(Cancel)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_raw_of_an_exposure_is_found_by_its_day()
    {
        using var copy = await MigratedGolden.MakeAsync("rubin-imsim", new(), Cancel);
        await using var butler = await Butler.OpenAsync(copy.Path, new() { Collections = ["LSSTCam-imSim/raw/all"] }, Cancel);
        var found = await butler.Queries.DatasetsAsync(
            new() { DatasetType = "raw", Collections = ["LSSTCam-imSim/raw/all"], Where = "day_obs = 20221004 AND instrument = 'LSSTCam-imSim'" }, Cancel).ToListAsync(Cancel);
        found.ShouldHaveSingleItem().Id.ShouldBe(new Guid("c63dd0e7-6930-5edf-aabd-b0ce3c49d434"));
    }
}
