using SkyButler.Dimensions;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Collections;

/// <summary>Reads which dataset types and governor values collections may hold.</summary>
internal sealed class SummaryReader(RegistryContext context)
{
    private Database Database => context.Database;

    /// <summary>Summaries by name of collections that are not chains.</summary>
    public async Task<Dictionary<string, CollectionSummary>> ReadAsync(IReadOnlyList<CollectionRecord> collections, CancellationToken cancellationToken)
    {
        var found = collections.ToDictionary(c => c.Key, _ => new Found());
        if (found.Count > 0)
            await FillAsync(found, [.. context.Universe.Governors], cancellationToken).ConfigureAwait(false);
        return collections.ToDictionary(c => c.Name, c => new CollectionSummary(found[c.Key].Types, found[c.Key].Governors), StringComparer.Ordinal);
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

    // One query for all the tables: a search asks for the summaries of few collections, but each search does.
    private async Task FillAsync(Dictionary<object, Found> found, IReadOnlyList<DimensionElement> governors, CancellationToken cancellationToken)
    {
        var keys = found.Keys.ToList();
        var column = new SqlName(context.Variant.CollectionColumn);
        var sql = Database.Sql().Append(
            $"SELECT {(long)governors.Count}, s.{column}, t.name FROM collection_summary_dataset_type s JOIN dataset_type t ON t.id = s.dataset_type_id WHERE s.{column} IN {keys}");
        for (var i = 0; i < governors.Count; i++)
        {
            sql.Append(
                $" UNION ALL SELECT {(long)i}, {column}, {new SqlName(governors[i].Name)} FROM {new SqlName(SummaryTables.GovernorName(governors[i]))} WHERE {column} IN {keys}");
        }

        var query = sql.Build(ColumnType.Int, context.Variant.CollectionKeyType, ColumnType.String);
        await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
        {
            for (var row = 0; row < batch.Count; row++)
            {
                var kind = (int)batch.Number(0, row);
                found[batch.Value(1, row).ToObject()].Add(kind < governors.Count ? governors[kind].Name : null, batch.Text(2, row));
            }
        }
    }

    private sealed class Found
    {
        public HashSet<string> Types { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, IReadOnlySet<string>> Governors { get; } = new(StringComparer.Ordinal);

        // A value of a governor, or the name of a dataset type.
        public void Add(string? governor, string value)
        {
            if (governor is null)
            {
                Types.Add(value);
                return;
            }

            if (!Governors.TryGetValue(governor, out var values))
                Governors[governor] = values = new HashSet<string>(StringComparer.Ordinal);
            ((HashSet<string>)values).Add(value);
        }
    }
}
