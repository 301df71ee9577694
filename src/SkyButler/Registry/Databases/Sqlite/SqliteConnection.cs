using System.Diagnostics;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Databases.Sessions;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Databases.Sqlite.Locks;
using SkyButler.Registry.Databases.Sqlite.Rows;
using SQLitePCL;

namespace SkyButler.Registry.Databases.Sqlite;

/// <summary>A session with a file, in the terms of all databases.</summary>
/// <param name="session">The session.</param>
/// <param name="lockWait">How long to wait for others that hold the file.</param>
/// <param name="readAhead">How many rows of an answer may be read ahead of those that are handed out.</param>
/// <param name="turns">The order among those who write; null where it is not kept.</param>
/// <param name="watch">Of the commits of the same client; null where none is kept.</param>
internal sealed class SqliteConnection(SqliteSession session, TimeSpan lockWait, long readAhead, WriterTurns? turns = null, CommitWatch? watch = null)
    : DatabaseSession, IDisposable
{
    // In milliseconds. Who is next asks often; those behind him, and there may be many, less often, and at odd times.
    private const int NextPause = 2;
    private const int FirstPause = 2;
    private const int LongestPause = 16;

    public override bool IsInTransaction => session.IsInTransaction;

    public override bool IsAborted => false;

    public void RequireWritable()
    {
        if (session.IsReadOnly)
            throw session.Failure(raw.SQLITE_READONLY, "open");
    }

    // https://www.sqlite.org/pragma.html, "data_version": it changes with the commits of all other connections, of this process or another.
    public override long? ChangeCount()
    {
        try
        {
            var prepared = session.Prepare("PRAGMA data_version");
            try
            {
                return prepared.Step() ? prepared.Int64(0) : null;
            }
            finally
            {
                session.Release(prepared);
            }
        }
        catch (DatabaseBusyException)
        {
            return null;
        }
    }

    public override async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        if (turns is null)
        {
            await WaitAsync(() => TryRun(session.BeginWriting), start, NextPause, cancellationToken).ConfigureAwait(false);
            return;
        }

        await WaitAsync(turns.TryTake, start, LongestPause, cancellationToken).ConfigureAwait(false);
        try
        {
            await WaitAsync(() => TryRun(session.BeginWriting), start, NextPause, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turns.PassOn();
        }

        turns.Enter();
    }

    public override async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        // Before, so that the next one finds the place free when he comes in.
        turns?.Leave();
        watch?.Begin();
        try
        {
            await WaitAsync(() => TryRun(() => session.Execute("COMMIT")), Stopwatch.GetTimestamp(), NextPause, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            watch?.End();
        }
    }

    public override ValueTask RollbackAsync()
    {
        turns?.Leave();
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

    public override ValueTask<long> InsertAsync(RowInsert insert, InsertedRows rows, CancellationToken cancellationToken)
    {
        using var registration = Interruptible(cancellationToken);
        return new(new SqliteInsert(session, insert, rows).Run(cancellationToken));
    }

    public override async ValueTask<AnswerReader> OpenAsync(SqlQuery query, CancellationToken cancellationToken)
    {
        SqliteAnswer? answer = null;
        await WaitAsync(TryOpen, Stopwatch.GetTimestamp(), LongestPause, cancellationToken).ConfigureAwait(false);
        return answer!;

        bool TryOpen()
        {
            try
            {
                answer = new SqliteAnswer(SqliteReader.Open(session, query, readAhead, cancellationToken));
                return true;
            }
            catch (DatabaseBusyException)
            {
                return false;
            }
        }
    }

    public override ValueTask<IReadOnlyCollection<RowBatch>> ReadAllAsync(SqlQuery query, CancellationToken cancellationToken) =>
        new(SqliteReader.OpenWhole(session, query, cancellationToken).Ahead);

    /// <summary>Leaves nothing of its writing beside the file.</summary>
    public void EndWriting() => session.RemoveJournal();

    public void Dispose() => session.Dispose();

    // Of a shared transaction a statement that is broken off would undo all.
    private CancellationTokenRegistration Interruptible(CancellationToken cancellationToken) =>
        IsShared ? default : cancellationToken.UnsafeRegister(static s => ((SqliteSession)s!).Interrupt(), session);

    private static bool TryRun(Action run)
    {
        try
        {
            run();
            return true;
        }
        catch (DatabaseBusyException)
        {
            return false;
        }
    }

    // Waiting here rather than in SQLite's own busy handler leaves the thread free and lets the wait be cancelled.
    private async ValueTask WaitAsync(Func<bool> attempt, long start, int longestPause, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; !attempt(); pause = Math.Min(2 * pause, longestPause))
        {
            var waited = Stopwatch.GetElapsedTime(start);
            if (waited >= lockWait)
                throw new DatabaseBusyException(session.Path, waited, Holders(IsInTransaction ? Environment.ProcessId : 0));
            var rest = Random.Shared.Next(1, pause + 1);
            await (watch is null || IsInTransaction ? Task.Delay(rest, cancellationToken) : watch.WaitAsync(rest, cancellationToken)).ConfigureAwait(false);
        }
    }

    // What the kernel says is true; what processes say of themselves is for those that the kernel doesn't show here.
    private string Holders(int except)
    {
        var known = KernelLocks.On(session.Path, except);
        var said = turns?.Inside();
        if (known.Count == 0)
            return said?.ToString() ?? "";
        return string.Join(" and ", known.Take(3).Select(h => said is { } own && own.Process == h.Process && own.Host == Environment.MachineName ? own : h));
    }
}
