using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace SkyButler.Benchmarks.Scale.Databases;

/// <summary>PostgreSQL.</summary>
internal sealed class PostgresScale : ScaleDatabase
{
    // It holds what others refer to, and grows at its end, so it is kept.
    private const string KeptTable = "dataset";
    private readonly NpgsqlDataSource source;
    private readonly NpgsqlConnection connection;
    private readonly List<string> again = [];

    private PostgresScale(NpgsqlDataSource source, NpgsqlConnection connection) => (this.source, this.connection) = (source, connection);

    public override string Name => "PostgreSQL";

    public override string TimespanColumns => "timespan";

    public static async Task<PostgresScale> OpenAsync(string url, CancellationToken cancellationToken)
    {
        var uri = new Uri(url);
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port,
            Username = uri.UserInfo,
            Database = uri.AbsolutePath.Trim('/'),
            CommandTimeout = 0,
        };
        var source = NpgsqlDataSource.Create(settings);
        return new(source, await source.OpenConnectionAsync(cancellationToken));
    }

    public override string Id(string number) => $"('0190' || lpad(to_hex({number}), 8, '0') || '70008000' || lpad(to_hex({number}), 12, '0'))::uuid";

    public override string Series(long count) => $"(SELECT generate_series(0::bigint, {count - 1}) AS n) AS s";

    public override string Timespan(string begin, string end) => $"int8range({begin}, {end})";

    public override string NextId(string table) => $"nextval('\"{table}_seq_id\"')";

    public override async Task BeginFillingAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        var others = string.Join(", ", tables.Where(t => t != KeptTable).Select(t => $"'\"{t}\"'::regclass"));
        var all = string.Join(", ", tables.Select(t => $"'\"{t}\"'::regclass"));
        var constraints = $"FROM pg_constraint WHERE contype IN ('p', 'u') AND conrelid IN ({others})";
        var indexes = $"FROM pg_index i WHERE indrelid IN ({all}) AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u'))";
        again.AddRange(await ReadAsync($"SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) {constraints}", cancellationToken));
        again.AddRange(await ReadAsync($"SELECT pg_get_indexdef(indexrelid) {indexes}", cancellationToken));
        var drops = await ReadAsync($"SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) {constraints}", cancellationToken);
        foreach (var drop in drops.Concat(await ReadAsync($"SELECT format('DROP INDEX %s', indexrelid::regclass) {indexes}", cancellationToken)))
            await ExecuteAsync(drop, cancellationToken);
        await CareAsync("off", cancellationToken);
        // References are not looked up by it.
        await ExecuteAsync("SET session_replication_role = replica", cancellationToken);
    }

    public override async Task EndFillingAsync(CancellationToken cancellationToken)
    {
        foreach (var statement in again)
            await ExecuteAsync(statement, cancellationToken);
        await ExecuteAsync("SET session_replication_role = origin", cancellationToken);
        await ExecuteAsync("VACUUM (ANALYZE)", cancellationToken);
        await ExecuteAsync("CHECKPOINT", cancellationToken);
        await CareAsync("on", cancellationToken);
    }

    public override async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override async Task<IReadOnlyList<string>> ReadAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var values = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            values.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        return values;
    }

    public override async Task InsertAsync(BareInsertion rows, CancellationToken cancellationToken)
    {
        await ExecuteAsync("BEGIN", cancellationToken);
        await CopyAsync("dataset (id, dataset_type_id, ingest_date, run_id)", rows, WriteDatasetAsync, cancellationToken);
        await ExecuteAsync($"INSERT INTO collection_summary_dataset_type VALUES ({rows.Run}, {rows.Type}) ON CONFLICT DO NOTHING", cancellationToken);
        await ExecuteAsync($"INSERT INTO collection_summary_instrument VALUES ({rows.Run}, '{ScaleNames.Instrument}') ON CONFLICT DO NOTHING", cancellationToken);
        await CopyAsync($"\"{rows.Tags}\" (dataset_type_id, dataset_id, collection_id, instrument, detector, visit)", rows, WriteTagAsync, cancellationToken);
        await ExecuteAsync("COMMIT", cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await source.DisposeAsync();
    }

    private static async Task WriteDatasetAsync(NpgsqlBinaryImporter copy, BareInsertion rows, int row, CancellationToken cancellationToken)
    {
        await copy.WriteAsync(rows.Ids[row], NpgsqlDbType.Uuid, cancellationToken);
        await copy.WriteAsync(rows.Type, NpgsqlDbType.Bigint, cancellationToken);
        await copy.WriteAsync(BareInsertion.Date, NpgsqlDbType.Bigint, cancellationToken);
        await copy.WriteAsync(rows.Run, NpgsqlDbType.Bigint, cancellationToken);
    }

    private static async Task WriteTagAsync(NpgsqlBinaryImporter copy, BareInsertion rows, int row, CancellationToken cancellationToken)
    {
        await copy.WriteAsync(rows.Type, NpgsqlDbType.Bigint, cancellationToken);
        await copy.WriteAsync(rows.Ids[row], NpgsqlDbType.Uuid, cancellationToken);
        await copy.WriteAsync(rows.Run, NpgsqlDbType.Bigint, cancellationToken);
        await copy.WriteAsync(ScaleNames.Instrument, NpgsqlDbType.Varchar, cancellationToken);
        await copy.WriteAsync(rows.DataIds[row].Detector, NpgsqlDbType.Bigint, cancellationToken);
        await copy.WriteAsync(rows.DataIds[row].Visit, NpgsqlDbType.Bigint, cancellationToken);
    }

    private async Task CopyAsync(
        string table, BareInsertion rows, Func<NpgsqlBinaryImporter, BareInsertion, int, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {table} FROM STDIN (FORMAT BINARY)", cancellationToken);
        for (var row = 0; row < rows.Ids.Count; row++)
        {
            await copy.StartRowAsync(cancellationToken);
            await write(copy, rows, row, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private async Task CareAsync(string state, CancellationToken cancellationToken)
    {
        foreach (var setting in (string[])["fsync", "full_page_writes", "synchronous_commit", "autovacuum"])
            await ExecuteAsync($"ALTER SYSTEM SET {setting} = {state}", cancellationToken);
        await ExecuteAsync("SELECT pg_reload_conf()", cancellationToken);
    }
}
