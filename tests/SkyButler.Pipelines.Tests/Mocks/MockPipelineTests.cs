using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Mocks;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Tests.Execution;
using SkyButler.Pipelines.Tests.Graphs;

namespace SkyButler.Pipelines.Tests.Mocks;

/// <summary>Mocks from YAML alone, and any pipeline with its tasks replaced by mocks.</summary>
public sealed class MockPipelineTests : IDisposable
{
    private const string Where = "instrument='CamA' AND exposure IN (1004,1005)";

    private const string Two = """
        description: two mocks
        tasks:
          isr:
            class: lsst.pipe.base.tests.mocks.DynamicTestPipelineTask
            config:
              dimensions: [instrument, exposure, detector]
              inputs: {raw: {dataset_type_name: raw_md, dimensions: [instrument, exposure, detector]}}
              prerequisite_inputs: {bias: {dataset_type_name: bias_info, dimensions: [instrument, detector], is_calibration: true, minimum: 0}}
              outputs: {out: {dataset_type_name: post, dimensions: [instrument, exposure, detector]}}
              init_outputs: {schema: {dataset_type_name: isr_schema}}
              fail_condition: "exposure=1004 AND detector IN (0..1)"
          sum:
            class: skybutler.MockTask
            config:
              dimensions: [instrument, exposure]
              inputs: {post: {dataset_type_name: post, dimensions: [instrument, exposure, detector], multiple: true}}
              outputs: {out: {dataset_type_name: sum, dimensions: [instrument, exposure]}}
              init_inputs: {schema: {dataset_type_name: isr_schema}}
        """;

    private readonly MixedRepository repository = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task Outputs_record_what_there_was_to_read()
    {
        var result = await RunAsync(Two, null, ConfigEdit.Parse("isr:fail_condition=None"));
        result.ExitCode.ShouldBe(0);
        await using var butler = await repository.OpenAsync();
        var post = await GetAsync(butler, "post", new DataId { ["instrument"] = "CamA", ["exposure"] = 1004, ["detector"] = 2 }, result.OutputRun);
        post["task"].ShouldBe("isr");
        var inputs = (OrderedDictionary<string, object?>)post["inputs"]!;
        inputs.Keys.ShouldBe(["raw", "bias"], ignoreOrder: true);
        var bias = (OrderedDictionary<string, object?>)((IReadOnlyList<object?>)inputs["bias"]!).Single()!;
        bias["dataset_type"].ShouldBe("bias_info");
        ((OrderedDictionary<string, object?>)bias["data_id"]!).Select(p => (p.Key, p.Value)).ShouldBe([("instrument", "CamA"), ("detector", 2L)]);
        var sum = await GetAsync(butler, "sum", new DataId { ["instrument"] = "CamA", ["exposure"] = 1005 }, result.OutputRun);
        ((IReadOnlyList<object?>)((OrderedDictionary<string, object?>)sum["inputs"]!)["post"]!).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Quanta_fail_where_the_condition_on_their_data_ID_holds()
    {
        var result = await RunAsync(Two, null);
        result.Quanta.Where(q => q.Status == QuantumStatus.Failure).Select(q => (q.DataId["exposure"].Number, q.DataId["detector"].Number))
            .ShouldBe([(1004L, 0L), (1004L, 1L)], ignoreOrder: true);
        result.Quanta.Single(q => q.Status == QuantumStatus.Skipped).TaskLabel.ShouldBe("sum");
    }

    [Theory]
    [InlineData("lsst.pipe.base.NoWorkFound", QuantumStatus.Success)]
    [InlineData("lsst.pipe.base.RepeatableQuantumError", QuantumStatus.Failure)]
    [InlineData("builtins.ValueError", QuantumStatus.Failure)]
    public async Task The_kind_of_failure_can_be_chosen(string exception, QuantumStatus status)
    {
        var result = await RunAsync(Two, null, ConfigEdit.Parse($"isr:fail_exception={exception}"));
        result.Quanta.Where(q => q.TaskLabel == "isr" && q.DataId["exposure"].Number == 1004 && q.DataId["detector"].Number < 2)
            .ShouldAllBe(q => q.Status == status);
    }

    [Fact]
    public async Task A_condition_that_can_t_be_read_is_refused_before_the_graph_is_built() =>
        (await Should.ThrowAsync<PipelineException>(() => RunAsync(Two, null, ConfigEdit.Parse("isr:fail_condition=detector ==== 2"))))
            .Message.ShouldContain("fail_condition");

    [Fact]
    public async Task Any_pipeline_runs_with_its_tasks_replaced_by_mocks()
    {
        var mock = new MockRequest { Failures = [MockFailure.Parse("stepB:ValueError:detector=1 AND exposure=1004")] };
        var result = await RunAsync(TestPipelines.Peer.Replace("instrument: peertasks.CamA", "", StringComparison.Ordinal), mock);
        result.Count(QuantumStatus.Success).ShouldBe(26 - 3);
        var failed = result.Quanta.Single(q => q.Status == QuantumStatus.Failure);
        (failed.TaskLabel, failed.DataId["detector"].Number).ShouldBe(("stepB", 1L));
        await using var butler = await repository.OpenAsync();
        var made = await GetAsync(butler, "_mock_a_out", new DataId { ["instrument"] = "CamA", ["exposure"] = 1004, ["detector"] = 1 }, result.OutputRun);
        ((OrderedDictionary<string, object?>)made["inputs"]!).Keys.ShouldBe(["inp"]);
    }

    [Fact]
    public async Task Several_failures_of_one_mock_all_count()
    {
        MockFailure[] failures = [MockFailure.Parse("isr:ValueError:detector=1 AND exposure=1004"), MockFailure.Parse("isr:ValueError:detector=2 AND exposure=1005")];
        var result = await RunAsync(Two, new MockRequest { Failures = failures });
        result.Quanta.Where(q => q.Status == QuantumStatus.Failure).Select(q => (q.DataId["exposure"].Number, q.DataId["detector"].Number))
            .ShouldBe([(1004L, 1L), (1005L, 2L)], ignoreOrder: true);
        (await Should.ThrowAsync<PipelineException>(() => RunAsync(Two, new MockRequest { Failures = [failures[0], failures[1] with { Exception = "NoWorkFound" }] })))
            .Message.ShouldContain("ValueError and NoWorkFound");
    }

    [Fact]
    public async Task A_failure_of_a_task_that_is_not_there_is_refused() =>
        (await Should.ThrowAsync<PipelineException>(() => RunAsync(Two, new MockRequest { Failures = [MockFailure.Parse("isrr:ValueError:detector=1")] })))
            .Message.ShouldContain("isr");

    [Theory]
    [InlineData("isr")]
    [InlineData("isr:ValueError")]
    [InlineData(":ValueError:detector=1")]
    [InlineData("a:b:c:d:e")]
    public void A_failure_of_another_form_is_refused(string text) => Should.Throw<PipelineException>(() => MockFailure.Parse(text));

    [Fact]
    public async Task A_graph_of_mocks_is_saved_and_run_from_its_file()
    {
        var file = repository.Beside("mocks.qg");
        var request = Request(Two, null, ConfigEdit.Parse("isr:fail_condition=None")) with { SaveGraph = file };
        var built = await repository.Runner.BuildGraphAsync(request, Token);
        var stored = await (await GraphArchive.OpenAsync(file, null, Token)).ReadAsync(Token);
        stored.Quanta.Select(q => q.Id).ShouldBe(built.Graph.Quanta.Select(q => q.Id), ignoreOrder: true);
        var some = stored.Quanta.Where(q => q.DataId["exposure"].Number == 1005).Select(q => q.Id).ToList();
        var result = await repository.Runner.RunAsync(
            new RunRequest { Graph = new GraphRequest { Repository = repository.Root, GraphFile = file, Quanta = some }, RegisterDatasetTypes = true }, Token);
        result.ExitCode.ShouldBe(0);
        result.Quanta.Select(q => q.QuantumId).ShouldBe(some, ignoreOrder: true);
    }

    private static async Task<OrderedDictionary<string, object?>> GetAsync(Butler butler, string type, DataId dataId, string run) =>
        (OrderedDictionary<string, object?>)await butler.GetAsync(type, dataId, [run], null, Token);

    private GraphRequest Request(string pipeline, MockRequest? mock, params IReadOnlyList<PipelineEdit> edits)
    {
        var request = repository.Request(pipeline, Where, "u/me/mock", "CamA/defaults") with { Mock = mock };
        return request with { Pipeline = request.Pipeline with { Edits = edits } };
    }

    private Task<RunResult> RunAsync(string pipeline, MockRequest? mock, params IReadOnlyList<PipelineEdit> edits) =>
        repository.Runner.RunAsync(new RunRequest { Graph = Request(pipeline, mock, edits), RegisterDatasetTypes = true }, Token);
}
