using SkyButler.Datasets;
using SkyButler.Dimensions.Times;
using SkyButler.Queries;
using SkyButler.Registry.Collections;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Queries;

/// <summary>First rows of sorted answers, over so many datasets that not all of them are sorted.</summary>
public sealed class LeadingRowsTests
{
    private const int Detectors = 60;
    private const int Exposures = 60;
    private const long Second = 1_000_000_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_rows_are_those_of_the_whole_answer_sorted()
    {
        await using var test = await ManyAsync();
        var queries = new QueryEngine(test.Registry);
        var all = new DatasetQuery { DatasetType = "pic", Collections = ["run"], Where = "instrument='Cam1'" };
        var found = await queries.DatasetsAsync(all, Cancel).ToListAsync(Cancel);
        foreach (var (order, limit, sorted) in new (string[], int, IOrderedEnumerable<DatasetRef>)[]
        {
            (["-exposure.timespan.begin", "detector"], 5, found.OrderByDescending(Time).ThenBy(Detector)),
            (["exposure.timespan.end", "-detector"], 70, found.OrderBy(Time).ThenByDescending(Detector)),
            (["-exposure.timespan.end", "-detector"], 2_500, found.OrderByDescending(Time).ThenByDescending(Detector)),
            (["exposure", "detector"], 100, found.OrderBy(Exposure).ThenBy(Detector)),
            (["-detector", "-exposure"], 130, found.OrderByDescending(Detector).ThenByDescending(Exposure)),
        })
        {
            var first = await queries.DatasetsAsync(all with { OrderBy = order, Limit = limit }, Cancel).ToListAsync(Cancel);
            first.ShouldBe(sorted.Take(limit), string.Join(", ", order));
            var once = await queries.DatasetsAsync(all with { OrderBy = order, Limit = limit, FindFirst = true }, Cancel).ToListAsync(Cancel);
            once.ShouldBe(first);
        }
    }

    [Fact]
    public async Task Conditions_hold_for_the_first_rows_too()
    {
        await using var test = await ManyAsync();
        var queries = new QueryEngine(test.Registry);
        var query = new DatasetQuery
        {
            DatasetType = "pic",
            Collections = ["run"],
            Where = "instrument='Cam1' AND band='r' AND detector > 30 AND exposure != 1057",
            OrderBy = ["-exposure.timespan.begin", "detector"],
        };
        var expected = (await queries.DatasetsAsync(query, Cancel).ToListAsync(Cancel)).Take(40);

        (await queries.DatasetsAsync(query with { Limit = 40 }, Cancel).ToListAsync(Cancel)).ShouldBe(expected);
    }

    private static long Exposure(DatasetRef dataset) => dataset.DataId["exposure"].Number;

    private static long Detector(DatasetRef dataset) => dataset.DataId["detector"].Number;

    // Later numbers have earlier times, and two exposures always have the same.
    private static long Time(DatasetRef dataset) => -(Exposure(dataset) / 2);

    // The last exposures, and a few more, have no datasets.
    private static async Task<TestRegistry> ManyAsync()
    {
        var test = await TestRegistry.WithInstrumentAsync();
        await test.InsertAsync("detector", [.. Enumerable.Range(100, Detectors).Select(i => test.Record("detector", ("instrument", "Cam1"), ("id", (long)i), ("full_name", $"D{i}")))]);
        await test.InsertAsync("exposure", [.. Enumerable.Range(1000, Exposures).Select(i => test.Record(
            "exposure", ("instrument", "Cam1"), ("id", (long)i), ("obs_id", $"o{i}"), ("group", "a"), ("day_obs", 20240101L), ("physical_filter", i % 3 == 0 ? "Cam1-G" : "Cam1-R"),
            ("timespan", Timespan.Between(Second * (5_000 - (i / 2)), Second * (5_001 - (i / 2))))))]);
        var type = await test.TypeAsync("pic", false, "exposure", "detector");
        await test.CollectionAsync("run", CollectionType.Run);
        var ids = from e in Enumerable.Range(1006, Exposures - 9)
                  from d in Enumerable.Range(100, Detectors)
                  where (e + d) % 7 != 0 && e != 1020
                  select test.DataId(("instrument", "Cam1"), ("exposure", (long)e), ("detector", (long)d));
        await test.DatasetsAsync(type, "run", [.. ids]);
        return test;
    }
}
