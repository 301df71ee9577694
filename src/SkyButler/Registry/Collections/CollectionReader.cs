using SkyButler.Dimensions;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Collections;

/// <summary>Reads collections and chains, always many at once.</summary>
internal sealed class CollectionReader(RegistryContext context)
{
    private Database Database => context.Database;

    private SqlName Key => new(context.Variant.CollectionKey);

    private string Columns => $"c.{Database.Dialect.Quote(context.Variant.CollectionKey)}, c.name, c.type, c.doc";

    private ColumnType KeyType => context.Variant.CollectionKeyType;

    /// <summary>Collections by name, with the children of chains.</summary>
    public async Task<Dictionary<string, CollectionRecord>> ByNameAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(Database.Sql().Append($"WHERE c.name IN {names}"), cancellationToken).ConfigureAwait(false);
        return found.ToDictionary(c => c.Name, StringComparer.Ordinal);
    }

    /// <summary>Collections whose names match any of the patterns, sorted by name.</summary>
    public Task<List<CollectionRecord>> ByPatternAsync(IReadOnlyList<string> patterns, CancellationToken cancellationToken)
    {
        var where = Database.Sql();
        for (var i = 0; i < patterns.Count; i++)
            Database.Dialect.AppendGlob(where.Raw(i == 0 ? "WHERE " : " OR "), "c.name", patterns[i]);
        return ReadAsync(where.Raw(" ORDER BY c.name"), cancellationToken);
    }

    /// <summary>The named collections with everything below them, by name.</summary>
    public async Task<Dictionary<string, CollectionRecord>> WithMembersAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var with = Database.Sql()
            .Append($"WITH RECURSIVE below(k) AS (SELECT {Key} FROM collection WHERE name IN {names} ")
            // Names have two types of text in these tables, and a recursive query wants one.
            .Raw(context.Variant.NamesAreKeys ? "UNION SELECT CAST(m.child AS TEXT)" : "UNION SELECT m.child")
            .Raw(" FROM collection_chain m JOIN below ON m.parent = below.k) SELECT ").Raw(Columns)
            // The order of the join is given: SQLite would make an index for the few rows below, which takes several times as long as all the rest.
            .Append($" FROM below CROSS JOIN collection c WHERE c.{Key} = below.k");
        var found = await ReadAllAsync(with, cancellationToken).ConfigureAwait(false);
        return found.ToDictionary(c => c.Name, StringComparer.Ordinal);
    }

    /// <summary>Names of the chains that hold each of the named collections, by name.</summary>
    public async Task<Dictionary<string, List<string>>> ParentsAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var query = Database.Sql()
            .Append($"SELECT DISTINCT c.name, p.name FROM collection c JOIN collection_chain m ON m.child = c.{Key} ")
            .Append($"JOIN collection p ON p.{Key} = m.parent WHERE c.name IN {names} ORDER BY c.name, p.name")
            .Build(ColumnType.String, ColumnType.String);
        var parents = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                Add(parents, batch.Text(0, row), batch.Text(1, row));
        return parents;
    }

    /// <summary>The error that says which collections are missing and which names are near.</summary>
    public async Task<MissingCollectionException> MissingAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var known = new List<string>();
        var query = Database.Sql().Raw("SELECT name FROM collection").Build(ColumnType.String);
        await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                known.Add(batch.Text(0, row));
        return names.Count == 1
            ? new MissingCollectionException($"There is no collection '{names[0]}'.{Suggestions.For(names[0], known)}")
            : new MissingCollectionException($"There are no collections {string.Join(", ", names.Select(n => $"'{n}'"))}.");
    }

    private static void Add<TKey>(Dictionary<TKey, List<string>> lists, TKey key, string value)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        list.Add(value);
    }

    private Task<List<CollectionRecord>> ReadAsync(SqlBuilder restriction, CancellationToken cancellationToken) =>
        ReadAllAsync(restriction.After($"SELECT {Columns} FROM collection c "), cancellationToken);

    private async Task<List<CollectionRecord>> ReadAllAsync(SqlBuilder select, CancellationToken cancellationToken)
    {
        var query = select.Build(KeyType, ColumnType.String, ColumnType.Int, ColumnType.String);
        var records = new List<CollectionRecord>();
        await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                records.Add(Record(batch, row));
        var chains = records.Where(r => r.Type == CollectionType.Chained).Select(r => r.Key).ToList();
        if (chains.Count == 0)
            return records;
        var children = await ChildrenAsync(chains, cancellationToken).ConfigureAwait(false);
        return [.. records.Select(r => children.TryGetValue(r.Key, out var list) ? r with { Children = list } : r)];
    }

    private static CollectionRecord Record(RowBatch batch, int row) => new()
    {
        Key = batch.Value(0, row).ToObject(),
        Name = batch.Text(1, row),
        Type = (CollectionType)batch.Number(2, row),
        Documentation = batch.TextOrNull(3, row) ?? "",
    };

    private async Task<Dictionary<object, List<string>>> ChildrenAsync(IReadOnlyCollection<object> parents, CancellationToken cancellationToken)
    {
        var query = Database.Sql()
            .Append($"SELECT m.parent, c.name FROM collection_chain m JOIN collection c ON c.{Key} = m.child WHERE m.parent IN {parents} ORDER BY m.parent, m.position")
            .Build(KeyType, ColumnType.String);
        var children = new Dictionary<object, List<string>>();
        await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                Add(children, batch.Value(0, row).ToObject(), batch.Text(1, row));
        return children;
    }
}
