using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using SkyButler.Datastores;
using SkyButler.Pipelines.Execution.Errors;
using SkyButler.Pipelines.Execution.Retries;
using SkyButler.Pipelines.Execution.Workers.Messages;
using SkyButler.Pipelines.Execution.Workers.Processes;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Files.Writing;

namespace SkyButler.Pipelines.Execution.Workers;

/// <summary>
/// Executes quanta in worker processes, which are started when they are needed, used again, and replaced when they die, take too much time or
/// memory. What a worker had finished when it died is looked for; what it had not stored of that is done again, and counts as no failure.
/// </summary>
internal sealed class WorkerPool : IQuantumExecutor, IAsyncDisposable
{
    // Workers stop what takes too long by themselves; one that doesn't is killed. Before the task begins its inputs are looked at in this time, too.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(48);
    private const int MostReruns = 1;
    private const int KillSignal = 9;
    private const int TerminationSignal = 15;
    private readonly Channel<WorkerSlot> free = Channel.CreateUnbounded<WorkerSlot>();
    private readonly List<WorkerSlot> slots = [];
    private readonly ConcurrentDictionary<Guid, bool> stored = new();
    private readonly ConcurrentDictionary<TaskQuanta, TaskText> texts = new();
    private readonly Butler butler;
    private readonly PipelineGraph pipeline;
    private readonly CrashLog crashes;
    private readonly ILogger log;
    private readonly TimeProvider clock;
    private readonly CancellationTokenRegistration stopping;
    private int count;

    public WorkerPool(
        Butler butler, PipelineGraph pipeline, Guid? execution, WorkerStart start, int workers, ILoggerFactory logs, TimeProvider clock, CancellationToken cancellationToken)
    {
        this.butler = butler;
        this.pipeline = pipeline;
        this.clock = clock;
        log = logs.CreateLogger("skybutler.execution");
        crashes = new CrashLog(butler, pipeline, execution, log, clock);
        for (var i = 0; i < workers; i++)
        {
            slots.Add(new WorkerSlot(start, logs, clock, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / workers));
            free.Writer.TryWrite(slots[i]);
        }

        stopping = cancellationToken.UnsafeRegister(static pool => ((WorkerPool)pool!).slots.ForEach(s => s.Stop()), this);
    }

    /// <inheritdoc />
    public async Task<Task<QuantumReport>> ExecuteAsync(Quantum quantum, AttemptPlan plan, CancellationToken cancellationToken)
    {
        var slot = await free.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var worker = await slot.TakeAsync(plan.MemoryLimit, cancellationToken).ConfigureAwait(false);
            var number = Interlocked.Increment(ref count);
            var turn = worker.Begin(number, QuantumMessage.Write(number, quantum, texts.GetOrAdd(quantum.Quanta, Text), plan, KnownInputs(quantum)));
            using var time = plan.Timeout is { } limit && limit < LongestTimer ? new CancellationTokenSource(limit + Grace, clock) : new CancellationTokenSource();
            await using var late = time.Token.UnsafeRegister(
                _ =>
                {
                    // Storing takes as long as it takes, also that of the quantum before.
                    if (!turn.HasWorked)
                        worker.Kill(FailureCause.Timeout);
                },
                null);
            await slot.WatchAsync(turn.Left, cancellationToken).ConfigureAwait(false);
            var ending = EndAsync(quantum, plan, worker, turn, cancellationToken);
            if (!turn.IsHandedOver)
                await ending.ConfigureAwait(false);
            return ending;
        }
        finally
        {
            free.Writer.TryWrite(slot);
        }
    }

    /// <summary>Stops all workers.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.DisposeAsync().ConfigureAwait(false);
        // Whoever is told first that everything stops may come here before the registration is heard.
        if (stopping.Token.IsCancellationRequested)
            slots.ForEach(s => s.Stop());
        await Task.WhenAll(slots.Select(s => s.DisposeAsync().AsTask())).ConfigureAwait(false);
    }

    private async Task<QuantumReport> EndAsync(Quantum quantum, AttemptPlan plan, WorkerProcess worker, WorkerTurn turn, CancellationToken cancellationToken)
    {
        if (await turn.Ended.ConfigureAwait(false) is { } end)
        {
            foreach (var id in end.Stored)
                stored[id] = true;
            var report = end.Report(quantum.Id, quantum.TaskLabel, quantum.DataId);
            if (report.Cause is not (FailureCause.Timeout or FailureCause.Memory))
                return report;
            // Who did not stop in time may still be at work, and who had no memory is not to be relied on.
            worker.Retire();
            return report with { ExitCode = -TerminationSignal };
        }

        cancellationToken.ThrowIfCancellationRequested();
        var loss = turn.Loss!;
        if (await IsStoredAsync(quantum, cancellationToken).ConfigureAwait(false))
            return new QuantumReport(quantum.Id, quantum.TaskLabel, quantum.DataId, QuantumStatus.Success) { ExitCode = 0 };
        if (turn.IsHandedOver && plan.Reruns < MostReruns)
        {
            log.LogWarning("The worker process {Process} of {Quantum} was lost ({Reason}) before the results were stored; it runs again.", worker.Id, quantum, loss.Reason);
            return await (await ExecuteAsync(quantum, plan with { Replaces = true, Reruns = plan.Reruns + 1 }, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }

        return await crashes.RecordAsync(quantum, plan.Number - 1, Error(quantum, plan, worker, loss), loss, turn.Lines, cancellationToken).ConfigureAwait(false);
    }

    private static PipelineException Error(Quantum quantum, AttemptPlan plan, WorkerProcess worker, WorkerLoss loss) => loss.Cause switch
    {
        FailureCause.Timeout => new QuantumTimeoutException(
            string.Create(CultureInfo.InvariantCulture, $"Task '{quantum.TaskLabel}' worked on {quantum.DataId} for longer than {plan.Timeout?.TotalSeconds} second(s), and its worker process did not answer; see --timeout.")),
        FailureCause.Memory => new WorkerLostException(
            $"Task '{quantum.TaskLabel}' used more memory on {quantum.DataId} than the {worker.MemoryLimit >> 20} MiB that it may; see --memory-limit.", loss.Cause),
        _ => new WorkerLostException(
            $"The worker process {worker.Id} of task '{quantum.TaskLabel}' on {quantum.DataId} was lost: {loss.Reason}{(loss.ExitCode == -KillSignal ? ", as the kernel does when memory runs out" : "")}.", loss.Cause),
    };

    private async Task<bool> IsStoredAsync(Quantum quantum, CancellationToken cancellationToken)
    {
        var metadata = quantum.Outputs[TaskNode.MetadataConnection][0];
        var known = await butler.ExistsAsync([metadata], cancellationToken).ConfigureAwait(false);
        return known[metadata.Id].HasFlag(DatasetExistence.Recorded | DatasetExistence.Artifact);
    }

    private IEnumerable<Guid> KnownInputs(Quantum quantum)
    {
        foreach (var connection in quantum.Quanta.Connections.Where(c => !c.Edge.IsWrite && pipeline.DatasetTypes[c.Edge.DatasetTypeName].Producer is not null))
            foreach (var target in connection.Targets(quantum.Place).ToArray())
                if (stored.ContainsKey(connection.Datasets.Id(target)))
                    yield return connection.Datasets.Id(target);
    }

    private static TaskText Text(TaskQuanta task)
    {
        task.PrepareText();
        return new TaskText(task, null);
    }
}
