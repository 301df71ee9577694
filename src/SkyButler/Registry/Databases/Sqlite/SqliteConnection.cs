using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Databases.Sessions;
using SkyButler.Registry.Databases.Sqlite.Rows;
using SQLitePCL;

namespace SkyButler.Registry.Databases.Sqlite;

/// <summary>A session with a file, in the terms of all databases.</summary>
/// <param name="session">The session.</param>
/// <param name="lockWait">How long to wait for others that hold the file.</param>
/// <param name="readAhead">How many rows of an answer to read before the first is handed out.</param>
internal sealed class SqliteConnection(SqliteSession session, TimeSpan lockWait, long readAhead) : DatabaseSession, IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(10);

    public override bool IsInTransaction => session.IsInTransaction;

    public override bool IsAborted => false;

    public void RequireWritable()
    {
        if (session.IsReadOnly)
            throw session.Failure(raw.SQLITE_READONLY, "open");
    }

    public override ValueTask BeginAsync(CancellationToken cancellationToken) => WaitAsync("BEGIN IMMEDIATE", cancellationToken);

    public override ValueTask CommitAsync(CancellationToken cancellationToken) => WaitAsync("COMMIT", cancellationToken);

    public override ValueTask RollbackAsync()
    {
        session.Rollback();
        return ValueTask.CompletedTask;
    }

    public override ValueTask RunAsync(string sql, CancellationToken cancellationToken)
    {
        session.Execute(sql);
        return ValueTask.CompletedTask;
    }

    public override ValueTask<int> ExecuteAsync(SqlQuery statement, CancellationToken cancellationToken)
    {
        using var registration = Interruptible(cancellationToken);
        var prepared = session.Prepare(statement.Text);
        try
        {
            for (var i = 0; i < statement.Parameters.Count; i++)
                prepared.BindAny(i + 1, statement.Parameters[i]);
            prepared.Run();
            return new(session.Changes);
        }
        finally
        {
            session.Release(prepared);
        }
    }

    public override ValueTask<long> InsertAsync<T>(RowInsert insert, IReadOnlyList<T> rows, Action<IRowWriter, T> write, CancellationToken cancellationToken)
    {
        using var registration = Interruptible(cancellationToken);
        return new(new SqliteInsert<T>(session, insert, rows, write).Run(cancellationToken));
    }

    public override async ValueTask<AnswerReader> OpenAsync(SqlQuery query, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromMilliseconds(1);
        for (var waited = TimeSpan.Zero; ; waited += pause)
        {
            try
            {
                return new SqliteAnswer(SqliteReader.Open(session, query, readAhead, cancellationToken));
            }
            catch (DatabaseBusyException) when (waited < lockWait)
            {
                pause = Longer(pause);
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    public override ValueTask<IReadOnlyCollection<RowBatch>> ReadAllAsync(SqlQuery query, CancellationToken cancellationToken) =>
        new(SqliteReader.Open(session, query, long.MaxValue, cancellationToken).Ahead);

    public void Dispose() => session.Dispose();

    private static TimeSpan Longer(TimeSpan pause) => pause < LongestPause ? pause * 2 : LongestPause;

    private CancellationTokenRegistration Interruptible(CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static s => ((SqliteSession)s!).Interrupt(), session);

    // Waiting here rather than in SQLite's own busy handler leaves the thread free and lets the wait be cancelled.
    private async ValueTask WaitAsync(string sql, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromMilliseconds(1);
        for (var waited = TimeSpan.Zero; ; waited += pause)
        {
            try
            {
                session.Execute(sql);
                return;
            }
            catch (DatabaseBusyException) when (waited < lockWait)
            {
                pause = Longer(pause);
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }
}
