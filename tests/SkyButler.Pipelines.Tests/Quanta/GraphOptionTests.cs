using Microsoft.Extensions.Logging;
using SkyButler.Dimensions.DataIds;
using SkyButler.Geometry;
using SkyButler.Pipelines.Requests;

namespace SkyButler.Pipelines.Tests.Quanta;

/// <summary>What shapes a graph besides the condition: what is kept, pruned, named by tables, and where pixels come from.</summary>
public sealed class GraphOptionTests
{
    // a -> b -> c, and d beside c, each for every raw
    private const string Chain = """
        description: a chain with a branch
        tasks:
          a: {class: skybutler.MockTask, config: {dimensions: [instrument, exposure, detector], inputs: {in: {dataset_type_name: raw, dimensions: [instrument, exposure, detector]}}, outputs: {out: {dataset_type_name: a_out, dimensions: [instrument, exposure, detector]}}}}
          b: {class: skybutler.MockTask, config: {dimensions: [instrument, exposure, detector], inputs: {in: {dataset_type_name: a_out, dimensions: [instrument, exposure, detector]}}, outputs: {out: {dataset_type_name: b_out, dimensions: [instrument, exposure, detector]}}}}
          c: {class: skybutler.MockTask, config: {dimensions: [instrument, exposure], inputs: {in: {dataset_type_name: b_out, dimensions: [instrument, exposure, detector], multiple: true, minimum: 2}}, outputs: {out: {dataset_type_name: c_out, dimensions: [instrument, exposure]}}}}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_not_retained_is_made_again_where_something_needs_it()
    {
        using var survey = await SurveyRepository.MakeAsync();
        var first = survey.Request(Chain.Split("  c:")[0], "instrument='Cam' AND exposure < 3") with { OutputRun = "u/first", Output = null };
        (await survey.Runner.RunAsync(new RunRequest { Graph = first, RegisterDatasetTypes = true }, Token)).ExitCode.ShouldBe(0);
        (await CountsAsync(survey, null)).ShouldBe([("c", 2)]);
        (await CountsAsync(survey, "- 'b_*'")).ShouldBe([("c", 2)]);
        (await CountsAsync(survey, "['*']")).ShouldBe([("c", 2)]);
        (await CountsAsync(survey, "[a_out]")).ShouldBe([("b", 4), ("c", 2)]);
        (await CountsAsync(survey, "[c_out]")).ShouldBe([("a", 4), ("b", 4), ("c", 2)]);
        survey.Log.At(LogLevel.Warning).ShouldNotContain(m => m.Contains("matches", StringComparison.Ordinal));
        (await CountsAsync(survey, "[b_out, nothing]")).ShouldBe([("c", 2)]);
        survey.Log.At(LogLevel.Warning).ShouldContain(m => m.Contains("'nothing'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a: b")]
    [InlineData("[]")]
    [InlineData("just text")]
    public async Task A_file_of_retained_types_that_is_no_list_is_refused(string content)
    {
        using var survey = await SurveyRepository.MakeAsync();
        (await Should.ThrowAsync<PipelineException>(() => CountsAsync(survey, content))).Message.ShouldContain("must be a list");
    }

    [Fact]
    public async Task Retained_types_need_collections_with_what_was_done_before()
    {
        using var survey = await SurveyRepository.MakeAsync();
        var request = survey.Request(Chain) with { RetainedDatasetTypes = survey.File("kept.yaml", "[a_out]") };
        (await Should.ThrowAsync<PipelineException>(() => survey.Runner.BuildGraphAsync(request, Token))).Message.ShouldContain("--skip-existing-in");
    }

    [Theory]
    [InlineData("instrument='Other'")]
    [InlineData("exposure=1 AND instrument = 'Other'")]
    public async Task A_query_for_another_instrument_than_the_pipeline_s_is_refused(string where)
    {
        using var survey = await SurveyRepository.MakeAsync();
        var request = survey.Request(Chain.Replace("tasks:", "instrument: Cam\ntasks:", StringComparison.Ordinal), where);
        (await Should.ThrowAsync<PipelineException>(() => survey.Runner.BuildGraphAsync(request, Token))).Message.ShouldContain("asks for the instrument 'Other', and the pipeline is for 'Cam'");
        var own = await survey.Runner.BuildGraphAsync(request with { DataQuery = "instrument='Cam' AND exposure=99" }, Token);
        own.Graph.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Quanta_that_lead_nowhere_are_pruned_with_what_follows_them()
    {
        using var survey = await SurveyRepository.MakeAsync();
        await using (var butler = await survey.OpenAsync())
            await survey.InsertDatasetsAsync(butler, "raw", "more", ["instrument", "exposure", "detector"], [["Cam", 1, 1], ["Cam", 1, 2], ["Cam", 2, 2]]);
        var request = survey.Request(Chain, "", "more");
        (await survey.Runner.BuildGraphAsync(request, Token)).Graph.TaskCounts.ShouldBe([("a", 3), ("b", 3), ("c", 1)]);
        (await survey.Runner.BuildGraphAsync(request with { PruneUnanchored = ("a", "c") }, Token)).Graph.TaskCounts.ShouldBe([("a", 2), ("b", 2), ("c", 1)]);
        (await survey.Runner.BuildGraphAsync(request with { PruneUnanchored = ("a", "none") }, Token)).Graph.Count.ShouldBe(0);
        (await survey.Runner.BuildGraphAsync(request with { PruneUnanchored = ("none", "c") }, Token)).Graph.Count.ShouldBe(7);
    }

    [Fact]
    public async Task A_table_of_data_IDs_limits_a_graph()
    {
        using var survey = await SurveyRepository.MakeAsync();
        var table = survey.File("ids.csv", "instrument,exposure,detector\nCam,3,1\nCam,4,1\nCam,4,2\nCam,99,1\n");
        var result = await survey.Runner.BuildGraphAsync(survey.Request(Chain) with { DataIdTables = [table] }, Token);
        result.Graph.TaskCounts.ShouldBe([("a", 3), ("b", 3), ("c", 1)]);
    }

    [Theory]
    [InlineData("instrument,exposure,detctor\nCam,3,1\n", "The column 'detctor'")]
    [InlineData("exposure,detector\n3,1\n", "a column 'instrument' too")]
    [InlineData("instrument,exposure\nCam,first\n", "'first' is no value")]
    public async Task A_table_that_does_not_fit_is_refused(string content, string reason)
    {
        using var survey = await SurveyRepository.MakeAsync();
        var request = survey.Request(Chain) with { DataIdTables = [survey.File("ids.csv", content)] };
        (await Should.ThrowAsync<PipelineException>(() => survey.Runner.BuildGraphAsync(request, Token))).Message.ShouldContain(reason);
    }

    [Fact]
    public async Task Pixels_of_any_kind_come_from_the_regions_that_they_touch_and_from_one_another()
    {
        using var survey = await SurveyRepository.MakeAsync();
        await using (var butler = await survey.OpenAsync())
            await survey.InsertDatasetsAsync(butler, "coadd", "coadds", ["skymap", "tract", "patch"], [.. Enumerable.Range(0, 4).Select(p => (DataIdValue[])["sm", 0, p])]);
        var result = await survey.Runner.BuildGraphAsync(survey.Request(Pixels, "", "coadds"), Token);
        var pixelization = Pixelization.Create("lsst.sphgeom.HealpixPixelization", 5);
        var expected = RangeSet.UnionOf(Enumerable.Range(0, 4).Select(p => pixelization.Envelope(SurveyRepository.Patch(p))));
        var fine = result.Graph.Quanta.Where(q => q.TaskLabel == "fine").ToList();
        fine.Select(q => (ulong)q.DataId["healpix5"].Number).Order().ShouldBe(expected.Values);
        foreach (var quantum in fine)
            quantum.Inputs["in"].Select(d => (int)d.DataId["patch"].Number).ShouldBe(
                Enumerable.Range(0, 4).Where(p => pixelization.Envelope(SurveyRepository.Patch(p)).Contains((ulong)quantum.DataId["healpix5"].Number)));
        result.Graph.Quanta.Where(q => q.TaskLabel == "coarse").Select(q => (ulong)q.DataId["healpix3"].Number).Order()
            .ShouldBe(expected.Values.Select(p => p >> 4).Distinct().Order());
        result.Graph.Quanta.Single(q => q.TaskLabel == "all").Inputs["in"].Count.ShouldBe(expected.Values.Select(p => p >> 4).Distinct().Count());
    }

    [Fact]
    public async Task Pixels_that_nothing_ties_to_the_data_are_refused()
    {
        using var survey = await SurveyRepository.MakeAsync();
        const string loose = """
            description: pixels of nothing
            tasks:
              a: {class: skybutler.MockTask, config: {dimensions: [healpix3], outputs: {out: {dataset_type_name: a_out, dimensions: [healpix3]}}}}
            """;
        (await Should.ThrowAsync<PipelineException>(() => survey.Runner.BuildGraphAsync(survey.Request(loose), Token))).Message.ShouldContain("{healpix3}");
    }

    // Conditions on dimensions that an input lacks must not get into the way of finding its datasets, however many there are.
    [Theory]
    [InlineData("visit > 6 AND skymap='sm'")]
    [InlineData("instrument='Cam' AND visit > 6 AND skymap='sm'")]
    public async Task Thousands_of_inputs_without_the_condition_s_dimensions_are_found(string where)
    {
        const int patches = 2_100;
        using var survey = await SurveyRepository.MakeAsync();
        await using (var butler = await survey.OpenAsync())
        {
            await survey.InsertPatchesAsync(butler, 1, patches);
            await survey.InsertDatasetsAsync(butler, "template", "templates", ["skymap", "tract", "patch"], [.. Enumerable.Range(0, patches).Select(p => (DataIdValue[])["sm", 1, p])]);
        }

        const string pipeline = """
            description: templates for each visit
            instrument: Cam
            tasks:
              a: {class: skybutler.MockTask, config: {dimensions: [instrument, visit, skymap, tract, patch], inputs: {in: {dataset_type_name: template, dimensions: [skymap, tract, patch]}}, outputs: {out: {dataset_type_name: a_out, dimensions: [instrument, visit, skymap, tract, patch]}}}}
            """;
        var result = await survey.Runner.BuildGraphAsync(survey.Request(pipeline, where, "templates"), Token);
        result.Graph.Count.ShouldBe(2 * patches);
        result.Graph.Quanta.ShouldAllBe(q => q.Inputs["in"].Count == 1);
    }

    [Fact]
    public async Task Thousands_of_raws_are_found_by_one_query()
    {
        const int detectors = 2_100;
        using var survey = await SurveyRepository.MakeAsync();
        await using (var butler = await survey.OpenAsync())
        {
            await survey.InsertDetectorsAsync(butler, detectors);
            await survey.InsertDatasetsAsync(butler, "raw", "many", ["instrument", "exposure", "detector"], [.. Enumerable.Range(0, detectors).Select(d => (DataIdValue[])["Cam", 10 + d, 1])]);
            await survey.InsertDatasetsAsync(butler, "raw", "before", ["instrument", "exposure", "detector"], [["Cam", 10, 1]]);
        }

        var result = await survey.Runner.BuildGraphAsync(survey.Request(Chain, "instrument='Cam' AND detector < 2105", "before", "many"), Token);
        result.Graph.TaskCounts.ShouldBe([("a", 2_095), ("b", 2_095), ("c", 1)]);
        result.Graph.Quanta.Where(q => q.TaskLabel == "a").Select(q => q.Inputs["in"].Single().Run).Count(r => r == "before").ShouldBe(1);
    }

    private const string Pixels = """
        description: patches to pixels, to coarser pixels, to one
        tasks:
          fine: {class: skybutler.MockTask, config: {dimensions: [healpix5], inputs: {in: {dataset_type_name: coadd, dimensions: [skymap, tract, patch], multiple: true}}, outputs: {out: {dataset_type_name: fine_map, dimensions: [healpix5]}}}}
          coarse: {class: skybutler.MockTask, config: {dimensions: [healpix3], inputs: {in: {dataset_type_name: fine_map, dimensions: [healpix5], multiple: true}}, outputs: {out: {dataset_type_name: coarse_map, dimensions: [healpix3]}}}}
          all: {class: skybutler.MockTask, config: {dimensions: [], inputs: {in: {dataset_type_name: coarse_map, dimensions: [healpix3], multiple: true}}, outputs: {out: {dataset_type_name: one_map, dimensions: []}}}}
        """;

    private static async Task<IReadOnlyList<(string, int)>> CountsAsync(SurveyRepository survey, string? retained)
    {
        var request = survey.Request(Chain, "instrument='Cam' AND exposure < 3") with
        {
            SkipExistingIn = ["u/first"],
            RetainedDatasetTypes = retained is null ? null : survey.File("kept.yaml", retained),
        };
        return (await survey.Runner.BuildGraphAsync(request, Token)).Graph.TaskCounts;
    }
}
