using System.Runtime.CompilerServices;
using SkyButler.Dimensions;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Log;

namespace SkyButler.Registry.Provenance;

/// <summary>Asks the tables of provenance, which are there.</summary>
internal sealed class ProvenanceReader(RegistryContext context)
{
    private const int Chunk = 10_000;
    private const double Microseconds = 1e6;

    private Database Database => context.Database;

    private static SqlName Executions => new(ProvenanceTables.ExecutionName);

    private static SqlName Quanta => new(ProvenanceTables.QuantumName);

    private static SqlName Uses => new(ProvenanceTables.UseName);

    public async IAsyncEnumerable<ExecutionRecord> ExecutionsAsync(IReadOnlyList<string> runs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sql = Database.Sql().Append($"SELECT e.id, e.run, e.command, e.username, e.host, e.version, e.begin_time, e.end_time, e.quanta, e.exit_code FROM {Executions} e WHERE 0 = 0");
        Among(sql, "e.run", runs);
        var query = sql.Raw(" ORDER BY e.begin_time, e.id").Build(
            ColumnType.Uuid, ColumnType.String, ColumnType.String, ColumnType.String, ColumnType.String, ColumnType.String, ColumnType.Int, ColumnType.Int, ColumnType.Int, ColumnType.Int);
        await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                yield return new ExecutionRecord
                {
                    Id = batch.Id(0, row),
                    Run = batch.Text(1, row),
                    Command = batch.Text(2, row),
                    User = batch.Text(3, row),
                    Host = batch.Text(4, row),
                    Version = batch.Text(5, row),
                    Begin = LogTime.FromStored(batch.Number(6, row)),
                    End = Time(batch, 7, row),
                    Quanta = batch.Number(8, row),
                    ExitCode = batch.NumberOrNull(9, row),
                };
    }

    public async IAsyncEnumerable<(QuantumRecord Attempt, string Run)> QuantaAsync(QuantumQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Chunks of identifiers have no order among them.
        foreach (var chunk in query.Quanta is { } ids ? ids.Chunk(Chunk) : [[]])
        {
            var sql = Database.Sql().Append($"SELECT q.id, q.execution_id, q.attempt, q.task, q.data_id, q.status, q.caveats, q.begin_time, q.start_time, q.end_time, ")
                .Append($"q.cpu_time, q.memory, q.host, q.process, q.exit_code, q.error_type, q.error_message, q.log_id, e.run ");
            From(sql, query, chunk);
            sql.Raw(" ORDER BY e.begin_time, q.execution_id, q.task, q.attempt, q.begin_time, q.id");
            var built = sql.Build(
                ColumnType.Uuid, ColumnType.Uuid, ColumnType.Int, ColumnType.String, ColumnType.String, ColumnType.Int, ColumnType.Int, ColumnType.Int, ColumnType.Int, ColumnType.Int,
                ColumnType.Float, ColumnType.Int, ColumnType.String, ColumnType.Int, ColumnType.Int, ColumnType.String, ColumnType.String, ColumnType.Uuid, ColumnType.String);
            await foreach (var batch in Database.QueryAsync(built, cancellationToken).ConfigureAwait(false))
                for (var row = 0; row < batch.Count; row++)
                    yield return (Attempt(batch, row), batch.Text(18, row));
        }
    }

    public async IAsyncEnumerable<TaskFigures> FiguresAsync(QuantumQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sql = Database.Sql().Append($"SELECT e.run, q.task, q.status, COUNT(*), COUNT(DISTINCT q.id), CAST(SUM(q.end_time - q.begin_time) AS BIGINT), MAX(q.end_time - q.begin_time), ")
            .Append($"SUM(q.cpu_time), MAX(q.memory), MIN(q.begin_time), MAX(q.end_time) ");
        From(sql, query, []);
        sql.Raw(" GROUP BY e.run, q.task, q.status ORDER BY MIN(e.begin_time), e.run, MIN(q.begin_time), q.task, q.status DESC");
        var built = sql.Build(
            ColumnType.String, ColumnType.String, ColumnType.Int, ColumnType.Int, ColumnType.Int, ColumnType.Int, ColumnType.Int, ColumnType.Float, ColumnType.Int, ColumnType.Int, ColumnType.Int);
        await foreach (var batch in Database.QueryAsync(built, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                yield return new TaskFigures
                {
                    Run = batch.Text(0, row),
                    Task = batch.Text(1, row),
                    Status = (AttemptStatus)batch.Number(2, row),
                    Attempts = batch.Number(3, row),
                    Quanta = batch.Number(4, row),
                    Seconds = (batch.NumberOrNull(5, row) ?? 0) / Microseconds,
                    LongestSeconds = (batch.NumberOrNull(6, row) ?? 0) / Microseconds,
                    CpuSeconds = batch.IsNull(7, row) ? 0 : batch.Real(7, row),
                    Memory = batch.NumberOrNull(8, row),
                    Begin = Time(batch, 9, row),
                    End = Time(batch, 10, row),
                };
    }

    public async IAsyncEnumerable<DatasetUse> UsesAsync(string column, IReadOnlyCollection<Guid> ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var chunk in ids.Chunk(Chunk))
        {
            var query = Database.Sql().Append($"SELECT dataset_id, quantum_id, role FROM {Uses} WHERE {new SqlName(column)} IN {chunk}").Build(ColumnType.Uuid, ColumnType.Uuid, ColumnType.Int);
            await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
                for (var row = 0; row < batch.Count; row++)
                    yield return new(batch.Id(0, row), batch.Id(1, row), (DatasetRole)batch.Number(2, row));
        }
    }

    public async IAsyncEnumerable<(string From, string To, long Datasets)> FlowsAsync(QuantumQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sql = Database.Sql().Append($"SELECT p.task, q.task, COUNT(DISTINCT u.dataset_id) ");
        From(sql, query, [], $" JOIN {ProvenanceTables.UseName} u ON u.quantum_id = q.id AND u.role <= 1 JOIN {ProvenanceTables.UseName} m ON m.dataset_id = u.dataset_id AND m.role >= 2 JOIN {ProvenanceTables.QuantumName} p ON p.id = m.quantum_id");
        var built = sql.Raw(" GROUP BY p.task, q.task ORDER BY p.task, q.task").Build(ColumnType.String, ColumnType.String, ColumnType.Int);
        await foreach (var batch in Database.QueryAsync(built, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                yield return (batch.Text(0, row), batch.Text(1, row), batch.Number(2, row));
    }

    private void From(SqlBuilder sql, QuantumQuery query, IReadOnlyCollection<Guid> quanta, string joins = "")
    {
        sql.Append($"FROM {Quanta} q JOIN {Executions} e ON e.id = q.execution_id").Raw(joins).Raw(" WHERE 0 = 0");
        Among(sql, "e.run", query.Runs);
        Among(sql, "q.task", query.Tasks);
        if (query.Statuses.Count > 0)
            sql.Append($" AND q.status IN {query.Statuses.Select(s => (object)(long)s)}");
        if (query.Quanta is not null)
            sql.Append($" AND q.id IN {quanta}");
    }

    private void Among(SqlBuilder sql, string column, IReadOnlyList<string> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            sql.Raw(i == 0 ? " AND (" : " OR ");
            if (Glob.IsPattern(names[i]))
                Database.Dialect.AppendGlob(sql, column, names[i]);
            else
                sql.Raw(column).Append($" = {names[i]}");
        }

        sql.Raw(names.Count > 0 ? ")" : "");
    }

    private static DateTimeOffset? Time(RowBatch batch, int column, int row) => batch.NumberOrNull(column, row) is { } known ? LogTime.FromStored(known) : null;

    private static QuantumRecord Attempt(RowBatch batch, int row) => new()
    {
        Quantum = batch.Id(0, row),
        Execution = batch.Id(1, row),
        Attempt = (int)batch.Number(2, row),
        Task = batch.Text(3, row),
        DataId = batch.Text(4, row),
        Status = (AttemptStatus)batch.Number(5, row),
        Caveats = batch.NumberOrNull(6, row),
        Begin = Time(batch, 7, row),
        Start = Time(batch, 8, row),
        End = Time(batch, 9, row),
        CpuTime = batch.IsNull(10, row) ? null : batch.Real(10, row),
        Memory = batch.NumberOrNull(11, row),
        Host = batch.TextOrNull(12, row),
        Process = batch.NumberOrNull(13, row),
        ExitCode = batch.NumberOrNull(14, row),
        ErrorType = batch.TextOrNull(15, row),
        ErrorMessage = batch.TextOrNull(16, row),
        Log = batch.IsNull(17, row) ? null : batch.Id(17, row),
    };
}
