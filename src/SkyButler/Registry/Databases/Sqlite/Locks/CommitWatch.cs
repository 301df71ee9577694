namespace SkyButler.Registry.Databases.Sqlite.Locks;

/// <summary>
/// Tells the readers of a client when its own writer has committed: while it does, nobody can read, and who only looks again from time to time
/// may find the next commit under way each time.
/// </summary>
internal sealed class CommitWatch
{
    private TaskCompletionSource? current;

    /// <summary>Notes that a commit begins.</summary>
    public void Begin() => Volatile.Write(ref current, new(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Notes that it has ended, well or not.</summary>
    public void End() => Interlocked.Exchange(ref current, null)?.TrySetResult();

    /// <summary>Waits until the commit that is under way has ended, or for so long.</summary>
    public async Task WaitAsync(int milliseconds, CancellationToken cancellationToken)
    {
        var pause = Task.Delay(milliseconds, cancellationToken);
        await (Volatile.Read(ref current) is { } commit ? await Task.WhenAny(commit.Task, pause).ConfigureAwait(false) : pause).ConfigureAwait(false);
    }
}
