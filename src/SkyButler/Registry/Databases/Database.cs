using System.Globalization;
using System.Runtime.CompilerServices;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Databases.Sessions;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Databases;

/// <summary>
/// A database: queries, statements, transactions. What stands outside a transaction has connections of its own, so that many
/// threads can work; inside one everything goes through its connection.
/// </summary>
internal sealed class Database(DatabaseConnector connector) : IAsyncDisposable
{
    private const int Attempts = 9;
    private const int RaceAttempts = 12;

    private readonly AsyncLocal<TransactionScope?> ambient = new();
    private readonly Lazy<ScratchSpace> scratch = new(() => new(connector));
    private long queries;

    /// <summary>Raised after a transaction or savepoint was undone: whatever was remembered of it is wrong.</summary>
    public event Action? RolledBack;

    /// <summary>Raised after a transaction was committed: what others remembered while it ran may be out of date.</summary>
    public event Action? Committed;

    /// <summary>Where it is, for messages.</summary>
    public string Location => connector.Location;

    public RegistryAccess Access => connector.Access;

    public SqlDialect Dialect => connector.Dialect;

    /// <summary>Where temporary tables live; what is not committed yet is not seen from there.</summary>
    public ScratchSpace Scratch => scratch.Value;

    /// <summary>Whether the caller is inside a transaction.</summary>
    public bool IsInTransaction => Scope is not null;

    /// <summary>How many queries have been asked so far, for tests that hold look-ups to be few.</summary>
    public long QueryCount => Interlocked.Read(ref queries);

    private TransactionScope? Scope => ambient.Value is { IsActive: true } scope ? scope : null;

    public SqlBuilder Sql() => new(Dialect);

    /// <summary>The rows of a query, in batches. Inside a transaction they are all read before the first is handed out.</summary>
    public async IAsyncEnumerable<RowBatch> QueryAsync(SqlQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref queries);
        if (Scope is { } scope)
        {
            foreach (var batch in await ReadAllAsync(scope, query, cancellationToken).ConfigureAwait(false))
                yield return batch;
            yield break;
        }

        var (lease, reader) = await OpenAsync(query, cancellationToken).ConfigureAwait(false);
        await using var returning = lease.ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        if (reader.IsDetached)
            await lease.DisposeAsync().ConfigureAwait(false);
        while (await reader.NextAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            yield return batch;
    }

    /// <summary>All rows of a query whose answer is known to be small.</summary>
    public async Task<IReadOnlyList<RowBatch>> FetchAsync(SqlQuery query, CancellationToken cancellationToken)
    {
        var batches = new List<RowBatch>();
        await foreach (var batch in QueryAsync(query, cancellationToken).ConfigureAwait(false))
            batches.Add(batch);
        return batches;
    }

    /// <summary>Runs a statement, in a transaction of its own unless there is one; returns how many rows it changed.</summary>
    public Task<int> ExecuteAsync(SqlQuery statement, CancellationToken cancellationToken) =>
        WriteAsync((session, token) => session.ExecuteAsync(statement, token), cancellationToken);

    /// <summary>Inserts rows; returns how many changed. A refused row is told by <see cref="ConstraintException.Row"/>.</summary>
    public Task<long> InsertAsync<T>(RowInsert insert, IReadOnlyList<T> rows, Action<IRowWriter, T> write, CancellationToken cancellationToken) => rows.Count == 0
        ? Task.FromResult(0L)
        : WriteAsync((session, token) => session.InsertAsync(insert, rows, write, token), cancellationToken);

    /// <summary>Runs work in one transaction; inside another it joins that one. An exception undoes everything.</summary>
    public Task TransactAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) =>
        Scope is null ? RunAsync(work, cancellationToken) : work(cancellationToken);

    /// <summary>
    /// Runs work of the registry that is undone by an exception: in a savepoint of the transaction that there is, or in one of its own, and
    /// then again from its beginning where the database gave it up in favour of another.
    /// </summary>
    public async Task SavepointAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        if (Scope is { } parent)
        {
            await RunInsideAsync(parent, work, cancellationToken).ConfigureAwait(false);
            return;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await RunAsync(work, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (WriteRaceException) when (attempt < RaceAttempts)
            {
                await PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Makes sure that the database is there and that what it was opened for can be done.</summary>
    public Task CheckAsync(CancellationToken cancellationToken) => connector.CheckAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (scratch.IsValueCreated)
            await scratch.Value.DisposeAsync().ConfigureAwait(false);
        await connector.DisposeAsync().ConfigureAwait(false);
    }

    private static void CheckAlive(TransactionScope scope)
    {
        if (!scope.Session.IsInTransaction || scope.Session.IsAborted)
            throw new RegistryException("The database undid the whole transaction after an error in it; start it again.");
    }

    private static async Task<IReadOnlyCollection<RowBatch>> ReadAllAsync(TransactionScope scope, SqlQuery query, CancellationToken cancellationToken)
    {
        await scope.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            CheckAlive(scope);
            return await scope.Session.ReadAllAsync(query, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            scope.Gate.Release();
        }
    }

    // Those who met once wait for times of different length, so that they don't meet again.
    private static Task PauseAsync(int attempt, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 10 << Math.Min(attempt, 5))), cancellationToken);

    // A connection that waited too long is replaced at once; a server that starts again takes some seconds.
    private static Task ReconnectPauseAsync(int attempt, CancellationToken cancellationToken) =>
        attempt == 1 ? Task.CompletedTask : Task.Delay(TimeSpan.FromMilliseconds(10 << attempt), cancellationToken);

    private async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var lease = await BeginAsync(cancellationToken).ConfigureAwait(false);
        await using var returning = lease.ConfigureAwait(false);
        var scope = new TransactionScope(lease.Session, null);
        ambient.Value = scope;
        try
        {
            await work(cancellationToken).ConfigureAwait(false);
            CheckAlive(scope);
            await lease.Session.CommitAsync(cancellationToken).ConfigureAwait(false);
            Committed?.Invoke();
        }
        catch
        {
            await lease.Session.RollbackAsync().ConfigureAwait(false);
            RolledBack?.Invoke();
            throw;
        }
        finally
        {
            scope.IsActive = false;
        }
    }

    private async Task RunInsideAsync(TransactionScope parent, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await parent.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        var scope = new TransactionScope(parent.Session, parent);
        var name = string.Create(CultureInfo.InvariantCulture, $"s{scope.Depth}");
        try
        {
            CheckAlive(parent);
            await parent.Session.RunAsync($"SAVEPOINT {name}", cancellationToken).ConfigureAwait(false);
            ambient.Value = scope;
            try
            {
                await work(cancellationToken).ConfigureAwait(false);
                CheckAlive(scope);
                await parent.Session.RunAsync($"RELEASE SAVEPOINT {name}", cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                if (parent.Session.IsInTransaction)
                    await parent.Session.RunAsync($"ROLLBACK TO SAVEPOINT {name}; RELEASE SAVEPOINT {name}", CancellationToken.None).ConfigureAwait(false);
                RolledBack?.Invoke();
                throw;
            }
        }
        finally
        {
            scope.IsActive = false;
            parent.Gate.Release();
        }
    }

    private async Task<TResult> WriteAsync<TResult>(Func<DatabaseSession, CancellationToken, ValueTask<TResult>> write, CancellationToken cancellationToken)
    {
        if (Scope is not { } scope)
        {
            var result = default(TResult);
            await SavepointAsync(async token => result = await WriteAsync(write, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return result!;
        }

        await scope.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            CheckAlive(scope);
            return await write(scope.Session, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            scope.Gate.Release();
        }
    }

    // Nothing has been done yet, so a connection that turns out to be broken can be replaced.
    private async Task<SessionLease> BeginAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            SessionLease? lease = null;
            try
            {
                lease = await connector.RentWriterAsync(cancellationToken).ConfigureAwait(false);
                await lease.Session.BeginAsync(cancellationToken).ConfigureAwait(false);
                return lease;
            }
            catch (Exception e)
            {
                if (lease is not null)
                    await lease.DisposeAsync().ConfigureAwait(false);
                if (e is not ConnectionLostException { MayReturn: true } || attempt == Attempts)
                    throw;
            }

            await ReconnectPauseAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<(SessionLease Lease, AnswerReader Reader)> OpenAsync(SqlQuery query, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            SessionLease? lease = null;
            try
            {
                lease = await connector.RentAsync(cancellationToken).ConfigureAwait(false);
                return (lease, await lease.Session.OpenAsync(query, cancellationToken).ConfigureAwait(false));
            }
            catch (Exception e)
            {
                if (lease is not null)
                    await lease.DisposeAsync().ConfigureAwait(false);
                if (e is not ConnectionLostException { MayReturn: true } || attempt == Attempts)
                    throw;
            }

            await ReconnectPauseAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }
}
