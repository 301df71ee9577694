using SkyButler.Dimensions;
using SkyButler.Migrations.Tables;
using SkyButler.Registry;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Schema;

namespace SkyButler.Migrations.Databases;

/// <summary>What a migration does in another way on each kind of database.</summary>
internal abstract class MigrationDatabase
{
    /// <summary>How long others are waited for.</summary>
    protected static readonly TimeSpan LockWait = TimeSpan.FromMinutes(1);

    private const string Prefix = "skybutler_old_";

    /// <summary>Opens the database.</summary>
    public abstract Database Connect(RegistryAccess access);

    /// <summary>The tables that there are, by name.</summary>
    public abstract Task<IReadOnlyDictionary<string, SourceTable>> ReadTablesAsync(Database database, CancellationToken cancellationToken);

    /// <summary>What <see cref="SourceTable.Definition"/> is of a table that is made by its definition.</summary>
    public abstract IReadOnlyCollection<string> Definition(TableDefinition table);

    /// <summary>The longest text that the database takes for a column; 0 for any.</summary>
    public abstract int Limit(ColumnDefinition column);

    /// <summary>SQL of the TAI nanoseconds of calendar text; NULL where it is none.</summary>
    public abstract string Nanoseconds(string column);

    /// <summary>Keeps others from writing until the transaction ends, which has just begun.</summary>
    public abstract Task KeepWritersOutAsync(Database database, CancellationToken cancellationToken);

    /// <summary>Copies the database while nobody writes to it; returns where to.</summary>
    /// <exception cref="MigrationException">There is a file of that name, or the copy is not what it should be.</exception>
    public abstract Task<string> BackUpAsync(BackupChoice choice, string label, CancellationToken cancellationToken);

    /// <summary>Gives tables the names that <see cref="Aside"/> tells, and takes their indexes' names away.</summary>
    public abstract Task SetAsideAsync(Database database, IReadOnlyList<SourceTable> tables, CancellationToken cancellationToken);

    /// <summary>The name of a table that was set aside.</summary>
    public string Aside(Database database, string table) => database.Dialect.ShortName(Prefix + table);

    /// <summary>The statements that make a table: those before its rows come in, and those after.</summary>
    public abstract (IReadOnlyList<string> Before, IReadOnlyList<string> After) Making(Database database, TableDefinition table);

    /// <summary>Drops what was set aside and what is no longer needed, and lets other tables refer to the new ones.</summary>
    public abstract Task DropAsync(Database database, IReadOnlyCollection<string> aside, IReadOnlyCollection<string> dropped, CancellationToken cancellationToken);

    /// <summary>What each new table gets besides, when all is there.</summary>
    public abstract Task FinishAsync(Database database, IReadOnlyList<TableCopy> copies, CancellationToken cancellationToken);

    protected static Task ExecuteAsync(Database database, string sql, CancellationToken cancellationToken) =>
        database.ExecuteAsync(database.Sql().Raw(sql).Build(), cancellationToken);

    /// <summary>All rows of texts that a query gives.</summary>
    protected static async Task<IReadOnlyList<string[]>> RowsAsync(Database database, string sql, int columns, CancellationToken cancellationToken)
    {
        var rows = new List<string[]>();
        var query = database.Sql().Raw(sql).Build([.. Enumerable.Repeat(ColumnType.String, columns)]);
        foreach (var batch in await database.FetchAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                rows.Add([.. Enumerable.Range(0, columns).Select(c => batch.Text(c, row))]);
        return rows;
    }

    /// <summary>A path that is free, numbered where the wanted one is not.</summary>
    protected internal static string FreeName(string wanted)
    {
        var path = wanted;
        for (var number = 2; File.Exists(path); number++)
            path = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{wanted}.{number}");
        return path;
    }
}
