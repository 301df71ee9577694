using SkyButler.Dimensions.DataIds;
using SkyButler.Registry.Records;

namespace SkyButler.Tests.Registry.Contracts;

public abstract class ExpansionContract(DatabaseKind kind)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Implied_values_come_from_records()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var dataId = test.DataId(("instrument", "Cam1"), ("exposure", 2L), ("detector", 3L));

        var expanded = (await test.Registry.Records.ExpandAsync([dataId], Cancel))[0];

        expanded.ShouldBe(dataId);
        expanded.IsFull.ShouldBeTrue();
        expanded["band"].Text.ShouldBe("g");
        expanded["day_obs"].Number.ShouldBe(20240101);
        expanded.Records!["detector"]!["full_name"].ShouldBe("D3");
        expanded.Records["band"]!["name"].ShouldBe("g");
        expanded.Timespan().ShouldBe(TestRegistry.Days(2, 3));
    }

    [Fact]
    public async Task Contradictions_are_refused()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var wrong = DataCoordinate.Standardize(
            test.Universe.Conform(["physical_filter"]),
            new Dictionary<string, object> { ["instrument"] = "Cam1", ["physical_filter"] = "Cam1-G", ["band"] = "r" });

        var error = await Should.ThrowAsync<InconsistentDataIdException>(test.Registry.Records.ExpandAsync([wrong], Cancel));

        error.Message.ShouldContain("band");
        error.Message.ShouldContain("'g', not 'r'");
    }

    [Fact]
    public async Task A_value_without_record_is_named()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);

        var error = await Should.ThrowAsync<DataIdValueException>(test.Registry.Records.ExpandAsync([test.Detector(1), test.Detector(50)], Cancel));

        error.Message.ShouldContain("'detector'");
        error.Message.ShouldContain("50");
    }

    [Fact]
    public async Task Values_that_no_relation_joins_are_inconsistent()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        await test.InsertAsync("visit", test.Record(
            "visit", ("instrument", "Cam1"), ("id", 7L), ("physical_filter", "Cam1-G"), ("day_obs", 20240101L), ("name", "seven")));
        var dataId = test.DataId(("instrument", "Cam1"), ("exposure", 1L), ("visit", 7L));

        await Should.ThrowAsync<InconsistentDataIdException>(test.Registry.Records.ExpandAsync([dataId], Cancel));
        await test.InsertAsync("visit_definition", test.Record("visit_definition", ("instrument", "Cam1"), ("exposure", 1L), ("visit", 7L)));

        (await test.Registry.Records.ExpandAsync([dataId], Cancel))[0].Records!["visit_definition"].ShouldNotBeNull();
        var withDetector = test.DataId(("instrument", "Cam1"), ("visit", 7L), ("detector", 1L));
        (await test.Registry.Records.ExpandAsync([withDetector], Cancel))[0].Records!["visit_detector_region"].ShouldBeNull();
    }

    [Fact]
    public async Task Twenty_thousand_data_ids_take_few_queries()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        await test.Registry.Records.InsertAsync(
            test.Universe["exposure"],
            [.. Enumerable.Range(100, 5000).Select(i => test.Record(
                "exposure", ("instrument", "Cam1"), ("id", (long)i), ("physical_filter", "Cam1-R"), ("group", "a"), ("day_obs", 20240101L)))],
            RecordInsertMode.New,
            Cancel);
        var group = test.Universe.Conform(["exposure", "detector"]);
        var dataIds = Enumerable.Range(0, 20_000).Select(i => new DataCoordinate(group, ["Cam1", 1L + (i % 4), 100L + (i / 4)])).ToList();
        var before = test.Registry.Context.Database.QueryCount;

        var expanded = await test.Registry.Records.ExpandAsync(dataIds, Cancel);

        (test.Registry.Context.Database.QueryCount - before).ShouldBeLessThan(40);
        expanded.ShouldBe(dataIds);
        expanded.ShouldAllBe(d => d["band"] == "r");
    }

    [Fact]
    public async Task What_another_client_adds_is_found()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        await using var other = await test.OpenAsync(SkyButler.Registry.RegistryAccess.ReadOnly);
        await other.Records.ExpandAsync([test.Detector(1)], Cancel);

        await test.InsertAsync("detector", test.Record("detector", ("instrument", "Cam1"), ("id", 9L), ("full_name", "D9")));

        (await other.Records.ExpandAsync([test.Detector(9)], Cancel))[0].Records!["detector"]!["full_name"].ShouldBe("D9");
    }

    public sealed class OnSqlite() : ExpansionContract(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : ExpansionContract(DatabaseKind.Postgres);
}
