using SkyButler.Dimensions;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Sql;

namespace SkyButler.Registry.Datasets;

/// <summary>The datasets of whole runs, of whichever types.</summary>
internal sealed class RunMembers(RegistryContext context, CollectionStorage collections)
{
    private Database Database => context.Database;

    public async Task<long> CountAsync(IReadOnlyList<string> runs, CancellationToken cancellationToken)
    {
        var query = (await OfAsync("SELECT count(*)", runs, cancellationToken).ConfigureAwait(false)).Build(ColumnType.Int);
        return (await Database.FetchAsync(query, cancellationToken).ConfigureAwait(false))[0].Number(0, 0);
    }

    public async Task<IReadOnlyList<RunContent>> CountByTypeAsync(IReadOnlyList<string> runs, CancellationToken cancellationToken)
    {
        var column = new SqlName(context.Variant.RunColumn);
        var names = (await collections.FindAllAsync(runs, cancellationToken).ConfigureAwait(false)).ToDictionary(r => r.Key, r => r.Name);
        var query = Database.Sql()
            .Append($"SELECT d.{column}, t.name, count(*) FROM dataset d JOIN dataset_type t ON t.id = d.dataset_type_id ")
            .Append($"WHERE d.{column} IN {names.Keys} GROUP BY d.{column}, t.name")
            .Build(context.Variant.CollectionKeyType, ColumnType.String, ColumnType.Int);
        var counts = new List<RunContent>();
        await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                counts.Add(new(names[batch.Value(0, row).ToObject()], batch.Text(1, row), batch.Number(2, row)));
        return [.. counts.OrderBy(c => c.Run, StringComparer.Ordinal).ThenBy(c => c.DatasetType, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<Guid>> FirstAsync(IReadOnlyList<string> runs, int limit, CancellationToken cancellationToken)
    {
        var query = (await OfAsync("SELECT id", runs, cancellationToken).ConfigureAwait(false)).Append($" LIMIT {(long)limit}").Build(ColumnType.Uuid);
        var ids = new List<Guid>();
        await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                ids.Add(batch.Id(0, row));
        return ids;
    }

    private async Task<SqlBuilder> OfAsync(string select, IReadOnlyList<string> runs, CancellationToken cancellationToken)
    {
        var keys = (await collections.FindAllAsync(runs, cancellationToken).ConfigureAwait(false)).Select(r => r.Key);
        return Database.Sql().Raw(select).Append($" FROM dataset WHERE {new SqlName(context.Variant.RunColumn)} IN {keys}");
    }
}
