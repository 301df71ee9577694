namespace SkyButler.Pipelines.Execution.Attempts;

/// <summary>
/// Runs what may take for ever: when its time is over, or everything is to stop, its token is cancelled, and if it does not hear that
/// within a second nobody waits for it any longer.
/// </summary>
internal sealed class TimedWork(TimeSpan? limit, TimeProvider clock)
{
    // Timers count milliseconds in 32 bits; who allows more does not mean a limit.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(49);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Runs it to its end, or to the end of patience.</summary>
    /// <param name="work">The work; it must not be waited for elsewhere.</param>
    /// <param name="stopping">Called while the last second runs.</param>
    /// <param name="cancellationToken">Stops everything.</param>
    /// <exception cref="TimedWorkException">It took too long.</exception>
    /// <exception cref="OperationCanceledException">Everything was to stop.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> work, Action stopping, CancellationToken cancellationToken)
    {
        using var time = limit is { } known && known < Longest ? new CancellationTokenSource(known, clock) : new CancellationTokenSource();
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        var token = stop.Token;
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = token.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), stopped);
        // Not on this thread: the beginning of the work may be all of it, and never come back.
        var working = Task.Run(() => work(token), CancellationToken.None);
        _ = working.ContinueWith(
            static (ended, source) => Forget(ended, (CancellationTokenSource)source!), stop, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await Task.WhenAny(working, stopped.Task).ConfigureAwait(false);
        if (!token.IsCancellationRequested || working.IsCompletedSuccessfully)
        {
            await working.ConfigureAwait(false);
            return;
        }

        var grace = Task.Delay(Grace, clock, CancellationToken.None);
        if (!working.IsCompleted)
            stopping();
        await Task.WhenAny(working, grace).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        throw new TimedWorkException();
    }

    // Errors after the end are nobody's.
    private static void Forget(Task ended, CancellationTokenSource source)
    {
        _ = ended.Exception;
        source.Dispose();
    }
}
