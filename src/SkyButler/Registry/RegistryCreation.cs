using SkyButler.Dimensions;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Sqlite;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Managers;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry;

/// <summary>Makes the tables of a new repository, all or none.</summary>
internal static class RegistryCreation
{
    public static async Task CreateAsync(RegistrySettings settings, DimensionUniverse universe, CancellationToken cancellationToken)
    {
        var url = DatabaseUrl.Parse(settings.DatabaseUrl);
        var managers = ManagerCheck.ForNew(settings);
        var variant = ManagerCheck.Variant(
            managers.First(m => m.Manager.Key == "collections").Manager, managers.First(m => m.Manager.Key == "datasets").Version);
        var isNew = !File.Exists(url.Path);
        try
        {
            SqliteSession.Open(url.Path, SqliteOpen.Create).Dispose();
            var database = new Database(url, RegistryAccess.ReadWrite, settings.LockWait);
            await using var closing = database.ConfigureAwait(false);
            await database.TransactAsync(
                async token =>
                {
                    await RefuseTablesAsync(database, token).ConfigureAwait(false);
                    foreach (var table in RegistrySchema.StaticTables(universe, variant))
                        await database.CreateTableAsync(table, token).ConfigureAwait(false);
                    await database.ExecuteManyAsync(
                        "INSERT INTO butler_attributes (name, value) VALUES (?1, ?2)",
                        RegistryAttributes.ForNew(managers, universe),
                        (row, attribute) =>
                        {
                            row.Bind(1, attribute.Key);
                            row.Bind(2, attribute.Value);
                        },
                        token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch when (isNew)
        {
            File.Delete(url.Path);
            throw;
        }
    }

    private static async Task RefuseTablesAsync(Database database, CancellationToken cancellationToken)
    {
        var tables = await database.FetchAsync(
            database.Sql().Raw("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").Build(ColumnType.String), cancellationToken).ConfigureAwait(false);
        if (tables.Count > 0)
            throw new RegistryException($"A repository can't be made in the database '{database.Url.Path}': it has tables already, such as '{tables[0].Text(0, 0)}'.");
    }
}
