using System.Globalization;
using SkyButler.Configuration.Repositories;
using SkyButler.Migrations.Tables;
using SkyButler.Registry;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Postgres.Sql;
using SkyButler.Registry.Schema;

namespace SkyButler.Migrations.Databases.Postgres;

/// <summary>
/// A schema on a server. Tables are locked for the whole of a migration: for writers while it is planned and the copy is made, and for readers
/// too while tables are replaced.
/// </summary>
internal sealed class PostgresMigrationDatabase(RegistrySettings settings, string? folder) : MigrationDatabase
{
    private const string Collections = "collection";

    private readonly PostgresDialect dialect = new(settings.Namespace);

    // Constraints of tables that stay, which would go on referring to the old tables under their new names.
    private IReadOnlyList<string[]> references = [];

    /// <summary>The database that a repository's configuration names.</summary>
    public static async Task<PostgresMigrationDatabase> FindAsync(ButlerConfig config, CancellationToken cancellationToken) => new(
        new()
        {
            DatabaseUrl = config.DatabaseUrl,
            DatabaseAddress = await config.FindDatabaseAsync(cancellationToken).ConfigureAwait(false),
            PasswordFile = config.DatabasePasswordFile,
            Namespace = config.DatabaseNamespace,
            Managers = config.Managers,
        },
        config.Root.IsLocal ? config.Root.LocalPath : null);

    public override Database Connect(RegistryAccess access) => new(DatabaseKinds.Connect(settings, access));

    public override async Task<IReadOnlyDictionary<string, SourceTable>> ReadTablesAsync(Database database, CancellationToken cancellationToken) => PostgresCatalog.Join(
        await RowsAsync(database, PostgresCatalog.ColumnsQuery, 5, cancellationToken).ConfigureAwait(false),
        await RowsAsync(database, PostgresCatalog.ConstraintsQuery, 8, cancellationToken).ConfigureAwait(false),
        await RowsAsync(database, PostgresCatalog.IndexesQuery, 5, cancellationToken).ConfigureAwait(false),
        await RowsAsync(database, PostgresCatalog.TriggersQuery, 3, cancellationToken).ConfigureAwait(false),
        await RowsAsync(database, PostgresCatalog.RightsQuery, 2, cancellationToken).ConfigureAwait(false));

    public override IReadOnlyCollection<string> Definition(TableDefinition table) => PostgresTableForm.Of(table, dialect);

    public override int Limit(ColumnDefinition column) => dialect.TypeName(column).StartsWith("VARCHAR(", StringComparison.Ordinal) ? column.Length : 0;

    public override string Nanoseconds(string column) =>
        $"(CAST(EXTRACT(EPOCH FROM date_trunc('second', {column})) AS BIGINT) + {LeapSeconds.Sql(date => $"{column} >= TIMESTAMP '{date}'")}) * 1000000000 "
        + $"+ CAST(EXTRACT(MICROSECONDS FROM {column}) AS BIGINT) % 1000000 * 1000";

    public override async Task KeepWritersOutAsync(Database database, CancellationToken cancellationToken)
    {
        await ExecuteAsync(database, string.Create(CultureInfo.InvariantCulture, $"SET LOCAL lock_timeout = {(long)LockWait.TotalMilliseconds}"), cancellationToken).ConfigureAwait(false);
        await LockAsync(database, "EXCLUSIVE", cancellationToken).ConfigureAwait(false);
    }

    public override Task<string> BackUpAsync(BackupChoice choice, string label, CancellationToken cancellationToken) =>
        new PostgresBackup(settings, folder).MakeAsync(choice, label, cancellationToken);

    public override async Task SetAsideAsync(Database database, IReadOnlyList<SourceTable> tables, CancellationToken cancellationToken)
    {
        await LockAsync(database, "ACCESS EXCLUSIVE", cancellationToken).ConfigureAwait(false);
        var names = tables.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        if ((await RowsAsync(database, PostgresCatalog.ViewsQuery, 2, cancellationToken).ConfigureAwait(false)).FirstOrDefault(v => names.Contains(v[0])) is { } view)
            throw new MigrationException($"The view '{view[1]}' reads the table '{view[0]}', which has to be made anew, so nothing was changed; drop the view, and make it again after the upgrade.");
        var constraints = await RowsAsync(database, PostgresCatalog.ConstraintsQuery, 8, cancellationToken).ConfigureAwait(false);
        references = [.. constraints.Where(c => c[2] == "f" && names.Contains(c[4]) && !names.Contains(c[0]))];
        foreach (var reference in references)
            await ExecuteAsync(database, $"ALTER TABLE {dialect.Quote(reference[0])} DROP CONSTRAINT {dialect.Quote(reference[1])}", cancellationToken).ConfigureAwait(false);
        foreach (var table in tables)
        {
            foreach (var index in table.Indexes)
                await ExecuteAsync(database, $"ALTER INDEX {dialect.Quote(index)} RENAME TO {dialect.Quote(Aside(database, index))}", cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(database, $"ALTER TABLE {dialect.Quote(table.Name)} RENAME TO {dialect.Quote(Aside(database, table.Name))}", cancellationToken).ConfigureAwait(false);
        }
    }

    // Sequences belong to no table, and go on where they are.
    public override (IReadOnlyList<string> Before, IReadOnlyList<string> After) Making(Database database, TableDefinition table)
    {
        var statements = TableDdl.Statements(table, dialect).Select(s => s.Replace("CREATE SEQUENCE ", "CREATE SEQUENCE IF NOT EXISTS ", StringComparison.Ordinal)).ToList();
        var sequences = dialect.Sequences(table).Count();
        return (statements[..(sequences + 1)], statements[(sequences + 1)..]);
    }

    public override async Task DropAsync(Database database, IReadOnlyCollection<string> aside, IReadOnlyCollection<string> dropped, CancellationToken cancellationToken)
    {
        if (aside.Select(t => Aside(database, t)).Concat(dropped).Select(dialect.Quote).ToList() is { Count: > 0 } tables)
            await ExecuteAsync(database, $"DROP TABLE {string.Join(", ", tables)}", cancellationToken).ConfigureAwait(false);
        foreach (var reference in references)
        {
            try
            {
                await ExecuteAsync(database, $"ALTER TABLE {dialect.Quote(reference[0])} ADD CONSTRAINT {dialect.Quote(reference[1])} {reference[7]}", cancellationToken).ConfigureAwait(false);
            }
            catch (ConstraintException e)
            {
                throw new MigrationException($"Nothing was changed, because rows of '{reference[0]}' refer to rows of '{reference[4]}' that are not there ({e.Detail}); mend that first.", e);
            }
        }
    }

    public override async Task FinishAsync(Database database, IReadOnlyList<TableCopy> copies, CancellationToken cancellationToken)
    {
        var rights = await RowsAsync(database, PostgresCatalog.RightsQuery, 2, cancellationToken).ConfigureAwait(false);
        foreach (var copy in copies)
        {
            var name = dialect.Quote(copy.Table.Name);
            // A new table may be used by those who may use the collections.
            foreach (var right in rights.Where(r => r[0] == Collections && !copy.Replaces))
                await ExecuteAsync(database, string.Format(CultureInfo.InvariantCulture, right[1], name), cancellationToken).ConfigureAwait(false);
            foreach (var column in copy.Table.Columns.Where(c => c.IsAutoIncrement))
                await CountOnAsync(database, copy.Table.Name, column.Name, cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(database, $"ANALYZE {name}", cancellationToken).ConfigureAwait(false);
        }
    }

    // A sequence of another name may have been used before.
    private async Task CountOnAsync(Database database, string table, string column, CancellationToken cancellationToken)
    {
        var sequence = dialect.Quote(PostgresNames.Sequence(table, column));
        var text = $"'{sequence.Replace("'", "''", StringComparison.Ordinal)}'";
        await RowsAsync(
            database,
            $"SELECT setval({text}, m)::text FROM (SELECT MAX({dialect.Quote(column)}) AS m FROM {dialect.Quote(table)}) q WHERE m > (SELECT last_value FROM {sequence})", 1, cancellationToken).ConfigureAwait(false);
    }

    private async Task LockAsync(Database database, string mode, CancellationToken cancellationToken)
    {
        var tables = await database.TableNamesAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (tables.Count > 0)
                await ExecuteAsync(database, $"LOCK TABLE {string.Join(", ", tables.Select(dialect.Quote))} IN {mode} MODE", cancellationToken).ConfigureAwait(false);
        }
        catch (WriteRaceException e)
        {
            throw new MigrationException($"Other clients use the tables of '{database.Location}' and did not let go of them for {LockWait.TotalSeconds:0} seconds, so nothing was changed; end them, or try again later.", e);
        }
    }
}
