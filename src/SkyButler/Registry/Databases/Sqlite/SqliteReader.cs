using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Databases.Sqlite.Rows;

namespace SkyButler.Registry.Databases.Sqlite;

/// <summary>An open query: gives batches until it is finished, at which it lets go of its statement and with it of the file's lock.</summary>
internal sealed class SqliteReader : IDisposable
{
    private readonly SqliteSession session;
    private readonly SqliteStatement statement;
    private readonly SqliteRows rows;
    private readonly CancellationTokenRegistration registration;

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

    public bool IsFinished { get; private set; }

    /// <summary>Batches that were read when the query was opened.</summary>
    public Queue<RowBatch> Ahead { get; } = new();

    /// <summary>Starts a query and reads ahead up to about so many rows.</summary>
    public static SqliteReader Open(SqliteSession session, SqlQuery query, long limit, CancellationToken cancellationToken)
    {
        var reader = new SqliteReader(session, query, cancellationToken);
        try
        {
            for (var count = 0L; count < limit && reader.Next() is { } batch; count += batch.Count)
                reader.Ahead.Enqueue(batch);
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    public RowBatch? Next()
    {
        if (IsFinished)
            return null;
        var batch = rows.Next();
        if (batch is null || batch.Count < batch.Capacity)
            Finish();
        return batch;
    }

    public void Dispose() => Finish();

    private void Finish()
    {
        if (IsFinished)
            return;
        IsFinished = true;
        registration.Dispose();
        session.Release(statement);
    }
}
