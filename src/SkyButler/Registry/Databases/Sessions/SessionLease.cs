using SkyButler.Registry.Databases.Sqlite;

namespace SkyButler.Registry.Databases.Sessions;

/// <summary>A borrowed connection; giving it back twice does no harm.</summary>
internal sealed class SessionLease(SqliteSession session, Action<SqliteSession> giveBack) : IDisposable
{
    private bool returned;

    public SqliteSession Session => session;

    public void Dispose()
    {
        if (returned)
            return;
        returned = true;
        giveBack(session);
    }
}
