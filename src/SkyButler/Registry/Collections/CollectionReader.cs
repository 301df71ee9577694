using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Schema;

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
    public Task<Dictionary<string, CollectionRecord>> WithMembersAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
        ReadMembersAsync(Members(names), cancellationToken);

    /// <summary>The same but for members that are no chains and whose summaries don't name a dataset type; chains don't name those either.</summary>
    public Task<Dictionary<string, CollectionRecord>> WithMembersAsync(IReadOnlyCollection<string> names, long datasetType, CancellationToken cancellationToken) => ReadMembersAsync(
        Members(names).Append($" WHERE parent IS NULL OR type = {(long)CollectionType.Chained} OR EXISTS (SELECT 1 FROM {new SqlName(SummaryTables.DatasetTypeName)} s ")
            .Append($"WHERE s.{new SqlName(context.Variant.CollectionColumn)} = child AND s.dataset_type_id = {datasetType})"),
        cancellationToken);

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
            ? new MissingCollectionException($"There is no collection '{names[0]}'.{Otherwise(Suggestions.For(names[0], known))}")
            : new MissingCollectionException(
                $"There are no collections {string.Join(", ", names.Select(n => $"'{n}'"))}.{Otherwise(string.Concat(names.Select(n => Suggestions.For(n, known)).Distinct(StringComparer.Ordinal)))}");
    }

    private static string Otherwise(string suggestion) => suggestion.Length > 0 ? suggestion : " Those that are there are listed by 'butler query-collections'.";

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

    // A row for each place in a chain, and one without a parent for each named collection. All of it comes from one statement, so that a chain
    // which is edited meanwhile has either its old members or its new ones.
    private SqlBuilder Members(IReadOnlyCollection<string> names)
    {
        // A recursive query wants the same types on both sides, which names and numbers in these tables don't have.
        var key = context.Variant.NamesAreKeys ? "TEXT" : "BIGINT";
        var columns = $"CAST(c.{Database.Dialect.Quote(context.Variant.CollectionKey)} AS {key}), CAST(c.name AS TEXT), CAST(c.type AS BIGINT), CAST(c.doc AS TEXT)";
        return Database.Sql()
            .Raw($"WITH RECURSIVE below(parent, place, child, name, type, doc) AS (SELECT CAST(NULL AS {key}), CAST(0 AS BIGINT), {columns} FROM collection c ")
            .Append($"WHERE c.name IN {names} UNION ")
            .Raw($"SELECT CAST(m.parent AS {key}), CAST(m.position AS BIGINT), {columns} ")
            // The order of the join is given: SQLite would make an index for the few rows below, which takes several times as long as all the rest.
            .Append($"FROM below b CROSS JOIN collection_chain m CROSS JOIN collection c WHERE b.type = {(long)CollectionType.Chained} AND m.parent = b.child AND c.{Key} = m.child) ")
            .Raw("SELECT child, name, type, doc, parent, place FROM below");
    }

    private async Task<Dictionary<string, CollectionRecord>> ReadMembersAsync(SqlBuilder select, CancellationToken cancellationToken)
    {
        var query = select.Build(KeyType, ColumnType.String, ColumnType.Int, ColumnType.String, KeyType, ColumnType.Int);
        var records = new Dictionary<string, CollectionRecord>(StringComparer.Ordinal);
        var places = new Dictionary<DataIdValue, List<(long Place, string Name)>>();
        foreach (var batch in await Database.FetchAsync(query, cancellationToken).ConfigureAwait(false))
        {
            for (var row = 0; row < batch.Count; row++)
            {
                var record = Record(batch, row);
                records.TryAdd(record.Name, record);
                if (batch.IsNull(4, row))
                    continue;
                var parent = batch.Value(4, row);
                if (!places.TryGetValue(parent, out var list))
                    places[parent] = list = [];
                list.Add((batch.Number(5, row), record.Name));
            }
        }

        foreach (var chain in records.Values.Where(r => r.Type == CollectionType.Chained).ToList())
            if (places.TryGetValue(DataIdValue.From(chain.Key), out var members))
                records[chain.Name] = chain with { Children = [.. members.OrderBy(m => m.Place).Select(m => m.Name)] };
        return records;
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
