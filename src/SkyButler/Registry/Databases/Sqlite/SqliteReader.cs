using SkyButler.Registry.Databases.Results;

namespace SkyButler.Registry.Databases.Sqlite;

/// <summary>An open query: gives batches until it is finished, at which it lets go of its statement and with it of the file's lock.</summary>
internal sealed class SqliteReader : IDisposable
{
    private readonly SqliteSession session;
    private readonly SqliteStatement statement;
    private readonly SqliteRows rows;
    private readonly CancellationTokenRegistration registration;

    public SqliteReader(SqliteSession session, SqlQuery query, CancellationToken cancellationToken)
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

    public RowBatch? Next()
    {
        if (IsFinished)
            return null;
        var batch = rows.Next();
        if (batch is null || batch.Count < batch.Capacity)
            Finish();
        return batch;
    }

    /// <summary>Batches up to about so many rows.</summary>
    public Queue<RowBatch> Read(long limit)
    {
        var batches = new Queue<RowBatch>();
        for (var count = 0L; count < limit && Next() is { } batch; count += batch.Count)
            batches.Enqueue(batch);
        return batches;
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
