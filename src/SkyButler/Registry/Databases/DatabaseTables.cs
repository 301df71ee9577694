using SkyButler.Dimensions;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Databases;

/// <summary>Looks for tables and makes them.</summary>
internal static class DatabaseTables
{
    /// <summary>Physical columns of a table; none where there is no such table.</summary>
    public static async Task<IReadOnlySet<string>> ColumnsAsync(this Database database, string table, CancellationToken cancellationToken)
    {
        var query = database.Dialect.AppendColumnNames(database.Sql(), table).Build(ColumnType.String);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var batch in await database.FetchAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                names.Add(batch.Text(0, row));
        return names;
    }

    /// <summary>Whether the database has a table.</summary>
    public static async Task<bool> HasTableAsync(this Database database, string table, CancellationToken cancellationToken) =>
        (await database.ColumnsAsync(table, cancellationToken).ConfigureAwait(false)).Count > 0;

    /// <summary>Names of all tables.</summary>
    public static async Task<IReadOnlyList<string>> TableNamesAsync(this Database database, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        foreach (var batch in await database.FetchAsync(database.Dialect.AppendTableNames(database.Sql()).Build(ColumnType.String), cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                names.Add(batch.Text(0, row));
        return names;
    }

    /// <summary>Keeps other writers out of a table until the transaction ends.</summary>
    public static async Task LockTableAsync(this Database database, string table, CancellationToken cancellationToken)
    {
        if (database.Dialect.LockTable(table) is { } statement)
            await database.ExecuteAsync(database.Sql().Raw(statement).Build(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a table with its indexes unless it is there.</summary>
    /// <exception cref="IncompatibleRepositoryException">A table of that name has other columns.</exception>
    public static async Task EnsureTableAsync(this Database database, TableDefinition table, CancellationToken cancellationToken)
    {
        if (await IsThereAsync(database, table, cancellationToken).ConfigureAwait(false))
            return;
        await database.EnsureAsync(
            async token =>
            {
                if (!await IsThereAsync(database, table, token).ConfigureAwait(false))
                    await database.CreateTableAsync(table, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a table with its indexes.</summary>
    public static async Task CreateTableAsync(this Database database, TableDefinition table, CancellationToken cancellationToken)
    {
        foreach (var statement in TableDdl.Statements(table, database.Dialect))
            await database.ExecuteAsync(database.Sql().Raw(statement).Build(), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<bool> IsThereAsync(Database database, TableDefinition table, CancellationToken cancellationToken)
    {
        var columns = await database.ColumnsAsync(table.Name, cancellationToken).ConfigureAwait(false);
        if (columns.Count == 0)
            return false;
        var wanted = table.Columns.SelectMany(database.Dialect.PhysicalColumns).ToHashSet(StringComparer.Ordinal);
        if (!columns.SetEquals(wanted))
            throw new IncompatibleRepositoryException(
                $"The table '{table.Name}' of the database '{database.Location}' has the columns {string.Join(", ", columns.Order(StringComparer.Ordinal))}; "
                + $"expected were {string.Join(", ", wanted.Order(StringComparer.Ordinal))}.");
        return true;
    }
}
