using SkyButler.Registry.Databases.Sessions;

namespace SkyButler.Registry.Databases.Groups;

/// <summary>Work that waits to be done in a transaction, its own or one that it shares.</summary>
/// <param name="work">The work, on a session that is in a transaction.</param>
/// <param name="sharing">Whether its transaction may be shared.</param>
/// <param name="cancellationToken">Of the one who asked for it.</param>
internal sealed class GroupMember(Func<DatabaseSession, Task> work, Sharing sharing, CancellationToken cancellationToken)
{
    // It runs as its own caller would run it, whoever leads the group.
    private readonly ExecutionContext? context = ExecutionContext.Capture();

    public Sharing Sharing => sharing;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>What its own work failed with; null where it did not.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Ends with true where the member is to lead the next transaction, with false once it is done by another.</summary>
    public TaskCompletionSource<bool> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Does the work.</summary>
    public Task RunAsync(DatabaseSession session)
    {
        if (context is null)
            return work(session);
        var task = Task.CompletedTask;
        ExecutionContext.Run(context, _ => task = work(session), null);
        return task;
    }
}
