using System.Collections.Concurrent;
using SkyButler.Registry.Databases.Sqlite;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Databases.Sessions;

/// <summary>Connections: one that writes, lent to one borrower at a time, and as many that read as are asked for at once.</summary>
internal sealed class SessionPool(DatabaseUrl url, RegistryAccess access) : IDisposable
{
    private const int IdleLimit = 8;
    private readonly ConcurrentStack<SqliteSession> idle = new();
    private readonly SemaphoreSlim writing = new(1, 1);
    private SqliteSession? writer;
    private bool disposed;

    /// <summary>A connection to read with.</summary>
    public SessionLease Rent()
    {
        ObjectDisposedException.ThrowIf(disposed, typeof(Database));
        var session = idle.TryPop(out var kept) ? kept : Open();
        return new SessionLease(session, Return);
    }

    /// <summary>The connection that writes.</summary>
    /// <exception cref="RegistryException">The repository was opened to be read only.</exception>
    public async Task<SessionLease> RentWriterAsync(CancellationToken cancellationToken)
    {
        if (access == RegistryAccess.ReadOnly)
            throw new RegistryException($"The repository was opened read-only, so its database '{url.Path}' can't be changed; open it with write access.");
        ObjectDisposedException.ThrowIf(disposed, typeof(Database));
        await writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            writer ??= Open();
            return new SessionLease(writer, _ => writing.Release());
        }
        catch
        {
            writing.Release();
            throw;
        }
    }

    public void Dispose()
    {
        disposed = true;
        while (idle.TryPop(out var session))
            session.Dispose();
        writer?.Dispose();
        writer = null;
    }

    private SqliteSession Open() =>
        SqliteSession.Open(url.Path, access == RegistryAccess.ReadOnly ? SqliteOpen.ReadOnly : SqliteOpen.ReadWrite);

    private void Return(SqliteSession session)
    {
        if (disposed || idle.Count >= IdleLimit)
            session.Dispose();
        else
            idle.Push(session);
    }
}
