using System.Globalization;
using SkyButler.Dimensions;
using SkyButler.Migrations.Tables;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Managers;
using SkyButler.Registry.Schema;
using SkyButler.Resources.Durability;

namespace SkyButler.Migrations.Running;

/// <summary>
/// Carries a plan out inside the caller's transaction: old tables are put aside under other names, new ones are made and filled from
/// them, and the old ones dropped. Whatever ends the process before the commit leaves the database as it was.
/// </summary>
internal sealed class MigrationRunner(Database database, RepositoryState state, MigrationPlan plan, IProgress<WorkProgress>? progress)
{
    private const string Aside = "skybutler_old_";

    private readonly HashSet<string> replaced = [.. plan.Copies.Where(c => c.Replaces).Select(c => c.Table.Name)];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var table in replaced)
            await SetAsideAsync(state.Tables[table], cancellationToken).ConfigureAwait(false);
        FaultPoints.Hit("migrate.set-aside");
        var count = new ProgressCount(progress, "Migrating tables", plan.Copies.Count);
        foreach (var copy in plan.Copies)
        {
            await MakeAsync(copy, cancellationToken).ConfigureAwait(false);
            FaultPoints.Hit("migrate.table");
            count.Add();
        }

        await UpdateAttributesAsync(cancellationToken).ConfigureAwait(false);
        foreach (var table in replaced)
            await ExecuteAsync($"DROP TABLE {database.Dialect.Quote(Aside + table)}", cancellationToken).ConfigureAwait(false);
        foreach (var table in plan.Dropped)
            await ExecuteAsync($"DROP TABLE {database.Dialect.Quote(table)}", cancellationToken).ConfigureAwait(false);
        foreach (var addition in plan.Copies.SelectMany(c => c.Additions))
            await RestoreAsync(addition, cancellationToken).ConfigureAwait(false);
        FaultPoints.Hit("migrate.before-check");
        await CheckForeignKeysAsync(cancellationToken).ConfigureAwait(false);
    }

    private string Source(string table) => database.Dialect.Quote(replaced.Contains(table) ? Aside + table : table);

    // Names of indexes and triggers are taken as long as these are there.
    private async Task SetAsideAsync(SourceTable table, CancellationToken cancellationToken)
    {
        foreach (var index in table.Statements.Keys.Where(n => n != table.Name))
            await ExecuteAsync($"DROP INDEX {database.Dialect.Quote(index)}", cancellationToken).ConfigureAwait(false);
        foreach (var (type, name) in await AdditionsAsync(table.Name, cancellationToken).ConfigureAwait(false))
            await ExecuteAsync($"DROP {(type == "trigger" ? "TRIGGER" : "INDEX")} {database.Dialect.Quote(name)}", cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(
            $"ALTER TABLE {database.Dialect.Quote(table.Name)} RENAME TO {database.Dialect.Quote(Aside + table.Name)}", cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<(string Type, string Name)>> AdditionsAsync(string table, CancellationToken cancellationToken)
    {
        var query = database.Sql()
            .Append($"SELECT type, name FROM sqlite_master WHERE tbl_name = {table} AND sql IS NOT NULL AND type IN ('index', 'trigger')")
            .Build(ColumnType.String, ColumnType.String);
        var found = new List<(string, string)>();
        foreach (var batch in await database.FetchAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                found.Add((batch.Text(0, row), batch.Text(1, row)));
        return found;
    }

    private async Task MakeAsync(TableCopy copy, CancellationToken cancellationToken)
    {
        var statements = TableDdl.Statements(copy.Table, database.Dialect).ToList();
        await ExecuteAsync(statements[0], cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var fill in copy.Fills)
                await fill.FillAsync(database, Source, cancellationToken).ConfigureAwait(false);
        }
        catch (ConstraintException e)
        {
            throw new MigrationException($"The rows of '{copy.Table.Name}' don't fit its new definition ({e.Detail}), so nothing was changed; mend them first.", e);
        }

        await CheckRowsAsync(copy.Table.Name, cancellationToken).ConfigureAwait(false);
        // Indexes that are made when the rows are there are made quicker.
        foreach (var statement in statements.Skip(1))
            await ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
    }

    private async Task CheckRowsAsync(string table, CancellationToken cancellationToken)
    {
        var expected = plan.Tables.First(t => t.Table == table).RowsAfter;
        var query = database.Sql().Raw($"SELECT COUNT(*) FROM {database.Dialect.Quote(table)}").Build(ColumnType.Int);
        var found = (await database.FetchAsync(query, cancellationToken).ConfigureAwait(false))[0].Number(0, 0);
        if (found != expected)
            throw new MigrationException(string.Create(
                CultureInfo.InvariantCulture, $"The new table '{table}' has {found} rows and should have {expected}, so nothing was changed; please report this."));
    }

    private async Task UpdateAttributesAsync(CancellationToken cancellationToken)
    {
        foreach (var change in plan.Attributes)
        {
            var statement = change.After is { } value
                ? database.Sql().Append($"UPDATE butler_attributes SET value = {value} WHERE name = {change.Name}")
                : database.Sql().Append($"DELETE FROM butler_attributes WHERE name = {change.Name}");
            await database.ExecuteAsync(statement.Build(), cancellationToken).ConfigureAwait(false);
        }

        await database.ExecuteAsync(
            database.Sql().Append($"UPDATE butler_attributes SET value = {plan.UniverseJson} WHERE name = {RegistryAttributes.Universe}").Build(), cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task RestoreAsync(string addition, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(addition, cancellationToken).ConfigureAwait(false);
        }
        catch (Registry.Errors.RegistryException e)
        {
            throw new MigrationException($"An index or trigger of yours does not fit the new tables, so nothing was changed; drop it first: {addition.ReplaceLineEndings(" ")}", e);
        }
    }

    private async Task CheckForeignKeysAsync(CancellationToken cancellationToken)
    {
        var query = database.Sql().Raw("SELECT \"table\", parent, COUNT(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2")
            .Build(ColumnType.String, ColumnType.String, ColumnType.Int);
        var broken = new List<string>();
        foreach (var batch in await database.FetchAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                broken.Add(string.Create(CultureInfo.InvariantCulture, $"{batch.Number(2, row)} rows of '{batch.Text(0, row)}' refer to rows of '{batch.Text(1, row)}' that are not there"));
        if (broken.Count > 0)
            throw new MigrationException($"Nothing was changed, because {string.Join(", and ", broken)}; mend that first ('PRAGMA foreign_key_check' of sqlite3 lists them).");
    }

    private Task ExecuteAsync(string sql, CancellationToken cancellationToken) => database.ExecuteAsync(database.Sql().Raw(sql).Build(), cancellationToken);
}
