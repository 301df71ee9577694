using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using SkyButler.Datastores.Contents;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Execution.Records;
using SkyButler.Pipelines.Requests;

namespace SkyButler.Pipelines.Tests.Execution;

/// <summary>Quanta in worker processes: what goes wrong with one is no matter of the others.</summary>
public sealed class WorkerTests : IDisposable
{
    private const string Two = """
        description: a task, and one that needs it
        tasks:
          first:
            class: mock.Task
            config:
              dimensions: [instrument, exposure, detector]
              inputs: {raw: {dataset_type_name: raw_md, dimensions: [instrument, exposure, detector]}}
              outputs: {out: {dataset_type_name: f_out, dimensions: [instrument, exposure, detector]}}
              init_outputs: {schema: {dataset_type_name: schema}}
          second:
            class: mock.Task
            config:
              dimensions: [instrument, exposure, detector]
              inputs: {in: {dataset_type_name: f_out, dimensions: [instrument, exposure, detector]}}
              outputs: {out: {dataset_type_name: s_out, dimensions: [instrument, exposure, detector]}}
              init_inputs: {schema: {dataset_type_name: schema}}
        """;

    private readonly MixedRepository repository = new();

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task Processes_are_used_again_and_leave_what_threads_leave()
    {
        var here = await repository.Runner.RunAsync(Request() with { Worker = [], Processes = 2 }, TestContext.Current.CancellationToken);
        repository.Clock.Advance(TimeSpan.FromMinutes(1));
        var there = await repository.Runner.RunAsync(Request() with { Processes = 2 }, TestContext.Current.CancellationToken);
        (here.ExitCode, there.ExitCode).ShouldBe((0, 0));
        there.Quanta.Select(q => (q.TaskLabel, q.DataId.ToString(), q.Status, q.ExitCode)).ShouldBe(
            here.Quanta.Select(q => (q.TaskLabel, q.DataId.ToString(), q.Status, (int?)0)), ignoreOrder: true);
        Files(there.OutputRun).ShouldBe(Files(here.OutputRun));

        await using var butler = await repository.OpenAsync();
        var processes = new HashSet<int>();
        for (var detector = 0; detector < 4; detector++)
        {
            var log = await LogAsync(butler, "second_log", detector, there.OutputRun);
            log.Records.ShouldContain(r => r.Message.StartsWith("Execution of task 'second'", StringComparison.Ordinal));
            processes.UnionWith(log.Records.Select(r => r.Process));
            var ours = await GetAsync(butler, "s_out", detector, there.OutputRun);
            ours["label"].ShouldBe("second");
            var metadata = TaskMetadata.FromPlain(await GetAsync(butler, "second_metadata", detector, there.OutputRun)).Group("quantum");
            metadata.GetList("outputs").Count.ShouldBe(1);
            // Of the quantum alone: less than a run with all its libraries.
            ((long)metadata["endMaxResidentSetSize"]!).ShouldBeGreaterThan(0);
        }

        processes.Count.ShouldBeInRange(1, 2);
        processes.ShouldNotContain(Environment.ProcessId);
    }

    [Fact]
    public async Task A_killed_process_is_the_failure_of_its_quantum_alone()
    {
        var summary = repository.Beside("report.json");
        var result = await RunAsync(r => r with { Processes = 2, Graph = r.Graph with { Summary = summary } }, "first:killOn=['CamA,1,1004']");
        result.ExitCode.ShouldBe(1);
        result.Quanta.Where(q => q.Status != QuantumStatus.Success).Select(q => (q.Status, q.TaskLabel, q.DataId["detector"].Number)).ShouldBe(
            [(QuantumStatus.Failure, "first", 1L), (QuantumStatus.Skipped, "second", 1L)]);
        result.Count(QuantumStatus.Success).ShouldBe(6);
        var failed = result.Quanta.Single(q => q.Status == QuantumStatus.Failure);
        (failed.ExitCode, failed.Cause, failed.Attempts).ShouldBe((-9, FailureCause.Crash, 1));
        failed.ErrorMessage.ShouldNotBeNull().ShouldContain("was lost: killed by signal 9 (Killed), as the kernel does when memory runs out.");

        await using var butler = await repository.OpenAsync();
        var log = await LogAsync(butler, "first_log", 1, result.OutputRun);
        log.Records.Select(r => r.Message).ShouldContain("dying on CamA,1,1004");
        log.Records[^1].LevelName.ShouldBe("ERROR");
        ((string?)((IReadOnlyDictionary<string, object?>)log.Extra["exception"]!)["message"]).ShouldBe(failed.ErrorMessage);

        var quanta = JsonNode.Parse(await File.ReadAllTextAsync(summary, TestContext.Current.CancellationToken))!["quantaReports"]!.AsArray();
        quanta.Select(q => (q!["status"]!.GetValue<string>(), q["exitCode"]?.GetValue<int>())).Distinct().ShouldBe(
            [("success", 0), ("failure", -9), ("skipped", null)], ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_tried_again_keeps_the_log_of_the_attempt_that_died()
    {
        var notes = Directory.CreateDirectory(repository.Beside("notes")).FullName;
        var result = await RunAsync(
            r => r with { Policies = new Dictionary<string, QuantumPolicy> { ["first"] = new() { Retries = 1, RetryOn = ["crash"] } } },
            "first:killOn=['CamA,1,1004']", $"first:onceIn='{notes}'");
        result.ExitCode.ShouldBe(0);
        result.Quanta.Where(q => q.Attempts == 2).Select(q => (q.TaskLabel, q.DataId["detector"].Number)).ShouldBe([("first", 1L)]);
        await using var butler = await repository.OpenAsync();
        var log = await LogAsync(butler, "first_log", 1, result.OutputRun);
        var earlier = (IReadOnlyDictionary<string, object?>)((IReadOnlyList<object?>)log.Extra["previous_attempts"]!).ShouldHaveSingleItem()!;
        ((string)((IReadOnlyDictionary<string, object?>)earlier["exception"]!)["message"]!).ShouldContain("signal 9");
    }

    [Fact]
    public async Task A_process_that_takes_too_much_memory_is_replaced_and_the_next_attempt_gets_more()
    {
        var policy = new QuantumPolicy { Retries = 1, RetryOn = ["memory"], MemoryLimit = 400L << 20, MemoryGrowth = 4 };
        var result = await RunAsync(
            r => r with { Policy = policy, MemoryPerQuantum = 200L << 20 }, "first:leakOn=['CamA,1,1004']", "first:leakSize=500");
        result.ExitCode.ShouldBe(0);
        result.Quanta.Where(q => q.Attempts == 2).Select(q => (q.TaskLabel, q.DataId["detector"].Number)).ShouldBe([("first", 1L)]);
        repository.Log.At(LogLevel.Warning).ShouldContain(m => m.Contains("used more memory on", StringComparison.Ordinal) && m.Contains("than the 400 MiB that it may", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_task_that_takes_too_long_loses_its_process()
    {
        var result = await RunAsync(r => r with { Timeout = TimeSpan.FromSeconds(4) }, "first:hangOn=['CamA,1,1004']");
        result.Quanta.Where(q => q.Status != QuantumStatus.Success).Select(q => (q.Status, q.TaskLabel, q.DataId["detector"].Number)).ShouldBe(
            [(QuantumStatus.Timeout, "first", 1L), (QuantumStatus.Skipped, "second", 1L)]);
        result.Quanta.Single(q => q.Status == QuantumStatus.Timeout).ExitCode.ShouldBe(-15);
        result.Count(QuantumStatus.Success).ShouldBe(6);
    }

    [Fact]
    public async Task An_error_of_a_task_comes_through_as_it_is()
    {
        var result = await RunAsync(r => r, "first:failOn=['CamA,2,1004']");
        var failed = result.Quanta.Single(q => q.Status == QuantumStatus.Failure);
        (failed.ErrorType, failed.ErrorMessage, failed.ExitCode, failed.Cause).ShouldBe(("System.InvalidOperationException", "asked to fail on CamA,2,1004", 1, FailureCause.Error));
    }

    [Fact]
    public async Task Who_stops_a_run_can_extend_it()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        repository.Log.Written += message =>
        {
            if (message.StartsWith("hanging", StringComparison.Ordinal))
                stop.Cancel();
        };
        var notes = Directory.CreateDirectory(repository.Beside("notes")).FullName;
        var request = Request("second:hangOn=['CamA,1,1004']", $"second:onceIn='{notes}'");
        await Should.ThrowAsync<OperationCanceledException>(() => repository.Runner.RunAsync(request, stop.Token));
        var result = await repository.Runner.RunAsync(request with { Graph = request.Graph with { ExtendRun = true, Inputs = [] } }, TestContext.Current.CancellationToken);
        result.ExitCode.ShouldBe(0);
        result.Quanta.ShouldContain(q => q.TaskLabel == "second" && q.DataId["detector"].Number == 1);
        result.Quanta.Count.ShouldBeLessThan(8);
    }

    [Fact]
    public async Task A_worker_that_can_t_start_is_said()
    {
        var error = await Should.ThrowAsync<PipelineException>(() => repository.Runner.RunAsync(Request() with { Worker = ["/nowhere/worker"] }, TestContext.Current.CancellationToken));
        error.Message.ShouldContain("The worker process '/nowhere/worker' can't be started");
        (await Should.ThrowAsync<PipelineException>(() => repository.Runner.RunAsync(
            Request() with { Worker = ["/bin/false"], Graph = Request().Graph with { OutputRun = "u/me/other" } }, TestContext.Current.CancellationToken)))
            .Message.ShouldContain("exit code 1");
    }

    private Task<RunResult> RunAsync(Func<RunRequest, RunRequest> change, params string[] edits) =>
        repository.Runner.RunAsync(change(Request(edits)), TestContext.Current.CancellationToken);

    private RunRequest Request(params string[] edits)
    {
        var graph = repository.Request(Two, "instrument='CamA' AND exposure=1004", "u/me/ok", "CamA/defaults");
        return new RunRequest
        {
            Graph = graph with { Pipeline = graph.Pipeline with { Edits = [.. edits.Select(ConfigEdit.Parse)] } },
            RegisterDatasetTypes = true,
            Worker = WorkerCommand.In(repository),
        };
    }

    private IReadOnlyList<string> Files(string run)
    {
        var folder = Path.Combine(repository.Root, run);
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace(Path.GetFileName(run), "RUN", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    private static async Task<LogRecords> LogAsync(Butler butler, string type, long detector, string run) =>
        (LogRecords)await butler.GetAsync(type, Id(detector), [run], null, TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyDictionary<string, object?>> GetAsync(Butler butler, string type, long detector, string run) =>
        (IReadOnlyDictionary<string, object?>)await butler.GetAsync(type, Id(detector), [run], null, TestContext.Current.CancellationToken);

    private static DataId Id(long detector) => new() { ["instrument"] = "CamA", ["exposure"] = 1004L, ["detector"] = detector };
}
