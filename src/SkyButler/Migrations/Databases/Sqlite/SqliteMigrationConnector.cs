using SkyButler.Registry;
using SkyButler.Registry.Databases.Sessions;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Databases.Sqlite;
using SkyButler.Registry.Databases.Sqlite.Locks;

namespace SkyButler.Migrations.Databases.Sqlite;

/// <summary>
/// One connection to a file on which tables can be replaced: foreign keys are checked at the end rather than on the way, and renaming
/// a table leaves what refers to it alone.
/// </summary>
internal sealed class SqliteMigrationConnector(string path, RegistryAccess access, TimeSpan lockWait) : DatabaseConnector(access)
{
    private SqliteConnection? connection;

    public override string Location => path;

    public override SqlDialect Dialect => SqliteDialect.Instance;

    public override async Task CheckAsync(CancellationToken cancellationToken)
    {
        var lease = await RentAsync(cancellationToken).ConfigureAwait(false);
        await using var returning = lease.ConfigureAwait(false);
        if (Access == RegistryAccess.ReadWrite)
            connection!.RequireWritable();
    }

    public override Task<bool> PrepareNewAsync(CancellationToken cancellationToken) => Task.FromResult(false);

    public override void DiscardNew()
    {
    }

    public override ValueTask<SessionLease> RentAsync(CancellationToken cancellationToken) => new(new SessionLease(connection ??= Open(), static _ => default));

    public override ValueTask<SessionLease> RentWriterAsync(CancellationToken cancellationToken) => RentAsync(cancellationToken);

    public override ValueTask<IAsyncDisposable?> TryHoldAsync(string name, CancellationToken cancellationToken) => new(NamedLock.TryTake(path, name));

    public override ValueTask DisposeAsync()
    {
        if (Access == RegistryAccess.ReadWrite)
            connection?.EndWriting();
        connection?.Dispose();
        connection = null;
        return default;
    }

    private SqliteConnection Open()
    {
        var session = SqliteSession.Open(path, Access == RegistryAccess.ReadOnly ? SqliteOpen.ReadOnly : SqliteOpen.ReadWrite);
        session.Execute("PRAGMA foreign_keys=OFF; PRAGMA legacy_alter_table=ON; PRAGMA cache_size=-65536");
        return new(session, lockWait, long.MaxValue);
    }
}
