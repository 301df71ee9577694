using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Execution.Workers.Processes;

namespace SkyButler.Pipelines.Execution.Workers;

/// <summary>A place for one worker process at a time.</summary>
internal sealed class WorkerSlot(WorkerStart start, ILoggerFactory logs, TimeProvider clock, long fairShare) : IAsyncDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);
    private Task leaving = Task.CompletedTask;
    private WorkerProcess? retired;
    private WorkerProcess? worker;
    private bool isStopping;

    /// <summary>A process that takes a quantum: the one that is there, or a new one where that has died, has grown too large, or has another limit.</summary>
    public async Task<WorkerProcess> TakeAsync(long? memoryLimit, CancellationToken cancellationToken)
    {
        if (worker is { } old && (old.HasEnded || old.IsRetired || old.MemoryLimit != memoryLimit || old.Resident > (memoryLimit ?? fairShare) / 2))
        {
            // What it has yet to store, it stores while the next one works; a third one would have to hold results, too, where storing is the slow part.
            await leaving.WaitAsync(cancellationToken).ConfigureAwait(false);
            retired = old;
            leaving = old.DisposeAsync().AsTask();
            worker = null;
        }

        worker ??= await WorkerProcess.StartAsync(start, memoryLimit, logs, clock, cancellationToken).ConfigureAwait(false);
        if (isStopping)
            worker.Stop();
        return worker;
    }

    /// <summary>Waits for a quantum to leave the process, which is killed when it takes more memory than it may.</summary>
    public async Task WatchAsync(Task left, CancellationToken cancellationToken)
    {
        if (worker is not { MemoryLimit: { } limit } watched)
        {
            await left.WaitAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        using var timer = new PeriodicTimer(Glance);
        while (!left.IsCompleted)
        {
            await Task.WhenAny(left, timer.WaitForNextTickAsync(cancellationToken).AsTask()).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (!left.IsCompleted && watched.Resident > limit)
                watched.Kill(FailureCause.Memory);
        }
    }

    /// <summary>Asks the process to stop at once.</summary>
    public void Stop()
    {
        isStopping = true;
        worker?.Stop();
        retired?.Stop();
    }

    /// <summary>Lets the processes leave.</summary>
    public async ValueTask DisposeAsync()
    {
        if (worker is not null)
            await worker.DisposeAsync().ConfigureAwait(false);
        await leaving.ConfigureAwait(false);
    }
}
