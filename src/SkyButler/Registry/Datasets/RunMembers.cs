using SkyButler.Dimensions;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases;

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
