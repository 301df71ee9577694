using SkyButler.Pipelines.Requests;

namespace SkyButler.Pipelines.Tests.Quanta;

/// <summary>Why quanta are in a graph, or not (<c>pipetask why</c>).</summary>
public sealed class QuantumExplanationTests : IAsyncLifetime
{
    private const string Pipeline = """
        description: a chain that needs a calibration
        tasks:
          a: {class: skybutler.MockTask, config: {dimensions: [instrument, exposure, detector], inputs: {in: {dataset_type_name: raw, dimensions: [instrument, exposure, detector]}}, outputs: {out: {dataset_type_name: a_out, dimensions: [instrument, exposure, detector]}}}}
          b: {class: skybutler.MockTask, config: {dimensions: [instrument, exposure], inputs: {in: {dataset_type_name: a_out, dimensions: [instrument, exposure, detector], multiple: true, minimum: 2}}, outputs: {out: {dataset_type_name: b_out, dimensions: [instrument, exposure]}}}}
        """;

    private SurveyRepository survey = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        survey = await SurveyRepository.MakeAsync();
        await using var butler = await survey.OpenAsync();
        await survey.InsertDatasetsAsync(butler, "raw", "some", ["instrument", "exposure", "detector"], [["Cam", 1, 1], ["Cam", 2, 1], ["Cam", 2, 2]]);
    }

    public ValueTask DisposeAsync()
    {
        survey.Dispose();
        return default;
    }

    [Fact]
    public async Task What_is_in_the_graph_is_told_with_what_it_reads()
    {
        var lines = await ExplainAsync("a", "detector=2", "exposure=2");
        lines[0].ShouldStartWith("a {instrument: 'Cam', detector: 2, exposure: 2");
        lines[0].ShouldEndWith("is in the graph:");
        lines[1].ShouldContain("in: raw");
        lines[1].ShouldEndWith("found in some");
        (await ExplainAsync("b", "exposure=1")).Count(l => l.EndsWith("from task 'a' in u/out/20261121T204742Z", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task A_lack_of_inputs_is_told() =>
        (await ExplainAsync("b", "exposure=2")).Single().ShouldContain("its input b.in (a_out) needs 2 and has 1");

    [Fact]
    public async Task A_missing_raw_is_told() =>
        (await ExplainAsync("a", "exposure=3", "detector=1"))[1].ShouldBe("  no 'raw' for it is in some, which a.in needs.");

    [Fact]
    public async Task The_condition_is_told() =>
        (await ExplainAsync("a", "exposure=1", "detector=1", where: "instrument='Cam' AND detector=2"))[1].ShouldContain("the condition leaves it out: instrument='Cam' AND detector=2");

    [Fact]
    public async Task A_data_ID_that_the_repository_does_not_have_is_told() =>
        (await ExplainAsync("a", "exposure=99"))[1].ShouldContain("no such data ID");

    [Fact]
    public async Task A_missing_prerequisite_is_told_instead_of_failing()
    {
        var pipeline = Pipeline.Replace("outputs: {out: {dataset_type_name: a_out", "prerequisite_inputs: {dark: {dataset_type_name: dark, dimensions: [instrument, detector]}}, outputs: {out: {dataset_type_name: a_out", StringComparison.Ordinal);
        await using (var butler = await survey.OpenAsync())
            await survey.InsertDatasetsAsync(butler, "dark", "some", ["instrument", "detector"], [["Cam", 1]]);
        var request = survey.Request(pipeline, "", "some");
        (await ExplainAsync(request, "a", "exposure=1", "detector=2")).Single().ShouldContain("The prerequisite a.dark (dark) needs at least 1 dataset(s)");
        (await ExplainAsync(request, "a", "exposure=1", "detector=1")).ShouldContain(l => l.Contains("a prerequisite found in some", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_done_before_is_told()
    {
        var request = survey.Request(Pipeline, "", "some") with { OutputRun = "u/first", Output = null };
        (await survey.Runner.RunAsync(new RunRequest { Graph = request, RegisterDatasetTypes = true }, Token)).ExitCode.ShouldBe(0);
        (await ExplainAsync(survey.Request(Pipeline, "", "some") with { SkipExistingIn = ["u/first"] }, "a", "exposure=1", "detector=1"))
            .Single().ShouldContain("it was done before: its metadata 'a_metadata' is in u/first");
    }

    [Theory]
    [InlineData("aa", "exposure=1", "Did you mean")]
    [InlineData("a", "visit=1", "have no dimension 'visit'")]
    public async Task Wrong_names_are_told(string label, string value, string reason) =>
        (await Should.ThrowAsync<PipelineException>(() => ExplainAsync(label, value))).Message.ShouldContain(reason);

    private Task<IReadOnlyList<string>> ExplainAsync(string label, string value, string? other = null, string where = "") =>
        ExplainAsync(survey.Request(Pipeline, where, "some"), label, other is null ? [value] : [value, other]);

    private Task<IReadOnlyList<string>> ExplainAsync(GraphRequest request, string label, params IReadOnlyList<string> values) => survey.Runner.ExplainAsync(
        request, label, values.Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1], StringComparer.Ordinal), Token);
}
