using System.Globalization;
using System.Runtime.CompilerServices;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Databases.Sessions;
using SkyButler.Registry.Databases.Sqlite;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Databases;

/// <summary>
/// A database: queries, statements, transactions. One connection writes, one transaction at a time; readers use connections of
/// their own, so that many threads can read. Inside a transaction everything goes through its connection.
/// </summary>
internal sealed class Database : IAsyncDisposable
{
    // While a statement is open nobody can commit. So a client that may write reads whole answers before it hands out the first row,
    // lest it wait for itself; one that only reads does so up to a bound, lest a slow consumer keep other processes waiting.
    private const int ReadAheadRows = 200_000;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(10);

    private readonly AsyncLocal<TransactionScope?> ambient = new();
    private readonly SessionPool sessions;
    private readonly TimeSpan lockWait;
    private long queries;

    public Database(DatabaseUrl url, RegistryAccess access, TimeSpan lockWait)
    {
        Url = url;
        Access = access;
        this.lockWait = lockWait;
        sessions = new SessionPool(url, access);
    }

    /// <summary>Raised after a transaction or savepoint was undone: whatever was remembered of it is wrong.</summary>
    public event Action? RolledBack;

    /// <summary>Raised after a transaction was committed: what others remembered while it ran may be out of date.</summary>
    public event Action? Committed;

    public DatabaseUrl Url { get; }

    public RegistryAccess Access { get; }

    public SqlDialect Dialect => SqliteDialect.Instance;

    /// <summary>Whether the caller is inside a transaction.</summary>
    public bool IsInTransaction => Scope is not null;

    /// <summary>How many queries have been asked so far, for tests that hold look-ups to be few.</summary>
    public long QueryCount => Interlocked.Read(ref queries);

    private TransactionScope? Scope => ambient.Value is { IsActive: true } scope ? scope : null;

    public SqlBuilder Sql() => new(Dialect);

    /// <summary>Makes sure that the file is there and that what it was opened for can be done.</summary>
    public async Task CheckAccessAsync(CancellationToken cancellationToken)
    {
        if (Access == RegistryAccess.ReadOnly)
            return;
        using var lease = await sessions.RentWriterAsync(cancellationToken).ConfigureAwait(false);
        if (lease.Session.IsReadOnly)
            throw lease.Session.Failure(SQLitePCL.raw.SQLITE_READONLY, "open");
    }

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

        using var lease = sessions.Rent();
        var limit = Access == RegistryAccess.ReadOnly ? ReadAheadRows : long.MaxValue;
        var (reader, ahead) = await WaitAsync(() => SqliteReader.Open(lease.Session, query, limit, cancellationToken), cancellationToken).ConfigureAwait(false);
        using var closing = reader;
        if (reader.IsFinished)
            lease.Dispose();
        while (ahead.TryDequeue(out var batch))
            yield return batch;
        while (!reader.IsFinished && reader.Next() is { } batch)
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
    public Task<int> ExecuteAsync(SqlQuery statement, CancellationToken cancellationToken) => WriteAsync(
        session =>
        {
            var prepared = session.Prepare(statement.Text);
            try
            {
                for (var i = 0; i < statement.Parameters.Count; i++)
                    prepared.BindAny(i + 1, statement.Parameters[i]);
                prepared.Run();
                return session.Changes;
            }
            finally
            {
                session.Release(prepared);
            }
        },
        cancellationToken);

    /// <summary>Runs one statement for each of many rows; returns how many rows changed. A refused row is told by <see cref="ConstraintException.Row"/>.</summary>
    public Task<long> ExecuteManyAsync<T>(string sql, IReadOnlyList<T> rows, Action<IParameterBinder, T> bind, CancellationToken cancellationToken) => WriteAsync(
        session =>
        {
            var changes = 0L;
            var prepared = session.Prepare(sql);
            var row = 0;
            try
            {
                for (; row < rows.Count; row++)
                {
                    if (row % 1024 == 0)
                        cancellationToken.ThrowIfCancellationRequested();
                    bind(prepared, rows[row]);
                    prepared.Run();
                    changes += session.Changes;
                }
            }
            catch (ConstraintException e)
            {
                e.Row = row;
                throw;
            }
            finally
            {
                session.Release(prepared);
            }

            return changes;
        },
        cancellationToken);

    /// <summary>Runs work in one transaction; inside another it joins that one. An exception undoes everything.</summary>
    public async Task TransactAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        if (Scope is not null)
        {
            await work(cancellationToken).ConfigureAwait(false);
            return;
        }

        using var lease = await sessions.RentWriterAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(lease.Session, "BEGIN IMMEDIATE", cancellationToken).ConfigureAwait(false);
        var scope = new TransactionScope(lease.Session, null);
        ambient.Value = scope;
        try
        {
            await work(cancellationToken).ConfigureAwait(false);
            CheckAlive(scope);
            await ExecuteAsync(lease.Session, "COMMIT", cancellationToken).ConfigureAwait(false);
            Committed?.Invoke();
        }
        catch
        {
            lease.Session.Rollback();
            RolledBack?.Invoke();
            throw;
        }
        finally
        {
            scope.IsActive = false;
        }
    }

    /// <summary>Runs work that is undone by an exception, in a transaction of its own or in a savepoint of the one that there is.</summary>
    public async Task SavepointAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        if (Scope is not { } parent)
        {
            await TransactAsync(work, cancellationToken).ConfigureAwait(false);
            return;
        }

        await parent.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        var scope = new TransactionScope(parent.Session, parent);
        var name = string.Create(CultureInfo.InvariantCulture, $"s{scope.Depth}");
        try
        {
            CheckAlive(parent);
            parent.Session.Execute($"SAVEPOINT {name}");
            ambient.Value = scope;
            try
            {
                await work(cancellationToken).ConfigureAwait(false);
                CheckAlive(scope);
                parent.Session.Execute($"RELEASE {name}");
            }
            catch
            {
                if (parent.Session.IsInTransaction)
                    parent.Session.Execute($"ROLLBACK TO {name}; RELEASE {name}");
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

    public ValueTask DisposeAsync()
    {
        sessions.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void CheckAlive(TransactionScope scope)
    {
        if (!scope.Session.IsInTransaction)
            throw new RegistryException("The database undid the whole transaction after an error in it; start it again.");
    }

    private static async Task<Queue<RowBatch>> ReadAllAsync(TransactionScope scope, SqlQuery query, CancellationToken cancellationToken)
    {
        await scope.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            CheckAlive(scope);
            return SqliteReader.Open(scope.Session, query, long.MaxValue, cancellationToken).Ahead;
        }
        finally
        {
            scope.Gate.Release();
        }
    }

    private async Task<TResult> WriteAsync<TResult>(Func<SqliteSession, TResult> write, CancellationToken cancellationToken)
    {
        if (Scope is not { } scope)
        {
            var result = default(TResult);
            await TransactAsync(async token => result = await WriteAsync(write, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return result!;
        }

        await scope.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            CheckAlive(scope);
            var session = scope.Session;
            await using var registration = cancellationToken.UnsafeRegister(static s => ((SqliteSession)s!).Interrupt(), session).ConfigureAwait(false);
            return write(session);
        }
        finally
        {
            scope.Gate.Release();
        }
    }

    private Task ExecuteAsync(SqliteSession session, string sql, CancellationToken cancellationToken) => WaitAsync(
        () =>
        {
            session.Execute(sql);
            return true;
        },
        cancellationToken);

    // Waiting here rather than in SQLite's own busy handler leaves the thread free and lets the wait be cancelled.
    private async Task<TResult> WaitAsync<TResult>(Func<TResult> attempt, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromMilliseconds(1);
        for (var waited = TimeSpan.Zero; ; waited += pause)
        {
            try
            {
                return attempt();
            }
            catch (DatabaseBusyException) when (waited < lockWait)
            {
                pause = pause < LongestPause ? pause * 2 : LongestPause;
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }
}
