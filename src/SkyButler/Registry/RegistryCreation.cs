using SkyButler.Dimensions;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Managers;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry;

/// <summary>
/// Makes the tables of a new repository, all or none. With these a row says what is still to be written beside them: where a creation was stopped
/// before that, the same one goes on when it is asked for again. Fault points: <c>create.after-tables</c>, <c>create.before-close</c>.
/// </summary>
internal static class RegistryCreation
{
    public static async Task CreateAsync(
        RegistrySettings settings, DimensionUniverse universe, string? place, Func<CancellationToken, Task> complete, Action<string>? reached, CancellationToken cancellationToken)
    {
        var managers = ManagerCheck.ForNew(settings);
        var variant = ManagerCheck.Variant(
            managers.First(m => m.Manager.Key == "collections").Manager, managers.First(m => m.Manager.Key == "datasets").Version);
        var connector = DatabaseKinds.Connect(settings, RegistryAccess.ReadWrite);
        var database = new Database(connector) { Reached = reached };
        var isNew = false;
        try
        {
            await using var closing = database.ConfigureAwait(false);
            isNew = await connector.PrepareNewAsync(cancellationToken).ConfigureAwait(false);
            await database.TransactAsync(token => FillAsync(database, managers, universe, variant, place, token), cancellationToken).ConfigureAwait(false);
            reached?.Invoke("create.after-tables");
            await complete(cancellationToken).ConfigureAwait(false);
            reached?.Invoke("create.before-close");
            if (place is not null)
                await TryCloseAsync(database, cancellationToken).ConfigureAwait(false);
        }
        catch when (isNew)
        {
            connector.DiscardNew();
            throw;
        }
    }

    /// <summary>Ends a creation that was stopped when all of it was written.</summary>
    public static async Task CloseAsync(RegistrySettings settings, CancellationToken cancellationToken)
    {
        var database = new Database(DatabaseKinds.Connect(settings, RegistryAccess.ReadWrite));
        await using var closing = database.ConfigureAwait(false);
        if ((await RegistryAttributes.ReadAsync(database, cancellationToken).ConfigureAwait(false)).ContainsKey(RegistryAttributes.Unfinished))
            await database.TransactAsync(token => CloseAsync(database, token), cancellationToken).ConfigureAwait(false);
    }

    // The repository is whole by now. A row that stays, for want of space, hurts nobody.
    private static async Task TryCloseAsync(Database database, CancellationToken cancellationToken)
    {
        try
        {
            await database.TransactAsync(token => CloseAsync(database, token), cancellationToken).ConfigureAwait(false);
        }
        catch (RegistryException)
        {
            // The next copy into it takes the row away.
        }
    }

    private static Task CloseAsync(Database database, CancellationToken cancellationToken) =>
        database.ExecuteAsync(database.Sql().Append($"DELETE FROM butler_attributes WHERE name = {RegistryAttributes.Unfinished}").Build(), cancellationToken);

    private static async Task FillAsync(
        Database database, IReadOnlyList<(ManagerClass Manager, ManagerVersion Version)> managers, DimensionUniverse universe, SchemaVariant variant, string? place,
        CancellationToken cancellationToken)
    {
        var attributes = RegistryAttributes.ForNew(managers, universe).ToList();
        if (place is not null)
            attributes.Add(new(RegistryAttributes.Unfinished, place));
        foreach (var statement in database.Dialect.Namespace())
            await database.ExecuteAsync(database.Sql().Raw(statement).Build(), cancellationToken).ConfigureAwait(false);
        if (await database.TableNamesAsync(cancellationToken).ConfigureAwait(false) is { Count: > 0 } there)
        {
            if (place is not null && there.Contains(CoreTables.Attributes.Name) && await IsStoppedAsync(database, attributes, cancellationToken).ConfigureAwait(false))
                return;
            throw new RegistryException($"A repository can't be made in the database '{database.Location}': it has tables already, such as '{there[0]}'.");
        }

        foreach (var table in RegistrySchema.StaticTables(universe, variant))
            await database.CreateTableAsync(table, cancellationToken).ConfigureAwait(false);
        await database.InsertAsync(
            new RowInsert(CoreTables.Attributes.Name, CoreTables.Attributes.Columns),
            attributes,
            (row, attribute) =>
            {
                row.Write(attribute.Key);
                row.Write(attribute.Value);
            },
            cancellationToken).ConfigureAwait(false);
    }
    // Whether the tables are those of the same creation, which was stopped before somebody could use them.
    private static async Task<bool> IsStoppedAsync(Database database, List<KeyValuePair<string, string>> attributes, CancellationToken cancellationToken)
    {
        var there = await RegistryAttributes.ReadAsync(database, cancellationToken).ConfigureAwait(false);
        return there.Count == attributes.Count && attributes.TrueForAll(a => there.GetValueOrDefault(a.Key) == a.Value);
    }
}
