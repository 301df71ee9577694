using SkyButler.Dimensions;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Managers;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry;

/// <summary>Makes the tables of a new repository, all or none.</summary>
internal static class RegistryCreation
{
    public static async Task CreateAsync(
        RegistrySettings settings, DimensionUniverse universe, Func<CancellationToken, Task> complete, CancellationToken cancellationToken)
    {
        var managers = ManagerCheck.ForNew(settings);
        var variant = ManagerCheck.Variant(
            managers.First(m => m.Manager.Key == "collections").Manager, managers.First(m => m.Manager.Key == "datasets").Version);
        var connector = DatabaseKinds.Connect(settings, RegistryAccess.ReadWrite);
        var database = new Database(connector);
        var isNew = false;
        try
        {
            await using var closing = database.ConfigureAwait(false);
            isNew = await connector.PrepareNewAsync(cancellationToken).ConfigureAwait(false);
            await database.TransactAsync(token => FillAsync(database, managers, universe, variant, token), cancellationToken).ConfigureAwait(false);
            await complete(cancellationToken).ConfigureAwait(false);
        }
        catch when (isNew)
        {
            connector.DiscardNew();
            throw;
        }
    }

    private static async Task FillAsync(
        Database database, IReadOnlyList<(ManagerClass Manager, ManagerVersion Version)> managers, DimensionUniverse universe, SchemaVariant variant,
        CancellationToken cancellationToken)
    {
        foreach (var statement in database.Dialect.Namespace())
            await database.ExecuteAsync(database.Sql().Raw(statement).Build(), cancellationToken).ConfigureAwait(false);
        if (await database.TableNamesAsync(cancellationToken).ConfigureAwait(false) is { Count: > 0 } there)
            throw new RegistryException($"A repository can't be made in the database '{database.Location}': it has tables already, such as '{there[0]}'.");
        foreach (var table in RegistrySchema.StaticTables(universe, variant))
            await database.CreateTableAsync(table, cancellationToken).ConfigureAwait(false);
        await database.InsertAsync(
            new RowInsert(CoreTables.Attributes.Name, CoreTables.Attributes.Columns),
            RegistryAttributes.ForNew(managers, universe),
            (row, attribute) =>
            {
                row.Write(attribute.Key);
                row.Write(attribute.Value);
            },
            cancellationToken).ConfigureAwait(false);
    }
}
