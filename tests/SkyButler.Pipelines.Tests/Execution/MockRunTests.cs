using Microsoft.Extensions.Logging;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Execution.Records;
using SkyButler.Pipelines.Requests;

namespace SkyButler.Pipelines.Tests.Execution;

public sealed class MockRunTests : IDisposable
{
    private const string Where = "instrument='CamA' AND exposure IN (1004,1005)";

    // first -> left, right -> last: a diamond, with an init-output that all read.
    private const string Diamond = """
        description: a diamond
        tasks:
          first:
            class: mock.Task
            config:
              dimensions: [instrument, exposure, detector]
              inputs: {raw: {dataset_type_name: raw_md, dimensions: [instrument, exposure, detector]}}
              outputs: {out: {dataset_type_name: f_out, dimensions: [instrument, exposure, detector]}}
              init_outputs: {schema: {dataset_type_name: schema}}
          left:
            class: mock.Task
            config:
              dimensions: [instrument, exposure, detector]
              inputs: {in: {dataset_type_name: f_out, dimensions: [instrument, exposure, detector]}}
              outputs: {out: {dataset_type_name: l_out, dimensions: [instrument, exposure, detector]}}
              init_inputs: {schema: {dataset_type_name: schema}}
          right:
            class: mock.Task
            config:
              dimensions: [instrument, exposure, detector]
              inputs: {in: {dataset_type_name: f_out, dimensions: [instrument, exposure, detector]}}
              outputs: {out: {dataset_type_name: r_out, dimensions: [instrument, exposure, detector]}}
          last:
            class: mock.Task
            config:
              dimensions: [instrument, exposure]
              inputs:
                left: {dataset_type_name: l_out, dimensions: [instrument, exposure, detector], multiple: true}
                right: {dataset_type_name: r_out, dimensions: [instrument, exposure, detector], multiple: true, minimum: 2}
              outputs: {out: {dataset_type_name: last_out, dimensions: [instrument, exposure]}}
        """;

    private readonly MixedRepository repository = new();

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task A_failure_in_the_middle_of_a_diamond_blocks_what_follows_and_nothing_else()
    {
        var result = await RunAsync(ConfigEdit.Parse("right:failOn=['CamA,2,1004']"));
        result.ExitCode.ShouldBe(1);
        result.Quanta.Where(q => q.Status != QuantumStatus.Success).Select(q => (q.Status, q.TaskLabel, q.DataId["exposure"].Number)).ShouldBe(
            [(QuantumStatus.Failure, "right", 1004L), (QuantumStatus.Skipped, "last", 1004L)], ignoreOrder: true);
        result.Count(QuantumStatus.Success).ShouldBe(24);
    }

    [Fact]
    public async Task Outputs_record_what_was_read()
    {
        var result = await RunAsync();
        await using var butler = await repository.OpenAsync();
        var token = TestContext.Current.CancellationToken;
        var last = (OrderedDictionary<string, object?>)await butler.GetAsync("last_out", Exposure(1005), [result.OutputRun], null, token);
        var read = (IReadOnlyDictionary<string, object?>)last["inputs"]!;
        ((IReadOnlyList<object?>)read["left"]!).Count.ShouldBe(4);
        var schema = (OrderedDictionary<string, object?>)await butler.GetAsync("schema", [], [result.OutputRun], null, token);
        schema["made_by"].ShouldBe("first");
    }

    [Fact]
    public async Task A_quantum_without_work_is_a_success_and_what_follows_does_with_what_is_there()
    {
        // exposure 1004: three of four are enough for last; 1005: one is not.
        var result = await RunAsync(ConfigEdit.Parse("right:noWorkOn=['CamA,2,1004','CamA,0,1005','CamA,1,1005','CamA,3,1005']"));
        result.ExitCode.ShouldBe(0);
        result.Count(QuantumStatus.Success).ShouldBe(26);
        await using var butler = await repository.OpenAsync();
        (await CaveatsAsync(butler, "right_metadata", Exposure(1004, 2), result.OutputRun)).ShouldBe(SuccessCaveats.NoWork | SuccessCaveats.AllOutputsMissing | SuccessCaveats.AnyOutputsMissing);
        (await CaveatsAsync(butler, "last_metadata", Exposure(1004), result.OutputRun)).ShouldBe(SuccessCaveats.None);
        ((int)await CaveatsAsync(butler, "last_metadata", Exposure(1005), result.OutputRun)).ShouldBe(15);
        (await butler.FindDatasetAsync("last_out", Exposure(1005), [result.OutputRun], TestContext.Current.CancellationToken)).ShouldBeNull();
        var last = (OrderedDictionary<string, object?>)await butler.GetAsync("last_out", Exposure(1004), [result.OutputRun], null, TestContext.Current.CancellationToken);
        ((IReadOnlyList<object?>)((IReadOnlyDictionary<string, object?>)last["inputs"]!)["right"]!).Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_first_failure_stops_everything_if_asked()
    {
        var request = Request(ConfigEdit.Parse("first:failOn=['CamA,0,1004']"));
        var result = await repository.Runner.RunAsync(
            new RunRequest { Graph = request, RegisterDatasetTypes = true, FailFast = true }, TestContext.Current.CancellationToken);
        result.ExitCode.ShouldBe(1);
        result.Count(QuantumStatus.Success).ShouldBe(0);
        result.Count(QuantumStatus.Failure).ShouldBe(1);
    }

    [Fact]
    public async Task Cancelling_stops_cleanly_and_the_run_can_be_extended()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var executed = 0;
        repository.Log.Written += message =>
        {
            if (message.StartsWith("Executed", StringComparison.Ordinal) && Interlocked.Increment(ref executed) == 5)
                stop.Cancel();
        };
        var request = new RunRequest { Graph = Request(), RegisterDatasetTypes = true, Processes = 2 };
        await Should.ThrowAsync<OperationCanceledException>(() => repository.Runner.RunAsync(request, stop.Token));
        var finished = executed;
        finished.ShouldBeInRange(5, 25);
        var again = request with { Graph = request.Graph with { ExtendRun = true, ClobberOutputs = true, Inputs = [] } };
        var result = await repository.Runner.RunAsync(again, TestContext.Current.CancellationToken);
        result.ExitCode.ShouldBe(0);
        // Nothing that was finished runs again.
        result.Quanta.Count.ShouldBe(26 - finished);
    }

    [Fact]
    public async Task Init_outputs_alone_are_written_if_asked()
    {
        var result = await repository.Runner.RunAsync(new RunRequest { Graph = Request(), RegisterDatasetTypes = true, InitOnly = true }, TestContext.Current.CancellationToken);
        result.ExitCode.ShouldBe(0);
        result.Quanta.ShouldBeEmpty();
        Directory.EnumerateDirectories(Path.Combine(repository.Root, result.OutputRun)).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(["first_config", "last_config", "left_config", "packages", "right_config", "schema"]);
    }

    [Fact]
    public async Task An_empty_graph_is_said_and_nothing_is_made()
    {
        var request = Request() with { DataQuery = "instrument='CamA' AND exposure=1" };
        var result = await repository.Runner.RunAsync(new RunRequest { Graph = request, RegisterDatasetTypes = true }, TestContext.Current.CancellationToken);
        result.ExitCode.ShouldBe(1);
        repository.Log.At(LogLevel.Error).ShouldContain(m => m.StartsWith("Initial data ID query for tasks first, left, right, last returned no rows", StringComparison.Ordinal));
        await using var butler = await repository.OpenAsync();
        (await butler.Registry.Collections.FindAsync("u/me/ok", TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task An_instrument_that_the_query_contradicts_gives_no_quanta_and_an_unknown_one_is_refused()
    {
        var request = Request() with { Pipeline = Request().Pipeline with { Edits = [new InstrumentEdit("peertasks.CamX")] } };
        (await Should.ThrowAsync<PipelineException>(() => repository.Runner.BuildGraphAsync(request, TestContext.Current.CancellationToken)))
            .Message.ShouldContain("known are CamA (peertasks.CamA), CamB (peertasks.CamB)");
    }

    private GraphRequest Request(params IReadOnlyList<PipelineEdit> edits)
    {
        var request = repository.Request(Diamond, Where, "u/me/ok", "CamA/defaults");
        return request with { Pipeline = request.Pipeline with { Edits = edits } };
    }

    private Task<RunResult> RunAsync(params IReadOnlyList<PipelineEdit> edits) => repository.Runner.RunAsync(
        new RunRequest { Graph = Request(edits), RegisterDatasetTypes = true, Processes = 2 }, TestContext.Current.CancellationToken);

    private static async Task<SuccessCaveats> CaveatsAsync(Butler butler, string type, DataId dataId, string run)
    {
        var stored = await butler.GetAsync(type, dataId, [run], null, TestContext.Current.CancellationToken);
        return (SuccessCaveats)(int)(long)TaskMetadata.FromPlain(stored)["quantum.caveats"]!;
    }

    private static DataId Exposure(long exposure, long? detector = null)
    {
        var dataId = new DataId { ["instrument"] = "CamA", ["exposure"] = exposure };
        if (detector is { } number)
            dataId["detector"] = number;
        return dataId;
    }
}
