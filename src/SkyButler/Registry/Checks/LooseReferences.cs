using System.Globalization;
using System.Runtime.CompilerServices;
using SkyButler.Dimensions;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Checks;

/// <summary>
/// Finds rows that others name and that are not there, by the foreign keys of all tables, each once with the tables that name it; and adds those
/// of the summaries, which follow from the members of collections. What <see cref="LooseRows"/> finds and removes is left to it.
/// </summary>
internal sealed class LooseReferences(RegistryContext context)
{
    // SQLite takes 500 queries in one.
    private const int MostTogether = 400;

    private Database Database => context.Database;

    private SchemaVariant Variant => context.Variant;

    /// <summary>Finds them, by table.</summary>
    public async IAsyncEnumerable<LooseRow> FindAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var tables = await TablesAsync(cancellationToken).ConfigureAwait(false);
        var byName = tables.ToDictionary(t => t.Name, StringComparer.Ordinal);
        var references = tables.SelectMany(t => t.ForeignKeys.Where(k => byName.ContainsKey(k.Table) && !IsLeftToOthers(t, k)).Select(k => new Reference(t.Name, k)));
        foreach (var sources in references.GroupBy(r => (r.Key.Table, string.Join(',', r.Key.Target))).SelectMany(g => g.Chunk(MostTogether)))
            await foreach (var row in FindAsync(byName[sources[0].Key.Table], sources, cancellationToken).ConfigureAwait(false))
                yield return row;
    }

    /// <summary>Adds what a summary lacks.</summary>
    public async Task MendAsync(string summary, CancellationToken cancellationToken)
    {
        var tables = await TablesAsync(cancellationToken).ConfigureAwait(false);
        if (!IsSummary(summary) || tables.FirstOrDefault(t => t.Name == summary) is not { } target)
            return;
        foreach (var reference in tables.SelectMany(t => t.ForeignKeys.Where(k => k.Table == summary).Select(k => new Reference(t.Name, k))))
        {
            var insert = Database.Sql().Append($"INSERT INTO {new SqlName(summary)} ({SqlName.List(reference.Key.Target)}) SELECT DISTINCT {new SqlNames([.. reference.Key.Source], "x")}");
            await Database.ExecuteAsync(AppendLoose(insert, target, reference).Raw(" ON CONFLICT DO NOTHING").Build(), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<TableDefinition>> TablesAsync(CancellationToken cancellationToken)
    {
        var present = (await Database.TableNamesAsync(cancellationToken).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
        var members = await MemberTables.FindAsync(context, present, cancellationToken).ConfigureAwait(false);
        return [.. RegistrySchema.StaticTables(context.Universe, Variant).Where(t => present.Contains(t.Name)), .. members.SelectMany(m => m.All)];
    }

    private async IAsyncEnumerable<LooseRow> FindAsync(TableDefinition target, IReadOnlyList<Reference> sources, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var keys = sources[0].Key.Target;
        var columns = string.Join(", ", keys.Select((_, i) => $"k{i}"));
        var query = Database.Sql().Raw($"SELECT {columns}, CAST(MIN(source) AS BIGINT), CAST(MAX(source) AS BIGINT), CAST(SUM(n) AS BIGINT)");
        if (IsSummary(target.Name))
            query.Append($", (SELECT c.name FROM collection c WHERE c.{new SqlName(Variant.CollectionKey)} = y.k0)");
        query.Raw(" FROM (");
        for (var i = 0; i < sources.Count; i++)
        {
            query.Raw(i == 0 ? "SELECT " : " UNION ALL SELECT ");
            for (var key = 0; key < keys.Count; key++)
                query.Append($"x.{new SqlName(sources[i].Key.Source[key])}").Raw($" AS k{key}, ");
            AppendLoose(query.Raw($"{i} AS source, COUNT(*) AS n"), target, sources[i]).Append($" GROUP BY {new SqlNames(sources[i].Key.Source, "x")}");
        }

        query.Raw($") y GROUP BY {columns} ORDER BY {columns}");
        IEnumerable<ColumnType> types = [.. keys.Select(k => target[k].Type), ColumnType.Int, ColumnType.Int, ColumnType.Int];
        var answer = query.Build([.. IsSummary(target.Name) ? types.Append(ColumnType.String) : types]);
        await foreach (var batch in Database.QueryAsync(answer, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                yield return Found(target, keys, sources, batch, row);
    }

    private SqlBuilder AppendLoose(SqlBuilder query, TableDefinition target, Reference reference)
    {
        query.Append($" FROM {new SqlName(reference.Table)} x WHERE NOT ");
        AppendExists(query, target.Name, reference.Key.Target, reference.Key.Source);
        foreach (var column in reference.Key.Source)
            query.Append($" AND x.{new SqlName(column)} IS NOT NULL");
        if (target.Name == "run")
        {
            // A RUN that lacks its row is a damage of its own.
            query.Append($" AND NOT EXISTS (SELECT 1 FROM collection c WHERE c.type = {(long)CollectionType.Run} AND c.{new SqlName(Variant.CollectionKey)} = x.{new SqlName(reference.Key.Source[0])})");
        }

        // A row can be added only where all is there that it names; what is not is a damage of its own.
        if (IsSummary(target.Name))
            foreach (var own in target.ForeignKeys)
                AppendExists(query.Raw(" AND "), own.Table, own.Target, [.. own.Source.Select(s => reference.Key.Source[IndexOf(reference.Key.Target, s)])]);
        return query;
    }

    private static void AppendExists(SqlBuilder query, string table, IReadOnlyList<string> columns, IReadOnlyList<string> source)
    {
        query.Append($"EXISTS (SELECT 1 FROM {new SqlName(table)} t WHERE ");
        for (var i = 0; i < columns.Count; i++)
            query.Raw(i == 0 ? "" : " AND ").Append($"t.{new SqlName(columns[i])} = x.{new SqlName(source[i])}");
        query.Raw(")");
    }

    private static LooseRow Found(TableDefinition target, IReadOnlyList<string> keys, IReadOnlyList<Reference> sources, RowBatch batch, int row)
    {
        var values = keys.Select((k, i) => (Column: k, Value: Convert.ToString(batch.Any(i, row), CultureInfo.InvariantCulture) ?? "")).ToList();
        var (first, last) = ((int)batch.Number(keys.Count, row), (int)batch.Number(keys.Count + 1, row));
        var naming = $"{batch.Number(keys.Count + 2, row)} rows of the table '{sources[first].Table}'{(sources[first].Table == sources[last].Table ? "" : " and others")}";
        return IsSummary(target.Name)
            ? new(LooseRowKind.Summary, target.Name, $"{batch.Text(keys.Count + 3, row)}: {values[1].Column}={values[1].Value}")
            {
                Detail = $"{naming} are in the collection, and its summary in '{target.Name}' does not say so: queries pass them over",
            }
            : new(LooseRowKind.Reference, target.Name, $"{target.Name} {string.Join(", ", values.Select(v => $"{v.Column}={v.Value}"))}")
            {
                Detail = $"it is not there, and {naming} name it; {Remedy(target.Name)}",
            };
    }

    private static string Remedy(string table) => table switch
    {
        "run" or "collection" or "dataset" or "dataset_type" => $"put the row back into the table '{table}' from a backup of the database, or change those that name it",
        _ => "insert the record again (register-instrument, ingest-raws, define-visits, an import), or put it back from a backup of the database",
    };

    private bool IsLeftToOthers(TableDefinition table, ForeignKeyDefinition key) => table.Name switch
    {
        "collection_chain" or "dataset_location" => true,
        _ when IsSummary(table.Name) => key.Table == "collection",
        _ when key.Source[0] == "dataset_id" => true,
        _ => key.Source is [var only] && only == Variant.CollectionColumn && key.Table == "collection" && table.Name != "run",
    };

    private static bool IsSummary(string table) => table.StartsWith("collection_summary_", StringComparison.Ordinal);

    private static int IndexOf(IReadOnlyList<string> names, string name) => names.Index().First(n => n.Item == name).Index;

    private sealed record Reference(string Table, ForeignKeyDefinition Key);
}
