using SkyButler.Dimensions;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Log.Details;

namespace SkyButler.Registry.Datasets.Membership;

/// <summary>Reads the tags and validity ranges of datasets, or of whole collections, for what may bring them back.</summary>
internal sealed class MembershipReader(RegistryContext context)
{
    private Database Database => context.Database;

    private SqlName Key => new(context.Variant.CollectionKey);

    private SqlName Collection => new(context.Variant.CollectionColumn);

    /// <summary>Those of datasets.</summary>
    public Task<IReadOnlyList<LoggedMembership>> OfDatasetsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        ReadAsync(() => Database.Sql().Append($"m.dataset_id IN {ids}"), cancellationToken);

    /// <summary>Those of collections.</summary>
    public Task<IReadOnlyList<LoggedMembership>> OfCollectionsAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        ReadAsync(() => Database.Sql().Append($"c.name IN {names}"), cancellationToken);

    /// <summary>How many tags and validity ranges collections hold.</summary>
    public async Task<long> CountInCollectionsAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var count = 0L;
        var (tags, calibs) = await TablesAsync(cancellationToken).ConfigureAwait(false);
        foreach (var table in tags.Concat(calibs))
        {
            var query = Database.Sql().Append($"c.name IN {names}").After(Select("count(*)", table)).Build(ColumnType.Int);
            foreach (var batch in await Database.FetchAsync(query, cancellationToken).ConfigureAwait(false))
                count += batch.Number(0, 0);
        }

        return count;
    }

    private async Task<IReadOnlyList<LoggedMembership>> ReadAsync(Func<SqlBuilder> restriction, CancellationToken cancellationToken)
    {
        var found = new List<LoggedMembership>();
        var (tags, calibs) = await TablesAsync(cancellationToken).ConfigureAwait(false);
        foreach (var table in tags)
        {
            var query = restriction().Append($" AND c.type = {(long)Collections.CollectionType.Tagged}")
                .After(Select("m.dataset_id, c.name", table)).Build(ColumnType.Uuid, ColumnType.String);
            await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
                for (var row = 0; row < batch.Count; row++)
                    found.Add(new(batch.Id(0, row), batch.Text(1, row), null, null));
        }

        foreach (var table in calibs)
        {
            var query = restriction().After(Select($"m.dataset_id, c.name, {Database.Dialect.TimespanColumns("m", "timespan")}", table))
                .Build(ColumnType.Uuid, ColumnType.String, ColumnType.Timespan);
            await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
                for (var row = 0; row < batch.Count; row++)
                    if (batch.Timespan(2, row) is { IsEmpty: false } valid)
                        found.Add(new(batch.Id(0, row), batch.Text(1, row), valid.BeginNanoseconds, valid.EndNanoseconds));
        }

        return found;
    }

    private string Select(string columns, string table) =>
        Database.Sql().Raw($"SELECT {columns}").Append($" FROM {new SqlName(table)} m JOIN collection c ON c.{Key} = m.{Collection} WHERE ").ToString();

    private async Task<(SortedSet<string> Tags, SortedSet<string> Calibs)> TablesAsync(CancellationToken cancellationToken)
    {
        var (tags, calibs) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        var query = Database.Sql().Append($"SELECT tag_association_table, calibration_association_table FROM dataset_type").Build(ColumnType.String, ColumnType.String);
        foreach (var batch in await Database.FetchAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
            {
                tags.Add(batch.Text(0, row));
                if (batch.TextOrNull(1, row) is { } table)
                    calibs.Add(table);
            }

        return (tags, calibs);
    }
}
