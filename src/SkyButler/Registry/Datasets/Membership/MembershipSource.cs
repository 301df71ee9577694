using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Datasets.Membership;

/// <summary>Reads what the database itself knows of datasets that are to join a collection, rather than trusting references.</summary>
internal static class MembershipSource
{
    private const int Chunk = 10_000;

    /// <summary>Datasets by type, in pieces that one statement takes.</summary>
    public static async Task<IReadOnlyList<(DatasetTypeTables Tables, Guid[] Ids)>> GroupAsync(
        DatasetTypeStorage types, IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var groups = new List<(DatasetTypeTables, Guid[])>();
        foreach (var group in datasets.GroupBy(d => d.DatasetType.ParentName, StringComparer.Ordinal))
        {
            var tables = await types.TablesAsync(group.Key, cancellationToken).ConfigureAwait(false);
            groups.AddRange(group.Select(d => d.Id).Distinct().Chunk(Chunk).Select(ids => (tables, ids)));
        }

        return groups;
    }

    /// <summary>The rows that tie datasets to their runs, as <c>FROM</c> with dataset <c>d</c> and tags <c>g</c>, and <c>WHERE</c>.</summary>
    public static SqlBuilder AppendRunRows(this SqlBuilder sql, RegistryContext context, DatasetTypeTables tables, IEnumerable<Guid> ids) => sql
        // The order of the joins is meant: from the identifiers, by primary keys, never over all datasets of the type.
        .Raw(" FROM ").Column(ids.Select(id => (object)id)).Raw(" k").AppendRunRows(context, tables, "k.v");

    /// <summary>The same after a table <c>k</c> with identifiers, of which the column is given.</summary>
    public static SqlBuilder AppendRunRows(this SqlBuilder sql, RegistryContext context, DatasetTypeTables tables, string id) => sql
        .Append($" CROSS JOIN dataset d CROSS JOIN {new SqlName(tables.Tags)} g ")
        .Append($"WHERE d.id = {new SqlText(id)} AND g.dataset_id = d.id AND g.{new SqlName(context.Variant.CollectionColumn)} = d.{new SqlName(context.Variant.RunColumn)} ")
        .Append($"AND +d.dataset_type_id = {tables.Id}");

    /// <exception cref="RegistryException">A dataset is not registered as one of the type.</exception>
    public static async Task RequireAllAsync(RegistryContext context, DatasetTypeTables tables, Guid[] ids, string collection, CancellationToken cancellationToken)
    {
        var there = new HashSet<Guid>();
        var query = context.Database.Sql().Append($"SELECT g.dataset_id").AppendRunRows(context, tables, ids).Build(ColumnType.Uuid);
        await foreach (var batch in context.Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                there.Add(batch.Id(0, row));
        foreach (var id in ids)
            if (!there.Contains(id))
                throw new RegistryException($"The '{tables.Type.Name}' dataset {id} is not registered, so it can't be added to the collection '{collection}'.");
    }

    /// <summary>Notes the type and governor values of datasets for a collection.</summary>
    public static async Task SummarizeAsync(
        RegistryContext context, SummaryWriter summaries, object collection, DatasetTypeTables tables, Guid[] ids, CancellationToken cancellationToken)
    {
        await summaries.WriteTypeAsync([collection], tables, cancellationToken).ConfigureAwait(false);
        foreach (var governor in tables.Type.Dimensions.Governors.Where(g => g.HasTable))
        {
            var query = context.Database.Sql().Append($"SELECT DISTINCT g.{new SqlName(governor.Name)}").AppendRunRows(context, tables, ids).Build(ColumnType.String);
            var values = new List<(object, string)>();
            foreach (var batch in await context.Database.FetchAsync(query, cancellationToken).ConfigureAwait(false))
                for (var row = 0; row < batch.Count; row++)
                    values.Add((collection, batch.Text(0, row)));
            await summaries.WriteGovernorAsync(governor, values, cancellationToken).ConfigureAwait(false);
        }
    }
}
