using System.Globalization;
using SkyButler.Dimensions;
using SkyButler.Migrations.Databases;
using SkyButler.Migrations.Tables;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Managers;
using SkyButler.Resources.Durability;

namespace SkyButler.Migrations.Running;

/// <summary>
/// Carries a plan out inside the caller's transaction: old tables are put aside under other names, new ones are made and filled from
/// them, and the old ones dropped. Whatever ends the process before the commit leaves the database as it was.
/// </summary>
internal sealed class MigrationRunner(MigrationDatabase kind, Database database, RepositoryState state, MigrationPlan plan, IProgress<WorkProgress>? progress)
{
    private readonly HashSet<string> replaced = [.. plan.Copies.Where(c => c.Replaces).Select(c => c.Table.Name)];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await kind.SetAsideAsync(database, [.. replaced.Select(t => state.Tables[t])], cancellationToken).ConfigureAwait(false);
        FaultPoints.Hit("migrate.set-aside");
        var count = new ProgressCount(progress, "Migrating tables", plan.Copies.Count);
        foreach (var copy in plan.Copies)
        {
            await MakeAsync(copy, cancellationToken).ConfigureAwait(false);
            FaultPoints.Hit("migrate.table");
            count.Add();
        }

        await UpdateAttributesAsync(cancellationToken).ConfigureAwait(false);
        await kind.DropAsync(database, replaced, plan.Dropped, cancellationToken).ConfigureAwait(false);
        foreach (var addition in plan.Copies.SelectMany(c => c.Additions))
            await RestoreAsync(addition, cancellationToken).ConfigureAwait(false);
        FaultPoints.Hit("migrate.before-check");
        await kind.FinishAsync(database, plan.Copies, cancellationToken).ConfigureAwait(false);
    }

    private string Source(string table) => database.Dialect.Quote(replaced.Contains(table) ? kind.Aside(database, table) : table);

    private async Task MakeAsync(TableCopy copy, CancellationToken cancellationToken)
    {
        var (before, after) = kind.Making(database, copy.Table);
        foreach (var statement in before)
            await ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
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
        foreach (var statement in after)
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

    private Task ExecuteAsync(string sql, CancellationToken cancellationToken) => database.ExecuteAsync(database.Sql().Raw(sql).Build(), cancellationToken);
}
