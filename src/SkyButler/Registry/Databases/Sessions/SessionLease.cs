namespace SkyButler.Registry.Databases.Sessions;

/// <summary>A borrowed connection; giving it back twice does no harm.</summary>
internal sealed class SessionLease(DatabaseSession session, Func<DatabaseSession, ValueTask> giveBack) : IAsyncDisposable
{
    private bool returned;

    public DatabaseSession Session => session;

    public ValueTask DisposeAsync()
    {
        if (returned)
            return ValueTask.CompletedTask;
        returned = true;
        return giveBack(session);
    }
}
