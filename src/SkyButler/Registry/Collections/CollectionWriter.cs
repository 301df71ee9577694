using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Collections;

/// <summary>Registers, describes and removes collections.</summary>
internal sealed class CollectionWriter(RegistryContext context, CollectionReader reader)
{
    private Database Database => context.Database;

    private SqlName Key => new(context.Variant.CollectionKey);

    private RowInsert Insert
    {
        get
        {
            var columns = CoreTables.Collection(context.Variant).Columns;
            return new RowInsert("collection", [.. columns.Where(c => !c.IsAutoIncrement)]) { Generated = columns.FirstOrDefault(c => c.IsAutoIncrement)?.Name };
        }
    }

    public async Task<IReadOnlyList<string>> RegisterAsync(IReadOnlyList<NewCollection> collections, CancellationToken cancellationToken)
    {
        foreach (var (name, _, _) in collections)
            if (name.Length == 0 || name.Any(char.IsControl))
                throw new RegistryException($"'{name}' is not a collection name; it must have characters that can be seen.");
        IReadOnlyList<NewCollection> distinct = [.. collections.DistinctBy(c => c.Name, StringComparer.Ordinal)];
        if (await FindNewAsync(distinct, cancellationToken).ConfigureAwait(false) is { Count: 0 })
            return [];
        IReadOnlyList<NewCollection> added = [];
        await Database.EnsureAsync(
            async token =>
            {
                added = await FindNewAsync(distinct, token).ConfigureAwait(false);
                await Database.InsertAsync(
                    Insert,
                    added,
                    (row, collection) =>
                    {
                        row.Write(collection.Name);
                        row.Write((long)collection.Type);
                        row.Write(string.IsNullOrEmpty(collection.Documentation) ? null : collection.Documentation);
                    },
                    token).ConfigureAwait(false);
                if (added.Where(c => c.Type == CollectionType.Run).Select(c => c.Name).ToList() is { Count: > 0 } runs)
                    await Database.ExecuteAsync(
                        Database.Sql().Append($"INSERT INTO run ({Key}) SELECT {Key} FROM collection WHERE name IN {runs}").Build(), token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return [.. added.Select(c => c.Name)];
    }

    public async Task<bool> SetDocumentationAsync(string name, string documentation, CancellationToken cancellationToken) =>
        await Database.ExecuteAsync(
            Database.Sql().Append($"UPDATE collection SET doc = {(documentation.Length == 0 ? null : documentation)} WHERE name = {name}").Build(),
            cancellationToken).ConfigureAwait(false) > 0;

    public Task RemoveAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) => Database.SavepointAsync(
        async token =>
        {
            var found = await reader.ByNameAsync(names, token).ConfigureAwait(false);
            if (names.Where(n => !found.ContainsKey(n)).ToList() is { Count: > 0 } missing)
                throw await reader.MissingAsync(missing, token).ConfigureAwait(false);
            var parents = await reader.ParentsAsync(names, token).ConfigureAwait(false);
            foreach (var (name, chains) in parents)
                if (chains.FirstOrDefault(c => !found.ContainsKey(c)) is { } chain)
                    throw new OrphanedRecordException($"The collection '{name}' can't be removed: it is a member of the chain '{chain}'; take it out of the chain first.");
            await DeleteAsync([.. found.Values], token).ConfigureAwait(false);
        },
        cancellationToken);

    private async Task DeleteAsync(IReadOnlyList<CollectionRecord> collections, CancellationToken cancellationToken)
    {
        try
        {
            // A member can't go while its chain names it, not even together with the chain.
            await Database.ExecuteAsync(
                Database.Sql().Append($"DELETE FROM collection_chain WHERE parent IN {collections.Select(c => c.Key)}").Build(), cancellationToken).ConfigureAwait(false);
            await Database.ExecuteAsync(
                Database.Sql().Append($"DELETE FROM collection WHERE {Key} IN {collections.Select(c => c.Key)}").Build(), cancellationToken).ConfigureAwait(false);
        }
        catch (ConstraintException e) when (e.Kind == ConstraintKind.ForeignKey)
        {
            throw new OrphanedRecordException(
                $"The collections {string.Join(", ", collections.Select(c => $"'{c.Name}'"))} can't be removed: a datastore still holds datasets of theirs; remove those first.", e);
        }
    }

    private async Task<IReadOnlyList<NewCollection>> FindNewAsync(IReadOnlyList<NewCollection> collections, CancellationToken cancellationToken)
    {
        var found = await reader.ByNameAsync([.. collections.Select(c => c.Name)], cancellationToken).ConfigureAwait(false);
        foreach (var (name, type, _) in collections)
            if (found.TryGetValue(name, out var record) && record.Type != type)
                throw new ConflictException($"The collection '{name}' can't be registered as {CollectionTypes.Name(type)}: it is there as {CollectionTypes.Name(record.Type)}; choose another name.");
        return [.. collections.Where(c => !found.ContainsKey(c.Name))];
    }
}
