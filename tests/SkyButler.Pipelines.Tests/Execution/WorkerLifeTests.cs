using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Execution.Retries;
using SkyButler.Pipelines.Execution.Workers;
using SkyButler.Pipelines.Execution.Workers.Messages;
using SkyButler.Pipelines.Execution.Workers.Processes;
using SkyButler.Pipelines.Tests.Mocks;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Execution;

/// <summary>How worker processes come and go.</summary>
public sealed class WorkerLifeTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();
    private readonly TestLog log = new();
    private readonly TestClock clock = new(DateTimeOffset.UnixEpoch);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task No_third_process_starts_while_one_still_stores_what_it_made()
    {
        var script = new ScriptedWorker(folder.Path);
        await using (var slot = new WorkerSlot(script.Start(ScriptedWorker.Await("stored"), "sleep 0.3"), log, clock, long.MaxValue))
        {
            await slot.TakeAsync(1L << 40, Token);
            await slot.TakeAsync(2L << 40, Token);
            var third = slot.TakeAsync(3L << 40, Token);
            script.Let("stored");
            await third;
        }

        // The second may end before or after the third starts.
        script.Events.Take(3).ShouldBe(["start", "start", "end"]);
    }

    [Fact]
    public async Task To_stop_a_process_that_has_left_is_no_error()
    {
        var script = new ScriptedWorker(folder.Path);
        var worker = await WorkerProcess.StartAsync(script.Start(), null, log, clock, Token);
        await worker.DisposeAsync();
        Should.NotThrow(worker.Stop);
    }

    [Fact]
    public async Task A_process_that_takes_its_time_to_leave_is_told()
    {
        var script = new ScriptedWorker(folder.Path);
        var worker = await WorkerProcess.StartAsync(script.Start(ScriptedWorker.Await("stored")), null, log, clock, Token);
        var leaving = worker.DisposeAsync();
        clock.Advance(TimeSpan.FromMinutes(2));
        script.Let("stored");
        await leaving;
        log.At(Microsoft.Extensions.Logging.LogLevel.Information).ShouldHaveSingleItem().ShouldStartWith($"The worker process {worker.Id} is to leave, and still stores what it made");
    }

    [Fact]
    public async Task Storing_does_not_count_to_the_time_of_a_task()
    {
        using var repository = new MixedRepository();
        var graph = (await repository.Runner.BuildGraphAsync(repository.Request(RetryTests.One, "instrument='CamA' AND exposure=1004 AND detector=1", "u/me/ok", "CamA/defaults"), Token)).Graph;
        var quantum = graph.Quanta.Single();
        var script = new ScriptedWorker(folder.Path);
        var start = script.Start(
            ScriptedWorker.AwaitQuantum,
            ScriptedWorker.Say(new { kind = MessageKind.Worked, number = 1 }),
            ScriptedWorker.Say(new { kind = MessageKind.Log, category = "task", level = 2, message = "over", time = DateTimeOffset.UnixEpoch, exception = (string?)null }),
            ScriptedWorker.Await("stored"),
            ScriptedWorker.Say(new
            {
                kind = MessageKind.Ended,
                number = 1,
                status = (int)QuantumStatus.Success,
                cause = 0,
                error_type = (string?)null,
                error_message = (string?)null,
                is_repeatable = false,
                stored = Array.Empty<Guid>(),
            }),
            ScriptedWorker.Await("left"));
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        log.Written += line => _ = line == "over" && over.TrySetResult();
        await using var butler = await Butler.OpenAsync(repository.Root, new() { Access = Registry.RegistryAccess.ReadWrite }, Token);
        await using var pool = new WorkerPool(butler, graph.Pipeline, null, start, 1, log, clock, Token);
        var executing = pool.ExecuteAsync(quantum, new AttemptPlan(1, new ExecutionResources(), TimeSpan.FromSeconds(1), null), Token);
        await over.Task;
        clock.Advance(TimeSpan.FromHours(1));
        script.Let("stored");
        var report = await await executing;
        script.Let("left");
        report.Status.ShouldBe(QuantumStatus.Success);
    }
}
