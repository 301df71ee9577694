using Npgsql;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Postgres.Rows;
using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Databases.Sessions;
using SkyButler.Registry.Databases.Sql;

namespace SkyButler.Registry.Databases.Postgres;

/// <summary>
/// One connection to a server. What a transaction needs is set for that transaction alone, so that a pooler between us and the server can
/// give each transaction to another of its own connections.
/// </summary>
internal sealed class PostgresSession(NpgsqlConnection connection, PostgresConnector connector) : DatabaseSession, IAsyncDisposable
{
    private TransactionMark mark;
    private bool began;
    private bool failed;
    private bool lost;

    public override bool IsInTransaction => began && !lost;

    public override bool IsAborted => failed;

    public override async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        await GuardAsync("BEGIN", () => OpenTransactionAsync(cancellationToken)).ConfigureAwait(false);
        began = true;
    }

    public override async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        // A commit that is broken off may be kept all the same, so it is too late to cancel once it is under way.
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await GuardAsync("COMMIT", () => RunBatchAsync(["COMMIT"], CancellationToken.None)).ConfigureAwait(false);
        }
        catch (ConnectionLostException e)
        {
            var outcome = await connector.FindOutcomeAsync(mark).ConfigureAwait(false);
            if (outcome != CommitOutcome.Kept)
                throw Broken(outcome, e);
        }

        began = false;
    }

    public override async ValueTask RollbackAsync()
    {
        if (!began)
            return;
        began = false;
        failed = false;
        try
        {
            if (!lost)
                await RunBatchAsync(["ROLLBACK"], CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresErrors.BreaksConnection(e))
        {
            // Then the server has undone it.
            lost = true;
        }
    }

    public override async ValueTask RunAsync(string sql, CancellationToken cancellationToken)
    {
        await GuardAsync(sql, () => RunBatchAsync(sql.Split("; "), cancellationToken)).ConfigureAwait(false);
        if (sql.StartsWith("ROLLBACK TO", StringComparison.Ordinal))
            failed = false;
    }

    public override async ValueTask<int> ExecuteAsync(SqlQuery statement, CancellationToken cancellationToken)
    {
        var changed = 0;
        await GuardAsync(
            statement.Text,
            async () =>
            {
                var command = new NpgsqlCommand(statement.Text, connection);
                await using var closing = command.ConfigureAwait(false);
                foreach (var parameter in statement.Parameters)
                    command.Parameters.Add(Parameter(parameter));
                changed = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }).ConfigureAwait(false);
        return changed;
    }

    public override async ValueTask<long> InsertAsync(RowInsert insert, InsertedRows rows, CancellationToken cancellationToken)
    {
        var changes = 0L;
        try
        {
            await GuardAsync(
                insert.Table,
                async () => changes = await PostgresInsert.RunAsync(connection, connector.Dialect, insert, rows, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            return changes;
        }
        catch (ConstraintException e) when (e.InnerException is PostgresException inner)
        {
            throw RefusedRow.Find(e, inner, insert, rows);
        }
    }

    public override async ValueTask<AnswerReader> OpenAsync(SqlQuery query, CancellationToken cancellationToken)
    {
        PostgresAnswer? answer = null;
        await GuardAsync(query.Text, async () => answer = await PostgresAnswer.OpenAsync(this, query, connector.Before(query), cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return answer!;
    }

    public override async ValueTask<IReadOnlyCollection<RowBatch>> ReadAllAsync(SqlQuery query, CancellationToken cancellationToken)
    {
        var batches = new List<RowBatch>();
        await GuardAsync(
            query.Text,
            async () =>
            {
                var answer = await PostgresAnswer.OpenAsync(this, query, [], cancellationToken).ConfigureAwait(false);
                await using var closing = answer.ConfigureAwait(false);
                while (await answer.NextAsync(cancellationToken).ConfigureAwait(false) is { } batch)
                    batches.Add(batch);
            }).ConfigureAwait(false);
        return batches;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    /// <summary>A batch of statements of which the last but perhaps one is a query's.</summary>
    public NpgsqlBatch Batch(IReadOnlyList<string> before, SqlQuery query)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var sql in before)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        var command = new NpgsqlBatchCommand(query.Text);
        foreach (var parameter in query.Parameters)
            command.Parameters.Add(Parameter(parameter));
        batch.BatchCommands.Add(command);
        if (before.Count > 0)
            batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        return batch;
    }

    /// <summary>Does something with the connection; what goes wrong is told in our words.</summary>
    public async ValueTask GuardAsync(string sql, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failed = began;
            var described = PostgresErrors.Describe(e, connector.Location, sql);
            if (described is ConnectionLostException)
            {
                lost = true;
                connector.ForgetIdle();
            }

            if (described == e)
                throw;
            throw described;
        }
    }

    private ConnectionLostException Broken(CommitOutcome outcome, ConnectionLostException e) => outcome == CommitOutcome.Undone
        ? new($"The connection to the database '{connector.Location}' broke while a change was being committed, and nothing of it was kept; do it again.", e)
        : new($"The connection to the database '{connector.Location}' broke while a change was being committed, so it may or may not have been kept; look before doing it again.", e)
        {
            IsOutcomeKnown = false,
        };

    private async Task OpenTransactionAsync(CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using var closing = batch.ConfigureAwait(false);
        foreach (var sql in connector.Opening)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        var asks = connector.Crowd.IsTimeToAsk();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(asks ? TransactionMark.QueryWithRoom : TransactionMark.Query));
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var ending = reader.ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        mark = new(reader.GetInt64(0), reader.GetDateTime(1));
        if (asks && reader.GetBoolean(2))
            connector.Crowd.Note();
    }

    private static NpgsqlParameter Parameter(object? value) => new() { Value = value ?? DBNull.Value };

    private async Task RunBatchAsync(IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using var closing = batch.ConfigureAwait(false);
        foreach (var sql in statements)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
