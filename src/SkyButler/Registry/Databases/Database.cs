using System.Globalization;
using System.Runtime.CompilerServices;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Groups;
using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Databases.Sessions;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Databases;

/// <summary>
/// A database: queries, statements, transactions. What stands outside a transaction has connections of its own, so that many
/// threads can work; inside one everything goes through its connection.
/// </summary>
internal sealed class Database : IAsyncDisposable
{
    private const int RaceAttempts = 12;
    private const int BrokenAttempts = 4;

    // What one connection keeps, in units of those who ask: a thousand collections take a few megabytes.
    private const int MostKept = 1000;

    private readonly AsyncLocal<TransactionScope?> ambient = new();
    private readonly DatabaseConnector connector;
    private readonly Lazy<ScratchSpace> scratch;
    private readonly CommitGroups? groups;
    private long queries;

    public Database(DatabaseConnector connector)
    {
        this.connector = connector;
        scratch = new(() => new(connector));
        groups = connector.HasOneWriter ? new(BeginAsync, OnCommitted, RolledBack.Tell) : null;
    }

    /// <summary>Told after a transaction or savepoint was undone: whatever was remembered of it is wrong.</summary>
    public Listeners RolledBack { get; } = new();

    /// <summary>Told after a transaction was committed: what others remembered while it ran may be out of date.</summary>
    public Listeners Committed { get; } = new();

    /// <summary>Is told the names of places in its work, so that a test can have the process die there; null for nobody.</summary>
    public Action<string>? Reached { get; set; }

    /// <summary>Is told each statement, how long the database took for it, and how many rows came or changed; null for nobody, and then nothing is measured.</summary>
    public Action<string, TimeSpan, long>? Asked { get; set; }

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

    /// <summary>How many transactions were committed, for tests that hold them to be few.</summary>
    public long CommitCount => groups?.Commits ?? 0;

    /// <summary>How many wait to write, for tests.</summary>
    public int WaitingCount => groups?.WaitingCount ?? 0;

    private TransactionScope? Scope => ambient.Value is { IsActive: true } scope ? scope : null;

    public SqlBuilder Sql() => new(Dialect);

    /// <summary>The rows of a query, in batches. Inside a transaction they are all read before the first is handed out.</summary>
    public async IAsyncEnumerable<RowBatch> QueryAsync(SqlQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref queries);
        var watch = StatementWatch.Start(Asked, query.Text);
        if (Scope is { } scope)
        {
            var batches = await ReadAllAsync(scope, query, cancellationToken).ConfigureAwait(false);
            watch?.Tell(batches.Sum(b => (long)b.Count));
            foreach (var batch in batches)
                yield return batch;
            yield break;
        }

        var open = await OpenAsync(query, cancellationToken).ConfigureAwait(false);
        await using var returning = open.Lease.ConfigureAwait(false);
        await using var closing = open.Reader.ConfigureAwait(false);
        if (open.Reader.IsDetached)
            await open.Lease.DisposeAsync().ConfigureAwait(false);
        var rows = 0L;
        try
        {
            while (await open.Reader.NextAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                rows += batch.Count;
                // What the caller does with the rows is no time of the database.
                watch?.Pause();
                yield return batch;
                watch?.Resume();
            }
        }
        finally
        {
            watch?.Tell(rows);
        }
    }

    /// <summary>All rows of a query whose answer is known to be small.</summary>
    public async Task<IReadOnlyList<RowBatch>> FetchAsync(SqlQuery query, CancellationToken cancellationToken)
    {
        var batches = new List<RowBatch>();
        await foreach (var batch in QueryAsync(query, cancellationToken).ConfigureAwait(false))
            batches.Add(batch);
        return batches;
    }

    /// <summary>
    /// A text that is the same as before for as long as nothing that can be seen has changed; null where the database has none, or inside a
    /// transaction, which sees its own changes.
    /// </summary>
    public async Task<string?> StateAsync(CancellationToken cancellationToken) => connector.State is { } query && !IsInTransaction
        ? (await FetchAsync(query, cancellationToken).ConfigureAwait(false))[0].Text(0, 0)
        : null;

    /// <summary>
    /// What a look-up gives, or gave when it was last done if nobody has committed anything since. Inside a transaction, and where the database
    /// can't tell at once, it is always done.
    /// </summary>
    /// <param name="question">What is looked up, told apart from all that is looked up otherwise.</param>
    /// <param name="lookUp">Gives an answer that nobody changes.</param>
    /// <param name="weight">How many things an answer holds; large ones are not kept.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    public async Task<T> LookUpAsync<T>(string question, Func<CancellationToken, Task<T>> lookUp, Func<T, int> weight, CancellationToken cancellationToken)
        where T : class
    {
        if (Scope is not null || !connector.CountsChanges)
            return await lookUp(cancellationToken).ConfigureAwait(false);
        var lease = await connector.RentAsync(cancellationToken).ConfigureAwait(false);
        var memory = lease.Session.Memory;
        long? count;
        // Given back before the look-up, which needs a connection itself.
        await using (lease.ConfigureAwait(false))
            count = lease.Session.ChangeCount();
        if (count is not { } seen)
            return await lookUp(cancellationToken).ConfigureAwait(false);
        if (memory.Find(seen, question) is T known)
            return known;
        var answer = await lookUp(cancellationToken).ConfigureAwait(false);
        memory.Keep(seen, question, answer, weight(answer), MostKept);
        return answer;
    }

    /// <summary>Runs a statement, in a transaction of its own unless there is one; returns how many rows it changed.</summary>
    public Task<int> ExecuteAsync(SqlQuery statement, CancellationToken cancellationToken) =>
        WriteAsync((session, token) => session.ExecuteAsync(statement, token), statement.Text, cancellationToken);

    /// <summary>Inserts rows; returns how many changed. A refused row is told by <see cref="ConstraintException.Row"/>.</summary>
    public Task<long> InsertAsync<T>(RowInsert insert, IReadOnlyList<T> rows, Action<IRowWriter, T> write, CancellationToken cancellationToken) => rows.Count == 0
        ? Task.FromResult(0L)
        : WriteAsync((session, token) => session.InsertAsync(insert, InsertedRows.Of(rows, write), token), $"INSERT INTO {insert.Table}", cancellationToken);

    /// <summary>Runs work in one transaction; inside another it joins that one. An exception undoes everything.</summary>
    public Task TransactAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) =>
        Scope is null ? RunAsync(work, Sharing.Alone, cancellationToken) : work(cancellationToken);

    /// <summary>The same for short work that waits for no other work on the database: its commit may be that of others as well.</summary>
    public Task TransactTogetherAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) =>
        Scope is null ? RunAsync(work, Sharing.Together, cancellationToken) : work(cancellationToken);

    /// <summary>
    /// Runs work of the registry that is undone by an exception: in a savepoint of the transaction that there is, or in one of its own, and
    /// then again from its beginning where the database gave it up in favour of another, or lost the connection before anything was committed.
    /// </summary>
    public async Task SavepointAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        if (Scope is { } parent)
        {
            await RunInsideAsync(parent, work, cancellationToken).ConfigureAwait(false);
            return;
        }

        var hasBegun = false;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                hasBegun = false;
                await RunAsync(BegunAsync, Sharing.Together, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (e is WriteRaceException ? attempt < RaceAttempts : hasBegun && e is ConnectionLostException { IsOutcomeKnown: true } && attempt < BrokenAttempts)
            {
                await PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }

        // To begin has been tried often enough where that failed.
        Task BegunAsync(CancellationToken token)
        {
            hasBegun = true;
            return work(token);
        }
    }

    /// <summary>
    /// Takes a lock that all clients know by a name, for work of many transactions; null where somebody has it. It lasts until it is disposed of, or the
    /// process ends. Not inside a transaction.
    /// </summary>
    public async Task<IAsyncDisposable?> TryHoldAsync(string name, CancellationToken cancellationToken) =>
        await connector.TryHoldAsync(name, cancellationToken).ConfigureAwait(false);

    /// <summary>Makes sure that the database is there and that what it was opened for can be done.</summary>
    public Task CheckAsync(CancellationToken cancellationToken) => Reconnection.TryAsync(
        async () =>
        {
            await connector.CheckAsync(cancellationToken).ConfigureAwait(false);
            return connector;
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (scratch.IsValueCreated)
            await scratch.Value.DisposeAsync().ConfigureAwait(false);
        await connector.DisposeAsync().ConfigureAwait(false);
    }

    private void OnCommitted()
    {
        Reached?.Invoke("database.after-commit");
        Committed.Tell();
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

    private Task RunAsync(Func<CancellationToken, Task> work, Sharing sharing, CancellationToken cancellationToken) => groups is null
        ? RunAloneAsync(work, cancellationToken)
        : groups.RunAsync(new GroupMember(session => RunOnAsync(session, work, cancellationToken), sharing, cancellationToken));

    private async Task RunAloneAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var lease = await BeginAsync(cancellationToken).ConfigureAwait(false);
        await using var returning = lease.ConfigureAwait(false);
        try
        {
            await RunOnAsync(lease.Session, work, cancellationToken).ConfigureAwait(false);
            await lease.Session.CommitAsync(cancellationToken).ConfigureAwait(false);
            OnCommitted();
        }
        catch
        {
            await lease.Session.RollbackAsync().ConfigureAwait(false);
            RolledBack.Tell();
            throw;
        }
    }

    private async Task RunOnAsync(DatabaseSession session, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var scope = new TransactionScope(session, null);
        ambient.Value = scope;
        try
        {
            await work(cancellationToken).ConfigureAwait(false);
            CheckAlive(scope);
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
                RolledBack.Tell();
                throw;
            }
        }
        finally
        {
            scope.IsActive = false;
            parent.Gate.Release();
        }
    }

    private async Task<TResult> WriteAsync<TResult>(Func<DatabaseSession, CancellationToken, ValueTask<TResult>> write, string told, CancellationToken cancellationToken)
        where TResult : struct, IConvertible
    {
        if (Scope is not { } scope)
        {
            var result = default(TResult);
            await SavepointAsync(async token => result = await WriteAsync(write, told, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return result;
        }

        await scope.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            CheckAlive(scope);
            Reached?.Invoke("database.before-statement");
            var watch = StatementWatch.Start(Asked, told);
            var changed = default(TResult);
            try
            {
                return changed = await write(scope.Session, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                watch?.Tell(changed.ToInt64(CultureInfo.InvariantCulture));
            }
        }
        finally
        {
            scope.Gate.Release();
        }
    }

    // Nothing has been done yet, so a connection that turns out to be broken can be replaced.
    private Task<SessionLease> BeginAsync(CancellationToken cancellationToken) => Reconnection.TryAsync(
        async () =>
        {
            var lease = await connector.RentWriterAsync(cancellationToken).ConfigureAwait(false);
            return await GivenBackOnErrorAsync(lease, async () =>
            {
                await lease.Session.BeginAsync(cancellationToken).ConfigureAwait(false);
                return lease;
            }).ConfigureAwait(false);
        },
        cancellationToken);

    private Task<OpenAnswer> OpenAsync(SqlQuery query, CancellationToken cancellationToken) => Reconnection.TryAsync(
        async () =>
        {
            var lease = await connector.RentAsync(cancellationToken).ConfigureAwait(false);
            return await GivenBackOnErrorAsync(lease, async () =>
            {
                var reader = await lease.Session.OpenAsync(query, cancellationToken).ConfigureAwait(false);
                return new OpenAnswer(lease, reader);
            }).ConfigureAwait(false);
        },
        cancellationToken);

    private static async Task<TResult> GivenBackOnErrorAsync<TResult>(SessionLease lease, Func<Task<TResult>> use)
        where TResult : class
    {
        try
        {
            return await use().ConfigureAwait(false);
        }
        catch
        {
            await lease.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
