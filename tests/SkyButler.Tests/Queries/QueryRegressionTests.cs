using SkyButler.Queries;
using SkyButler.Registry.Collections;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Queries;

/// <summary>Questions that once got a wrong answer or none, as random questions found them.</summary>
public sealed class QueryRegressionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_condition_on_dimensions_beyond_the_answer_does_not_ask_for_what_they_imply()
    {
        await using var test = await TestRegistry.WithInstrumentAsync();
        var type = await test.TypeAsync("day", false, "day_obs");
        await test.CollectionAsync("run", CollectionType.Run);
        var made = await test.DatasetsAsync(type, "run", test.DataId(("instrument", "Cam1"), ("day_obs", 20240101L)));
        var query = new DatasetQuery { DatasetType = "day", Collections = ["run"], Where = "exposure.exposure_time = 30.5" };

        (await new QueryEngine(test.Registry).DatasetsAsync(query, Cancel).SingleAsync(Cancel)).Id.ShouldBe(made[0].Id);
    }

    [Fact]
    public async Task A_key_of_the_answer_that_only_a_dataset_implies_is_found()
    {
        await using var test = await TestRegistry.WithInstrumentAsync();
        var type = await test.TypeAsync("pic", false, "exposure", "detector");
        await test.CollectionAsync("run", CollectionType.Run);
        await test.DatasetsAsync(type, "run", test.DataId(("instrument", "Cam1"), ("exposure", 2L), ("detector", 3L)));
        var engine = new QueryEngine(test.Registry);
        var query = new DataIdQuery { Dimensions = ["day_obs"], Datasets = ["pic"], Collections = ["run"] };

        (await engine.DataIdsAsync(query, Cancel).SingleAsync(Cancel))["day_obs"].Number.ShouldBe(20240101);
        (await engine.DataIdsAsync(query with { Dimensions = ["physical_filter"] }, Cancel).SingleAsync(Cancel))["band"].Text.ShouldBe("g");
        (await engine.RowsAsync(new GeneralQuery { Dimensions = ["instrument"], Where = "exposure.exposure_time = 30.5" }, Cancel).CountAsync(Cancel)).ShouldBe(1);
    }

    [Fact]
    public async Task The_first_find_of_a_type_without_dimensions_is_asked_for_without_columns()
    {
        await using var test = await WithNothingInTwoRunsAsync();
        var query = new GeneralQuery { Dimensions = [], Datasets = new Dictionary<string, IReadOnlyList<string>> { ["nothing"] = ["a", "b"] }, FindFirst = true };

        (await new QueryEngine(test.Registry).RowsAsync(query, Cancel).CountAsync(Cancel)).ShouldBe(1);
    }

    [Fact]
    public async Task Datasets_that_are_always_valid_can_be_sorted_by_validity()
    {
        await using var test = await WithNothingInTwoRunsAsync();
        var query = new DatasetQuery { DatasetType = "nothing", Collections = ["a"], OrderBy = ["timespan.begin"] };

        (await new QueryEngine(test.Registry).DatasetsAsync(query, Cancel).CountAsync(Cancel)).ShouldBe(1);
    }

    [Fact]
    public async Task Sorting_by_what_a_row_has_several_of_does_not_repeat_the_row()
    {
        await using var test = await WithNothingInTwoRunsAsync();
        await test.CollectionAsync("tag", CollectionType.Tagged);
        var engine = new QueryEngine(test.Registry);
        var first = await engine.DatasetsAsync(new DatasetQuery { DatasetType = "nothing", Collections = ["a"] }, Cancel).SingleAsync(Cancel);
        await test.Registry.Datasets.AssociateAsync("tag", [first], Cancel);
        var datasets = new DatasetQuery { DatasetType = "nothing", Collections = ["a", "b", "tag"], OrderBy = ["-collection"] };

        var validities = new GeneralQuery
        {
            Dimensions = [],
            Columns = ["nothing.timespan"],
            Datasets = new Dictionary<string, IReadOnlyList<string>> { ["nothing"] = ["a", "b"] },
            OrderBy = ["-nothing.ingest_date"],
        };

        (await engine.RowsAsync(validities, Cancel).CountAsync(Cancel)).ShouldBe(1);
        (await engine.DatasetsAsync(datasets, Cancel).Select(d => d.Run).ToListAsync(Cancel)).ShouldBe(["a", "b"]);
        var detectors = new DataIdQuery { Dimensions = ["detector"], Datasets = ["nothing"], Collections = ["a", "b"], OrderBy = ["nothing.run", "-detector"], Where = "instrument='Cam1'" };
        (await engine.DataIdsAsync(detectors, Cancel).Select(d => d["detector"].Number).ToListAsync(Cancel)).ShouldBe([4, 3, 2, 1]);
    }

    [Fact]
    public async Task An_explanation_does_not_fail_where_fewer_conditions_would_be_ambiguous()
    {
        await using var test = await TestRegistry.WithInstrumentAsync();
        var bias = await test.TypeAsync("bias", true, "detector");
        await test.Registry.Collections.RegisterAsync(["a", "b"], CollectionType.Run, null, Cancel);
        await test.CollectionAsync("calib", CollectionType.Calibration);
        await test.Registry.Datasets.CertifyAsync("calib", await test.DatasetsAsync(bias, "a", test.Detector(1)), TestRegistry.Days(1, 3), Cancel);
        await test.Registry.Datasets.CertifyAsync("calib", await test.DatasetsAsync(bias, "b", test.Detector(1)), TestRegistry.Days(3, 5), Cancel);
        var engine = new QueryEngine(test.Registry);
        var query = new DatasetQuery { DatasetType = "bias", Collections = ["calib"], FindFirst = true, Where = "instrument='Cam1' AND detector.full_name = 'D9'" };

        (await engine.ExplainAsync(query, Cancel)).ShouldHaveSingleItem().ShouldContain("'detector.full_name = 'D9''");
        var open = new DataIdQuery { Dimensions = ["detector"], Where = "(instrument = 'Cam1' OR instrument = 'Cam2') AND detector = 9 AND instrument != 'Cam1'" };
        (await engine.ExplainAsync(open, null, Cancel)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_stated_overlap_in_time_is_the_join_also_where_it_is_an_alternative()
    {
        await using var test = await TestRegistry.WithInstrumentAsync();
        var bias = await test.TypeAsync("bias", true, "detector");
        await test.CollectionAsync("a", CollectionType.Run);
        await test.CollectionAsync("calib", CollectionType.Calibration);
        await test.Registry.Datasets.CertifyAsync("calib", await test.DatasetsAsync(bias, "a", test.Detector(1)), TestRegistry.Days(1, 3), Cancel);
        var query = new DataIdQuery { Dimensions = ["exposure", "detector"], Datasets = ["bias"], Collections = ["calib"], OrderBy = ["exposure"] };
        var engine = new QueryEngine(test.Registry);

        async Task<List<long>> ExposuresAsync(string where) =>
            await engine.DataIdsAsync(query with { Where = "instrument='Cam1' AND " + where }, Cancel).Select(d => d["exposure"].Number).ToListAsync(Cancel);

        (await ExposuresAsync("detector = 1")).ShouldBe([1, 2]);
        (await ExposuresAsync("NOT bias.timespan OVERLAPS exposure.timespan")).ShouldBe([3]);
        (await ExposuresAsync("(bias.timespan OVERLAPS exposure.timespan OR exposure = 3)")).ShouldBe([1, 2, 3]);
    }

    [Theory]
    [InlineData(RegistryVariant.IntegerKeys)]
    [InlineData(RegistryVariant.NameKeys)]
    public async Task Columns_that_are_one_in_the_tables_stay_two_in_the_answer(RegistryVariant variant)
    {
        await using var test = await TestRegistry.WithInstrumentAsync(variant);
        var pic = await test.TypeAsync("pic", false, "detector");
        await test.CollectionAsync("a", CollectionType.Run);
        await test.DatasetsAsync(pic, "a", test.Detector(1), test.Detector(2));
        var query = new GeneralQuery
        {
            Dimensions = ["instrument"],
            Columns = ["pic.run", "pic.collection"],
            Datasets = new Dictionary<string, IReadOnlyList<string>> { ["pic"] = ["a"] },
        };

        (await new QueryEngine(test.Registry).RowsAsync(query, Cancel).SingleAsync(Cancel)).Values.ShouldBe(["a", "a"]);
    }

    [Theory]
    [InlineData("exposure.timespan.begin > T'2024-01-01\r\n/tai'")]
    [InlineData("exposure.obs_id = UUID('\u001b[31m')")]
    public async Task An_error_is_one_line_whatever_it_quotes(string where)
    {
        await using var test = await TestRegistry.WithInstrumentAsync();

        var error = await Should.ThrowAsync<QueryException>(
            async () => await new QueryEngine(test.Registry).DataIdsAsync(new DataIdQuery { Dimensions = ["exposure"], Where = where }, Cancel).ToListAsync(Cancel));

        error.Message.Any(char.IsControl).ShouldBeFalse();
    }

    private static async Task<TestRegistry> WithNothingInTwoRunsAsync()
    {
        var test = await TestRegistry.WithInstrumentAsync();
        var type = await test.TypeAsync("nothing");
        await test.Registry.Collections.RegisterAsync(["a", "b"], CollectionType.Run, null, Cancel);
        await test.DatasetsAsync(type, "a", test.DataId());
        await test.DatasetsAsync(type, "b", test.DataId());
        return test;
    }
}
