using SkyButler.Dimensions.Times;
using SkyButler.Queries;
using SkyButler.Registry.Collections;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Queries.Sky;

/// <summary>Times overlap half-open, and calibrations join by them.</summary>
public sealed class TemporalJoinTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("(T'2024-01-02 00:00:00/tai', T'2024-01-03 00:00:00/tai')", "2")]
    [InlineData("(T'2024-01-02 00:00:00/tai', T'2024-01-03 00:00:01/tai')", "2,3")]
    [InlineData("(NULL, T'2024-01-02 00:00:00/tai')", "1")]
    [InlineData("(T'2024-01-03 00:00:00/tai', NULL)", "3")]
    [InlineData("(NULL, NULL)", "1,2,3")]
    [InlineData("T'2024-01-02 00:00:00/tai'", "2")]
    [InlineData("T'2024-01-04 00:00:00/tai'", "")]
    [InlineData("T'2023-12-31 23:59:59/tai'", "")]
    public async Task The_end_of_a_timespan_is_not_in_it(string time, string expected)
    {
        await using var test = await TestRegistry.WithInstrumentAsync();

        var found = await test.KeysAsync("exposure", $"instrument='Cam1' AND exposure.timespan OVERLAPS {time}");

        string.Join(",", found).ShouldBe(expected);
    }

    [Fact]
    public async Task Timespans_that_are_empty_or_missing_overlap_nothing_and_unbounded_ones_everything_else()
    {
        await using var test = await TestRegistry.WithInstrumentAsync();
        foreach (var (id, span) in new (long, Timespan?)[] { (11, Timespan.Empty), (12, null), (13, Timespan.Unbounded), (14, Timespan.Between(null, Start(2))) })
            await test.InsertAsync("exposure", test.Record(
                "exposure", ("instrument", "Cam1"), ("id", id), ("physical_filter", "Cam1-G"), ("group", "a"), ("day_obs", 20240101L), ("obs_id", $"e{id}"), ("timespan", span)));

        (await test.KeysAsync("exposure", "instrument='Cam1' AND exposure.timespan OVERLAPS (NULL, NULL)")).ShouldBe(["1", "13", "14", "2", "3"]);
        (await test.KeysAsync("exposure", "instrument='Cam1' AND exposure.timespan OVERLAPS T'2024-01-02 00:00:00/tai'")).ShouldBe(["13", "2"]);
        (await test.KeysAsync("exposure", "instrument='Cam1' AND NOT exposure.timespan OVERLAPS T'2024-01-02 00:00:00/tai'")).ShouldBe(["1", "11", "14", "3"]);
    }

    [Fact]
    public async Task Calibrations_join_the_exposures_and_visits_that_they_are_valid_for()
    {
        await using var test = await SkyRepository.MakeAsync();
        var flat = await test.TypeAsync("flat", true, "detector", "physical_filter");
        await test.CollectionAsync("run", CollectionType.Run);
        await test.CollectionAsync("calib", CollectionType.Calibration);
        var made = await test.DatasetsAsync(flat, "run", test.DataId(("instrument", "Cam1"), ("detector", 1L), ("physical_filter", "Cam1-G")));
        await test.Registry.Datasets.CertifyAsync("calib", made, TestRegistry.Days(2, 3), Cancel);
        await test.Registry.Datasets.CertifyAsync("calib", made, TestRegistry.Days(3, 4), Cancel);
        var queries = new QueryEngine(test.Registry);

        foreach (var dimension in new[] { "exposure", "visit" })
        {
            var query = new DataIdQuery { Dimensions = [dimension, "detector"], Datasets = ["flat"], Collections = ["calib"], Where = "instrument='Cam1'", OrderBy = [dimension] };
            (await queries.DataIdsAsync(query, Cancel).Select(d => $"{d[dimension]},{d["detector"]}").ToListAsync(Cancel)).ShouldBe(["2,1", "3,1"]);
        }
    }

    [Theory]
    [InlineData("exposure,visit", "exposure.timespan OVERLAPS visit.timespan", "not necessary")]
    [InlineData("visit,tract,patch", "tract.region OVERLAPS patch.region", "not necessary")]
    [InlineData("visit,tract,htm7", "", "Too many disconnected sets")]
    [InlineData("visit,tract,htm7", "visit.region OVERLAPS tract.region", "ambiguous")]
    public async Task Joins_that_are_needless_or_could_be_several_are_refused(string dimensions, string where, string problem)
    {
        await using var test = await TestRegistry.WithInstrumentAsync();

        var refused = await Should.ThrowAsync<QueryException>(() => test.KeysAsync(dimensions, where));

        refused.Message.ShouldContain(problem);
    }

    private static long Start(int day) => TaiTime.FromTai(new DateTime(2024, 1, day));
}
