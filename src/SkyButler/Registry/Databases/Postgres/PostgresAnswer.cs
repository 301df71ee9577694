using Npgsql;
using SkyButler.Registry.Databases.Postgres.Rows;
using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Databases.Sessions;
using SkyButler.Registry.Databases.Sql;

namespace SkyButler.Registry.Databases.Postgres;

/// <summary>
/// An answer that comes as it is read: the server sends no more than the network between us holds, so that memory is needed for a batch
/// only, however long the answer is.
/// </summary>
internal sealed class PostgresAnswer : AnswerReader
{
    private readonly PostgresSession session;
    private readonly NpgsqlBatch batch;
    private readonly NpgsqlDataReader reader;
    private readonly PostgresRows rows;
    private readonly string sql;
    private RowBatch? first;

    private PostgresAnswer(PostgresSession session, NpgsqlBatch batch, NpgsqlDataReader reader, SqlQuery query)
    {
        (this.session, this.batch, this.reader, sql) = (session, batch, reader, query.Text);
        rows = new PostgresRows(reader, query.Columns);
    }

    public override bool IsDetached => isDetached;

    private bool isDetached;

    /// <summary>Starts a query and reads its first rows.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="query">The query.</param>
    /// <param name="before">Statements that begin a transaction for it; none where it is inside one.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<PostgresAnswer> OpenAsync(PostgresSession session, SqlQuery query, IReadOnlyList<string> before, CancellationToken cancellationToken)
    {
        var batch = session.Batch(before, query);
        try
        {
            var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            var answer = new PostgresAnswer(session, batch, reader, query);
            answer.first = await answer.ReadAsync(cancellationToken).ConfigureAwait(false);
            return answer;
        }
        catch
        {
            await batch.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override async ValueTask<RowBatch?> NextAsync(CancellationToken cancellationToken)
    {
        if (first is { } ahead)
        {
            first = null;
            return ahead.Count == 0 ? null : ahead;
        }

        if (isDetached)
            return null;
        RowBatch? next = null;
        await session.GuardAsync(sql, async () => next = await ReadAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return next!.Count == 0 ? null : next;
    }

    public override async ValueTask DisposeAsync()
    {
        if (isDetached)
            return;
        // The rest of the answer is not wanted, and the connection would have to read it all before its next use.
        batch.Cancel();
        await CloseAsync().ConfigureAwait(false);
    }

    private async Task<RowBatch> ReadAsync(CancellationToken cancellationToken)
    {
        var next = await rows.NextAsync(cancellationToken).ConfigureAwait(false);
        if (next.Count < next.Capacity)
            await CloseAsync().ConfigureAwait(false);
        return next;
    }

    private async ValueTask CloseAsync()
    {
        isDetached = true;
        await reader.DisposeAsync().ConfigureAwait(false);
        await batch.DisposeAsync().ConfigureAwait(false);
    }
}
