using System.Globalization;
using SkyButler.Migrations.Tables;
using SkyButler.Registry;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Sqlite;
using SkyButler.Registry.Schema;

namespace SkyButler.Migrations.Databases.Sqlite;

/// <summary>A file, whose schema is the text of the statements that made it.</summary>
internal sealed class SqliteMigrationDatabase(string path) : MigrationDatabase
{
    private const string ColumnsQuery =
        "SELECT m.name, c.name, c.type FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table' ORDER BY m.name, c.cid";

    private const string StatementsQuery =
        "SELECT tbl_name, name, sql, type FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index', 'trigger') ORDER BY name";

    public override Database Connect(RegistryAccess access) => new(new SqliteMigrationConnector(path, access, LockWait));

    public override async Task<IReadOnlyDictionary<string, SourceTable>> ReadTablesAsync(Database database, CancellationToken cancellationToken)
    {
        var columns = (await RowsAsync(database, ColumnsQuery, 3, cancellationToken).ConfigureAwait(false)).ToLookup(r => r[0], StringComparer.Ordinal);
        var statements = (await RowsAsync(database, StatementsQuery, 4, cancellationToken).ConfigureAwait(false)).ToLookup(r => r[0], StringComparer.Ordinal);
        return columns.ToDictionary(
            table => table.Key,
            table => new SourceTable(table.Key)
            {
                Columns = table.ToDictionary(r => r[1], r => r[2], StringComparer.Ordinal),
                Definition = statements[table.Key].Where(IsOurs).Select(r => r[2]).ToHashSet(StringComparer.Ordinal),
                Indexes = [.. statements[table.Key].Where(r => r[3] == "index").Select(r => r[1])],
                Triggers = [.. statements[table.Key].Where(r => r[3] == "trigger").Select(r => r[1])],
                Additions = [.. statements[table.Key].Where(r => !IsOurs(r)).Select(r => r[2])],
            },
            StringComparer.Ordinal);
    }

    public override IReadOnlyCollection<string> Definition(TableDefinition table) => [.. TableDdl.Statements(table, SqliteDialect.Instance)];

    public override int Limit(ColumnDefinition column) => SqliteDialect.Instance.LengthCheck(column) is null ? 0 : column.Length;

    // Microseconds stand after the twentieth character, if any do. Days are compared as text: both sides are ISO dates.
    public override string Nanoseconds(string column)
    {
        var seconds = $"CAST(strftime('%s', substr({column}, 1, 19)) AS INTEGER)";
        var nanoseconds = $"CAST(substr(substr({column}, 21) || '000000000', 1, 9) AS INTEGER)";
        return $"({seconds} + {LeapSeconds.Sql(date => $"substr({column}, 1, 10) >= '{date}'")}) * 1000000000 + {nanoseconds}";
    }

    // A transaction that writes has the file to itself.
    public override Task KeepWritersOutAsync(Database database, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task<string> BackUpAsync(BackupChoice choice, string label, CancellationToken cancellationToken) =>
        Task.FromResult(SqliteBackup.Make(path, choice, label, cancellationToken));

    // Names of indexes and triggers are taken as long as these are there.
    public override async Task SetAsideAsync(Database database, IReadOnlyList<SourceTable> tables, CancellationToken cancellationToken)
    {
        foreach (var table in tables)
        {
            foreach (var index in table.Indexes)
                await ExecuteAsync(database, $"DROP INDEX {database.Dialect.Quote(index)}", cancellationToken).ConfigureAwait(false);
            foreach (var trigger in table.Triggers)
                await ExecuteAsync(database, $"DROP TRIGGER {database.Dialect.Quote(trigger)}", cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(
                database, $"ALTER TABLE {database.Dialect.Quote(table.Name)} RENAME TO {database.Dialect.Quote(Aside(database, table.Name))}", cancellationToken).ConfigureAwait(false);
        }
    }

    public override (IReadOnlyList<string> Before, IReadOnlyList<string> After) Making(Database database, TableDefinition table)
    {
        var statements = TableDdl.Statements(table, database.Dialect).ToList();
        return ([statements[0]], statements[1..]);
    }

    public override async Task DropAsync(Database database, IReadOnlyCollection<string> aside, IReadOnlyCollection<string> dropped, CancellationToken cancellationToken)
    {
        foreach (var table in aside.Select(t => Aside(database, t)).Concat(dropped))
            await ExecuteAsync(database, $"DROP TABLE {database.Dialect.Quote(table)}", cancellationToken).ConfigureAwait(false);
    }

    public override async Task FinishAsync(Database database, IReadOnlyList<TableCopy> copies, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(
            database, "SELECT \"table\", parent, CAST(COUNT(*) AS TEXT) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2", 3, cancellationToken).ConfigureAwait(false);
        if (rows.Count > 0)
            throw new MigrationException(string.Create(
                CultureInfo.InvariantCulture,
                $"Nothing was changed, because {string.Join(", and ", rows.Select(r => $"{r[2]} rows of '{r[0]}' refer to rows of '{r[1]}' that are not there"))}; mend that first ('PRAGMA foreign_key_check' of sqlite3 lists them)."));
    }

    private static bool IsOurs(string[] statement)
    {
        var (table, name) = (statement[0], statement[1]);
        return name == table || name.StartsWith(table + "_idx_", StringComparison.Ordinal) || name.StartsWith(table + "_fkidx_", StringComparison.Ordinal);
    }
}
