using System.Runtime.CompilerServices;
using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Databases.Sql;

namespace SkyButler.Registry.Databases.Sessions;

/// <summary>
/// A connection that is kept because temporary tables live on it, also where the database itself is only read. Its users take turns;
/// answers are read whole, so that nobody waits for a slow consumer.
/// </summary>
internal sealed class ScratchSpace(DatabaseConnector connector) : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private SessionLease? lease;
    private bool disposed;

    /// <summary>Makes or drops a temporary table.</summary>
    public Task ExecuteAsync(SqlQuery statement, CancellationToken cancellationToken) => UseAsync(
        async (session, token) => await session.ExecuteAsync(statement, token).ConfigureAwait(false), cancellationToken);

    /// <summary>Fills a temporary table, all rows or none.</summary>
    public Task<long> InsertAsync<T>(RowInsert insert, IReadOnlyList<T> rows, Action<IRowWriter, T> write, CancellationToken cancellationToken) => UseAsync(
        async (session, token) =>
        {
            // A plain BEGIN locks nothing but what is written, and that is nobody else's.
            await session.RunAsync("BEGIN", token).ConfigureAwait(false);
            var count = await session.InsertAsync(insert, InsertedRows.Of(rows, write), token).ConfigureAwait(false);
            await session.RunAsync("COMMIT", token).ConfigureAwait(false);
            return count;
        },
        cancellationToken);

    /// <summary>The whole answer of a query that may read temporary tables.</summary>
    public Task<IReadOnlyList<RowBatch>> ReadAsync(SqlQuery query, CancellationToken cancellationToken) => UseAsync<IReadOnlyList<RowBatch>>(
        async (session, token) =>
        {
            var batches = new List<RowBatch>();
            var reader = await session.OpenAsync(query, token).ConfigureAwait(false);
            await using var closing = reader.ConfigureAwait(false);
            while (await reader.NextAsync(token).ConfigureAwait(false) is { } batch)
                batches.Add(batch);
            return batches;
        },
        cancellationToken);

    /// <summary>The same in batches.</summary>
    public async IAsyncEnumerable<RowBatch> QueryAsync(SqlQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var batch in await ReadAsync(query, cancellationToken).ConfigureAwait(false))
            yield return batch;
    }

    public async ValueTask DisposeAsync()
    {
        disposed = true;
        if (lease is not null)
            await lease.DisposeAsync().ConfigureAwait(false);
        lease = null;
    }

    private async Task<TResult> UseAsync<TResult>(Func<DatabaseSession, CancellationToken, Task<TResult>> use, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(disposed, typeof(Database));
            lease ??= await connector.RentAsync(cancellationToken).ConfigureAwait(false);
            return await use(lease.Session, cancellationToken).ConfigureAwait(false);
        }
        catch when (lease is not null)
        {
            await RecoverAsync(lease.Session).ConfigureAwait(false);
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    // The next user of the connection must not find it in the middle of what failed; where nothing was begun there is nothing to undo.
    private static async ValueTask RecoverAsync(DatabaseSession session)
    {
        try
        {
            await session.RunAsync("ROLLBACK", CancellationToken.None).ConfigureAwait(false);
        }
        catch (ButlerException)
        {
            await session.RollbackAsync().ConfigureAwait(false);
        }
    }
}
