using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Geometry;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Records;

namespace SkyButler.Tests.Registry.Contracts;

public abstract class RecordContract(DatabaseKind kind)
{
    private static readonly Region Here = new Circle(UnitVector3.FromLonLat(LonLat.FromDegrees(10, 20)), 0.02);
    private static readonly Region There = new Circle(UnitVector3.FromLonLat(LonLat.FromDegrees(200, -40)), 0.02);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Records_come_back_as_they_went_in()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var skymap = test.Record("skymap", ("name", "sky"), ("hash", new byte[] { 1, 2, 255 }), ("tract_max", 3L));
        var visit = Visit(test, Here);
        await test.InsertAsync("skymap", skymap);
        await test.InsertAsync("visit", visit);

        (await FetchAsync(test, "skymap", test.DataId(("skymap", "sky")))).ShouldBe(skymap);
        (await FetchAsync(test, "visit", test.DataId(("instrument", "Cam1"), ("visit", 7L)))).ShouldBe(visit);
        (await test.Registry.Records.FetchAsync(test.Universe["visit"], [test.DataId(("instrument", "Cam1"), ("visit", 8L))], Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_record_that_is_there_is_a_conflict_is_replaced_or_is_left_alone()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var detectors = test.Universe["detector"];
        var changed = test.Record("detector", ("instrument", "Cam1"), ("id", 1L), ("full_name", "new"));
        var added = test.Record("detector", ("instrument", "Cam1"), ("id", 9L), ("full_name", "nine"));

        await Should.ThrowAsync<ConflictException>(test.Registry.Records.InsertAsync(detectors, [added, changed], RecordInsertMode.New, Cancel));
        await test.Registry.Records.InsertAsync(detectors, [changed, added, added], RecordInsertMode.SkipExisting, Cancel);
        (await FetchAsync(test, "detector", test.Detector(1)))["full_name"].ShouldBe("D1");
        (await FetchAsync(test, "detector", test.Detector(9)))["full_name"].ShouldBe("nine");
        await test.Registry.Records.InsertAsync(detectors, [changed], RecordInsertMode.Replace, Cancel);
        (await FetchAsync(test, "detector", test.Detector(1)))["full_name"].ShouldBe("new");
    }

    [Fact]
    public async Task The_last_of_several_that_replace_one_record_stays()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);

        await test.Registry.Records.InsertAsync(test.Universe["visit"], [Visit(test, Here), Visit(test, There)], RecordInsertMode.Replace, Cancel);
        (await PixelsAsync(test)).ShouldBe(Envelope(There));
        await test.Registry.Records.InsertAsync(test.Universe["visit"], [Visit(test, There), Visit(test, Here)], RecordInsertMode.Replace, Cancel);

        (await FetchAsync(test, "visit", test.DataId(("instrument", "Cam1"), ("visit", 7L)))).Region.ShouldBe(Here);
        (await PixelsAsync(test)).ShouldBe(Envelope(Here));
    }

    [Fact]
    public async Task Another_record_with_the_same_alternate_key_is_a_conflict()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var twin = test.Record("detector", ("instrument", "Cam1"), ("id", 9L), ("full_name", "D1"));

        await Should.ThrowAsync<ConflictException>(test.InsertAsync("detector", twin));
        await Should.ThrowAsync<ConflictException>(test.Registry.Records.SyncAsync(twin, RecordSync.Compare, Cancel));
    }

    [Fact]
    public async Task A_record_that_needs_another_says_which()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var exposure = test.Record(
            "exposure", ("instrument", "Cam1"), ("id", 99L), ("physical_filter", "Cam1-Z"), ("group", "a"), ("day_obs", 20240101L));

        var error = await Should.ThrowAsync<DataIdValueException>(test.InsertAsync("exposure", exposure));

        error.Message.ShouldContain("'physical_filter'");
        error.Message.ShouldContain("Cam1-Z");
        error.Message.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a name of more than thirty-two characters")]
    public async Task Texts_that_are_too_long_or_empty_are_told(string name)
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);

        var error = await Should.ThrowAsync<RegistryException>(
            test.InsertAsync("detector", test.Record("detector", ("instrument", "Cam1"), ("id", 9L), ("full_name", name))));

        error.Message.ShouldContain("'full_name' must have 1 to 32 characters");
    }

    [Fact]
    public async Task Bands_and_sky_pixels_are_not_inserted()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);

        await Should.ThrowAsync<RegistryException>(test.InsertAsync("band", test.Record("band", ("name", "z"))));
        await Should.ThrowAsync<RegistryException>(test.InsertAsync("htm7", test.Record("htm7", ("id", 131072L))));
        (await FetchAsync(test, "band", test.DataId(("band", "g"))))["name"].ShouldBe("g");
        (await FetchAsync(test, "htm7", test.DataId(("htm7", 131072L)))).Region.ShouldNotBeNull();
        (await test.Registry.Records.FetchAsync(test.Universe["band"], [test.DataId(("band", "z"))], Cancel)).ShouldBeEmpty();
        (await test.Registry.Records.FetchAsync(test.Universe["htm7"], [test.DataId(("htm7", 5L))], Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Synchronizing_inserts_compares_or_updates()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var first = Visit(test, Here);
        var second = Visit(test, There);

        (await test.Registry.Records.SyncAsync(first, RecordSync.Compare, Cancel)).ShouldBeTrue();
        (await test.Registry.Records.SyncAsync(first, RecordSync.Compare, Cancel)).ShouldBeFalse();
        var error = await Should.ThrowAsync<ConflictException>(test.Registry.Records.SyncAsync(second, RecordSync.Compare, Cancel));
        error.Message.ShouldContain("region");
        (await test.Registry.Records.SyncAsync(second, RecordSync.Update, Cancel)).ShouldBeTrue();

        (await FetchAsync(test, "visit", test.DataId(("instrument", "Cam1"), ("visit", 7L)))).Region.ShouldBe(There);
        (await PixelsAsync(test)).ShouldBe(Envelope(There));
    }

    [Fact]
    public async Task Synchronizing_knows_what_another_client_has_changed()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        await using var other = await test.OpenAsync(SkyButler.Registry.RegistryAccess.ReadWrite);
        var before = test.Record("detector", ("instrument", "Cam1"), ("id", 1L), ("full_name", "D1"));
        (await other.Records.SyncAsync(before, RecordSync.Compare, Cancel)).ShouldBeFalse();
        await test.Registry.Records.SyncAsync(test.Record("detector", ("instrument", "Cam1"), ("id", 1L), ("full_name", "new")), RecordSync.Update, Cancel);

        await Should.ThrowAsync<ConflictException>(other.Records.SyncAsync(before, RecordSync.Compare, Cancel));
        (await other.Records.SyncAsync(before, RecordSync.Update, Cancel)).ShouldBeTrue();

        await using var reopened = await test.OpenAsync(SkyButler.Registry.RegistryAccess.ReadOnly);
        (await reopened.Records.ExpandAsync([test.Detector(1)], Cancel))[0].Records!["detector"]!["full_name"].ShouldBe("D1");
    }

    [Fact]
    public async Task Overlap_rows_follow_the_envelope_of_a_region()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        await test.InsertAsync("visit", Visit(test, Here));
        (await PixelsAsync(test)).ShouldBe(Envelope(Here));

        await test.Registry.Records.InsertAsync(test.Universe["visit"], [Visit(test, There)], RecordInsertMode.SkipExisting, Cancel);
        (await PixelsAsync(test)).ShouldBe(Envelope(Here));
        await test.Registry.Records.InsertAsync(test.Universe["visit"], [Visit(test, There)], RecordInsertMode.Replace, Cancel);
        (await PixelsAsync(test)).ShouldBe(Envelope(There));
        await test.Registry.Records.InsertAsync(test.Universe["visit"], [Visit(test, null)], RecordInsertMode.Replace, Cancel);
        (await PixelsAsync(test)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Governors_announce_the_overlaps_that_they_govern()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);

        var query = test.Registry.Context.Database.Sql()
            .Raw("SELECT skypix_system || skypix_level || instrument FROM visit_skypix_overlap_summary UNION ALL ")
            .Raw("SELECT skypix_system || skypix_level || instrument FROM visit_detector_region_skypix_overlap_summary").Build(ColumnType.String);
        var rows = await test.Registry.Context.Database.FetchAsync(query, Cancel);

        Enumerable.Range(0, rows.Single().Count).Select(i => rows[0].Text(0, i)).ShouldBe(["htm7Cam1", "htm7Cam1"]);
    }

    internal static async Task<SkyButler.Dimensions.Records.DimensionRecord> FetchAsync(TestRegistry test, string element, DataCoordinate dataId) =>
        (await test.Registry.Records.FetchAsync(test.Universe[element], [dataId], Cancel)).Values.Single();

    private static SkyButler.Dimensions.Records.DimensionRecord Visit(TestRegistry test, Region? region) => test.Record(
        "visit", ("instrument", "Cam1"), ("id", 7L), ("physical_filter", "Cam1-R"), ("day_obs", 20240101L), ("name", "seven"),
        ("region", region), ("timespan", TestRegistry.Days(1, 2)));

    private static List<long> Envelope(Region region) => [.. Pixelization.Create("lsst.sphgeom.HtmPixelization", 7).Envelope(region).Values.Select(v => (long)v)];

    private static async Task<List<long>> PixelsAsync(TestRegistry test)
    {
        var database = test.Registry.Context.Database;
        var pixels = new List<long>();
        foreach (var batch in await database.FetchAsync(
            database.Sql().Raw("SELECT skypix_index FROM visit_skypix_overlap WHERE visit = 7 ORDER BY 1").Build(ColumnType.Int), Cancel))
            for (var row = 0; row < batch.Count; row++)
                pixels.Add(batch.Number(0, row));
        return pixels;
    }

    public sealed class OnSqlite() : RecordContract(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : RecordContract(DatabaseKind.Postgres);
}
