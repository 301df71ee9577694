using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Requests;

namespace SkyButler.Pipelines.Tests.Execution;

public sealed class TimeoutTests : IDisposable
{
    private const string Slow = """
        description: a task, and one that needs it
        tasks:
          first:
            class: mock.Task
            config:
              dimensions: [instrument, exposure, detector]
              inputs: {raw: {dataset_type_name: raw_md, dimensions: [instrument, exposure, detector]}}
              outputs: {out: {dataset_type_name: f_out, dimensions: [instrument, exposure, detector]}}
          second:
            class: mock.Task
            config:
              dimensions: [instrument, exposure, detector]
              inputs: {in: {dataset_type_name: f_out, dimensions: [instrument, exposure, detector]}}
              outputs: {out: {dataset_type_name: s_out, dimensions: [instrument, exposure, detector]}}
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly MixedRepository repository = new();

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task A_task_that_takes_too_long_is_asked_to_stop_and_only_what_needs_it_is_skipped()
    {
        AdvanceOn("hanging");
        var result = await RunAsync("first:hangOn=['CamA,1,1004']", Limit);
        result.ExitCode.ShouldBe(1);
        result.Quanta.Where(q => q.Status != QuantumStatus.Success).Select(q => (q.Status, q.TaskLabel, q.DataId["detector"].Number)).ShouldBe(
            [(QuantumStatus.Timeout, "first", 1L), (QuantumStatus.Skipped, "second", 1L)]);
        result.Count(QuantumStatus.Success).ShouldBe(6);
        result.Quanta.Single(q => q.Status == QuantumStatus.Timeout).ErrorMessage.ShouldNotBeNull().ShouldContain("10 second");
        repository.Log.At(LogLevel.Error).ShouldContain("One or more tasks timed out during execution.");
        repository.Log.At(LogLevel.Error).ShouldContain(m => m.StartsWith("TIMED_OUT: <first dataId=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_report_tells_a_timeout_from_a_failure()
    {
        AdvanceOn("hanging");
        var summary = repository.Beside("report.json");
        await RunAsync("first:hangOn=['CamA,1,1004']", Limit, summary);
        (await File.ReadAllTextAsync(summary, TestContext.Current.CancellationToken)).ShouldContain("\"status\": \"timeout\"");
    }

    [Fact]
    public async Task What_a_deaf_task_does_after_its_time_is_not_stored()
    {
        using var hold = new ManualResetEventSlim();
        using var ended = new ManualResetEventSlim();
        AdvanceOn("deaf", "Task 'first' was asked to stop");
        repository.Log.Written += message =>
        {
            if (message == "deaf")
                hold.Wait(TestContext.Current.CancellationToken);
            if (message.EndsWith("late", StringComparison.Ordinal))
                ended.Set();
            if (!message.StartsWith("Executed 0 quanta", StringComparison.Ordinal))
                return;
            // The quantum is over, the run is not: now the task wakes up and goes on.
            hold.Set();
            ended.Wait(TestContext.Current.CancellationToken);
        };
        var result = await RunAsync("first:deafOn=['CamA,0,1004']", Limit);
        repository.Log.At(LogLevel.Information).ShouldContain("refused late");
        result.Count(QuantumStatus.Timeout).ShouldBe(1);
        await using var butler = await repository.OpenAsync();
        var dataId = new SkyButler.Dimensions.DataIds.DataId { ["instrument"] = "CamA", ["exposure"] = 1004L, ["detector"] = 0L };
        (await butler.FindDatasetAsync("f_out", dataId, [result.OutputRun], TestContext.Current.CancellationToken)).ShouldBeNull();
        (await butler.FindDatasetAsync("first_metadata", dataId, [result.OutputRun], TestContext.Current.CancellationToken)).ShouldBeNull();
        (await butler.FindDatasetAsync("first_log", dataId, [result.OutputRun], TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_stops_a_run_need_not_wait_for_a_deaf_task()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var hold = new ManualResetEventSlim();
        AdvanceOn("Task 'first' was asked to stop");
        repository.Log.Written += message =>
        {
            if (message != "deaf")
                return;
            _ = stop.CancelAsync();
            hold.Wait(TestContext.Current.CancellationToken);
        };
        await Should.ThrowAsync<OperationCanceledException>(() => RunAsync("first:deafOn=['CamA,0,1004']", null, null, stop.Token));
        hold.Set();
    }

    // Each message tells that something waits for the clock by then.
    private void AdvanceOn(params string[] beginnings) => repository.Log.Written += message =>
    {
        if (beginnings.Any(b => message.StartsWith(b, StringComparison.Ordinal)))
            repository.Clock.Advance(Limit);
    };

    private Task<RunResult> RunAsync(string edit, TimeSpan? limit, string? summary = null, CancellationToken? cancellationToken = null)
    {
        var graph = repository.Request(Slow, "instrument='CamA' AND exposure=1004", "u/me/ok", "CamA/defaults");
        var request = new RunRequest
        {
            Graph = graph with { Pipeline = graph.Pipeline with { Edits = [ConfigEdit.Parse(edit)] }, Summary = summary },
            RegisterDatasetTypes = true,
            Timeout = limit,
        };
        return repository.Runner.RunAsync(request, cancellationToken ?? TestContext.Current.CancellationToken);
    }
}
