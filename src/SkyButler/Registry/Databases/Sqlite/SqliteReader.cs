using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Databases.Sqlite.Rows;

namespace SkyButler.Registry.Databases.Sqlite;

/// <summary>An open query: gives batches until it is finished, at which it lets go of its statement and with it of the file's lock.</summary>
internal sealed class SqliteReader : IDisposable
{
    // What takes a few hundredths of a second, so that most answers are read to their end before anybody can dawdle over them.
    private const int FirstRows = 20_000;

    // Further rows are read by the time that somebody asks for a batch, until as many are ahead as may be.
    private const int RowsOfStep = 40_000;
    private readonly Queue<RowBatch> ahead = new();
    private readonly SqliteSession session;
    private readonly SqliteStatement statement;
    private readonly SqliteRows rows;
    private readonly CancellationTokenRegistration registration;
    private long limit;
    private long rowsAhead;
    private bool hasGiven;

    private SqliteReader(SqliteSession session, SqlQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        this.session = session;
        statement = session.Prepare(query.Text);
        rows = new SqliteRows(session, statement, query.Columns);
        try
        {
            for (var i = 0; i < query.Parameters.Count; i++)
                statement.BindAny(i + 1, query.Parameters[i]);
        }
        catch
        {
            session.Release(statement);
            throw;
        }

        registration = cancellationToken.UnsafeRegister(static s => ((SqliteSession)s!).Interrupt(), session);
    }

    /// <summary>Whether all rows have been read, if not handed out.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>Batches that were read ahead.</summary>
    public Queue<RowBatch> Ahead => ahead;

    /// <summary>Starts a query and reads all of its answer.</summary>
    public static SqliteReader OpenWhole(SqliteSession session, SqlQuery query, CancellationToken cancellationToken) =>
        Open(session, query, long.MaxValue, long.MaxValue, cancellationToken);

    /// <summary>Starts a query and reads its first rows; up to about so many will be read ahead.</summary>
    public static SqliteReader Open(SqliteSession session, SqlQuery query, long limit, CancellationToken cancellationToken) =>
        Open(session, query, limit, limit == long.MaxValue ? limit : FirstRows, cancellationToken);

    /// <summary>The next batch; null after the last.</summary>
    public RowBatch? Take()
    {
        // The first is not kept waiting.
        if (hasGiven)
            ReadAhead(RowsOfStep);
        hasGiven = true;
        if (!ahead.TryDequeue(out var batch))
            return Next();
        rowsAhead -= batch.Count;
        return batch;
    }

    public void Dispose() => Finish();

    private static SqliteReader Open(SqliteSession session, SqlQuery query, long limit, long first, CancellationToken cancellationToken)
    {
        var reader = new SqliteReader(session, query, cancellationToken) { limit = limit };
        try
        {
            reader.ReadAhead(first);
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    private void ReadAhead(long rows)
    {
        for (var count = 0L; count < rows && rowsAhead < limit && Next() is { } batch; count += batch.Count)
        {
            ahead.Enqueue(batch);
            rowsAhead += batch.Count;
        }
    }

    private RowBatch? Next()
    {
        if (IsFinished)
            return null;
        var batch = rows.Next();
        if (batch is null || batch.Count < batch.Capacity)
            Finish();
        return batch;
    }

    private void Finish()
    {
        if (IsFinished)
            return;
        IsFinished = true;
        registration.Dispose();
        session.Release(statement);
    }
}
