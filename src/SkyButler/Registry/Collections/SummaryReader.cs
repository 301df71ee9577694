using SkyButler.Dimensions;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Collections;

/// <summary>Reads which dataset types and governor values collections may hold.</summary>
internal sealed class SummaryReader(RegistryContext context)
{
    private Database Database => context.Database;

    /// <summary>Summaries by name of collections that are not chains.</summary>
    public async Task<Dictionary<string, CollectionSummary>> ReadAsync(IReadOnlyList<CollectionRecord> collections, CancellationToken cancellationToken)
    {
        var names = collections.ToDictionary(c => c.Key, c => c.Name);
        var keys = names.Keys.ToList();
        var column = new SqlName(context.Variant.CollectionColumn);
        var types = await ReadAsync(
            Database.Sql().Append(
                $"SELECT s.{column}, t.name FROM collection_summary_dataset_type s JOIN dataset_type t ON t.id = s.dataset_type_id WHERE s.{column} IN {keys}"),
            names,
            cancellationToken).ConfigureAwait(false);
        var governors = new Dictionary<string, Dictionary<string, HashSet<string>>>(StringComparer.Ordinal);
        foreach (var governor in context.Universe.Governors)
        {
            governors[governor.Name] = await ReadAsync(
                Database.Sql().Append(
                    $"SELECT {column}, {new SqlName(governor.Name)} FROM {new SqlName(SummaryTables.GovernorName(governor))} WHERE {column} IN {keys}"),
                names,
                cancellationToken).ConfigureAwait(false);
        }

        return collections.ToDictionary(c => c.Name, c => Summary(c.Name, types, governors), StringComparer.Ordinal);
    }

    /// <summary>What any of the collections may hold.</summary>
    public static CollectionSummary Union(IEnumerable<CollectionSummary> summaries)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        var governors = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var summary in summaries)
        {
            types.UnionWith(summary.DatasetTypes);
            foreach (var (governor, values) in summary.Governors)
                if (governors.TryGetValue(governor, out var so))
                    so.UnionWith(values);
                else
                    governors[governor] = [.. values];
        }

        return new CollectionSummary(types, governors.ToDictionary(g => g.Key, g => (IReadOnlySet<string>)g.Value, StringComparer.Ordinal));
    }

    private static CollectionSummary Summary(
        string name, Dictionary<string, HashSet<string>> types, Dictionary<string, Dictionary<string, HashSet<string>>> governors) => new(
            types.GetValueOrDefault(name) ?? [],
            governors.Where(g => g.Value.ContainsKey(name)).ToDictionary(g => g.Key, g => (IReadOnlySet<string>)g.Value[name], StringComparer.Ordinal));

    private async Task<Dictionary<string, HashSet<string>>> ReadAsync(SqlBuilder sql, Dictionary<object, string> names, CancellationToken cancellationToken)
    {
        var sets = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var query = sql.Build(context.Variant.CollectionKeyType, ColumnType.String);
        await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
        {
            for (var row = 0; row < batch.Count; row++)
            {
                var name = names[batch.Value(0, row).ToObject()];
                if (!sets.TryGetValue(name, out var set))
                    sets[name] = set = new(StringComparer.Ordinal);
                set.Add(batch.Text(1, row));
            }
        }

        return sets;
    }
}
