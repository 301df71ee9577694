using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SkyButler.Dimensions;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Sessions;
using SkyButler.Registry.Databases.Sql;

namespace SkyButler.Registry.Databases.Postgres;

/// <summary>An advisory lock of a server, held by a transaction that does nothing else: it goes with the connection.</summary>
internal sealed class AdvisoryLock : IAsyncDisposable
{
    private readonly SessionLease lease;
    private bool isFree;

    private AdvisoryLock(SessionLease lease) => this.lease = lease;

    /// <summary>Takes the lock that a name has in the whole database, and keeps the connection; null where somebody has it, and the transaction is ended.</summary>
    public static async ValueTask<AdvisoryLock?> TryTakeAsync(SessionLease lease, SqlDialect dialect, string name, CancellationToken cancellationToken)
    {
        await lease.Session.RunAsync("BEGIN READ ONLY; SET LOCAL idle_in_transaction_session_timeout TO 0", cancellationToken).ConfigureAwait(false);
        var query = new SqlBuilder(dialect).Append($"SELECT pg_try_advisory_xact_lock({KeyOf(name)})").Build(ColumnType.Bool);
        var answer = await lease.Session.ReadAllAsync(query, cancellationToken).ConfigureAwait(false);
        if (answer.First().Flag(0, 0))
            return new(lease);
        await lease.Session.RunAsync("ROLLBACK", cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isFree, true))
            return;
        try
        {
            await lease.Session.RunAsync("ROLLBACK", CancellationToken.None).ConfigureAwait(false);
        }
        catch (ConnectionLostException)
        {
            // Then the lock has gone with it.
        }
        finally
        {
            await lease.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static long KeyOf(string name) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
