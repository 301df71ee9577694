using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Pipelines.Connections.Errors;
using SkyButler.Registry.Collections;

namespace SkyButler.Pipelines.Tests.Quanta.Hooks;

/// <summary>What connections may do with quanta while a graph is built.</summary>
public sealed class ConnectionHookTests
{
    private const string Merge = "{description: d, tasks: {merge: hooks.MergeTask}}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_merges_quanta_before_they_are_settled()
    {
        using var survey = await SurveyRepository.MakeAsync();
        var graph = (await survey.Runner.BuildGraphAsync(survey.Request(Merge, "instrument='Cam' AND exposure IN (1,2)"), Token)).Graph;
        graph.Quanta.Select(q => (q.DataId["exposure"].Number, q.DataId["detector"].Number)).ShouldBe([(1, 1), (2, 1)]);
        foreach (var quantum in graph.Quanta)
        {
            Detectors(quantum.Inputs, "raw").ShouldBe([1L, 2L]);
            Detectors(quantum.Outputs, "merged").ShouldBe([1L, 2L]);
            Detectors(quantum.Outputs, "_metadata").ShouldBe([1L]);
        }
    }

    [Fact]
    public async Task A_deferred_connection_is_tied_by_the_task_alone()
    {
        using var survey = await SurveyRepository.MakeAsync();
        var pipeline = "{description: d, tasks: {merge: hooks.MergeTask, follow: hooks.FollowTask}}";
        var graph = (await survey.Runner.BuildGraphAsync(survey.Request(pipeline, "instrument='Cam' AND exposure < 4"), Token)).Graph;
        var follow = graph.Quanta.Where(q => q.TaskLabel == "follow").ToList();
        follow.Select(q => string.Join(',', q.Inputs["before"].Select(d => d.DataId["exposure"].Number))).ShouldBe(["", "1", "2"]);
    }

    [Theory]
    [InlineData("quantum", "for which it has no quantum")]
    [InlineData("connection", "no connection 'rw' to adjust. Did you mean 'raw'?")]
    [InlineData("dataset", "for 'raw', which is not in the graph")]
    public async Task What_a_task_names_wrongly_is_told(string what, string message)
    {
        using var survey = await SurveyRepository.MakeAsync();
        var request = survey.Request($"{{description: d, tasks: {{wrong: {{class: hooks.WrongTask, config: {{what: {what}}}}}}}}}", "instrument='Cam' AND exposure=1");
        (await Should.ThrowAsync<ConnectionException>(() => survey.Runner.BuildGraphAsync(request, Token))).Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("visit IN (1,2)", 1, "0,2", "early")]
    [InlineData("visit IN (1,2)", 2, "1,3", "early")]
    [InlineData("visit IN (7,8)", 1, "0,2", "late")]
    public async Task Connections_bound_quanta_on_the_sky_and_in_time(string where, long detector, string patches, string bias)
    {
        using var survey = await BoundedSurveyAsync();
        var request = survey.Request("{description: d, tasks: {bounded: hooks.BoundedTask}}", $"instrument='Cam' AND {where}", "more", "calib");
        var quantum = (await survey.Runner.BuildGraphAsync(request, Token)).Graph.Quanta.Single(q => q.DataId["detector"].Number == detector);
        string.Join(',', quantum.Inputs["reference"].Select(d => d.DataId["patch"].Number)).ShouldBe(patches);
        quantum.Inputs["bias"].Select(d => d.Run).ShouldBe([bias]);
    }

    private static async Task<SurveyRepository> BoundedSurveyAsync()
    {
        var survey = await SurveyRepository.MakeAsync();
        await using var butler = await survey.OpenAsync();
        await survey.InsertDatasetsAsync(
            butler, "image", "more", ["instrument", "visit", "detector"], [.. from v in Enumerable.Range(1, 8) from d in Enumerable.Range(1, 2) select ((DataIdValue[])["Cam", d, v])]);
        await survey.InsertDatasetsAsync(butler, "template", "more", ["skymap", "tract", "patch"], [.. Enumerable.Range(0, 4).Select(p => (DataIdValue[])["sm", 0, p])]);
        var bias = new DatasetType("bias", butler.Universe.Conform(["instrument", "detector"]), "StructuredDataDict", isCalibration: true);
        await butler.Registry.DatasetTypes.RegisterAsync([bias], Token);
        await butler.Registry.Collections.RegisterAsync(["early", "late"], CollectionType.Run, null, Token);
        await butler.Registry.Collections.RegisterAsync(["calib"], CollectionType.Calibration, null, Token);
        // Visits 1 to 4 and 5 to 8 lie before and after the fifth minute of the survey's day.
        var middle = (1_767_225_637L + (5 * 60) - 10) * 1_000_000_000;
        foreach (var (run, span) in new[] { ("early", Timespan.Between(null, middle)), ("late", Timespan.Between(middle, null)) })
        {
            var refs = await butler.Registry.Datasets.InsertAsync(
                bias, run, [.. Enumerable.Range(1, 2).Select(d => new DataCoordinate(bias.Dimensions, ["Cam", (long)d]))], DatasetIdMode.Unique, Token);
            await butler.Registry.Datasets.CertifyAsync("calib", refs, span, Token);
        }

        return survey;
    }

    private static IEnumerable<long> Detectors(IReadOnlyDictionary<string, IReadOnlyList<DatasetRef>> sets, string connection) =>
        sets[connection].Select(d => d.DataId["detector"].Number);
}
