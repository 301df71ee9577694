using System.Runtime.CompilerServices;
using SkyButler.Dimensions;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Checks;

/// <summary>
/// Finds datasets that are not among the members of their run, so that no query finds them there, and adds those whose data ID a tag or a
/// validity range still tells.
/// </summary>
internal sealed class OwnMemberships(RegistryContext context)
{
    private Database Database => context.Database;

    private SqlName Collection => new(context.Variant.CollectionColumn);

    private SqlName CollectionKey => new(context.Variant.CollectionKey);

    private SqlName Run => new(context.Variant.RunColumn);

    /// <summary>Finds them.</summary>
    public async IAsyncEnumerable<LooseRow> FindAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var tables in await TablesAsync(cancellationToken).ConfigureAwait(false))
        {
            var query = Database.Sql().Raw("SELECT d.id, CASE WHEN ");
            foreach (var table in tables.All)
                query.Raw(table == tables.Tags ? "EXISTS (SELECT 1" : " OR EXISTS (SELECT 1").Append($" FROM {new SqlName(table.Name)} x {OtherCollection} AND x.dataset_id = d.id)");
            query.Raw(" THEN 1 ELSE 0 END FROM dataset d WHERE ").Append($"{Lacking(tables)}");
            await foreach (var batch in Database.QueryAsync(query.Build(ColumnType.Uuid, ColumnType.Int), cancellationToken).ConfigureAwait(false))
                for (var row = 0; row < batch.Count; row++)
                    yield return new(batch.Number(1, row) != 0 ? LooseRowKind.OwnMembership : LooseRowKind.LostDataId, tables.Tags.Name, batch.Id(0, row).ToString());
        }
    }

    /// <summary>Adds those of one table whose data IDs are known, with what the summaries of their runs must say first.</summary>
    public async Task MendAsync(string table, CancellationToken cancellationToken)
    {
        if ((await TablesAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(t => t.Tags.Name == table) is not { } tables)
            return;
        IReadOnlyList<string> dimensions = [.. tables.Group.Required.Select(d => d.Name)];
        foreach (var source in tables.All)
        {
            await AddAsync(tables, source, SummaryTables.DatasetTypeName, ["dataset_type_id"], cancellationToken).ConfigureAwait(false);
            foreach (var governor in tables.Group.Required.Where(d => d.HasTable && d.Kind == DimensionElementKind.Governor))
                await AddAsync(tables, source, SummaryTables.GovernorName(governor), [governor.Name], cancellationToken).ConfigureAwait(false);
            await AddAsync(tables, source, table, ["dataset_type_id", "dataset_id", .. dimensions], cancellationToken).ConfigureAwait(false);
        }
    }

    private SqlText OtherCollection => new($"JOIN collection c ON c.{Quote(CollectionKey)} = x.{Quote(Collection)} WHERE c.type <> {(int)CollectionType.Run}");

    // In words of SQL for a dataset d, whose type and run are there; by its type first, so that each dataset is looked at for one table.
    private SqlText Lacking(MemberTables tables) => new(
        $"d.dataset_type_id IN (SELECT dt.id FROM dataset_type dt WHERE dt.tag_association_table = '{tables.Tags.Name}')"
        + $" AND EXISTS (SELECT 1 FROM collection r WHERE r.{Quote(CollectionKey)} = d.{Quote(Run)})"
        + $" AND NOT EXISTS (SELECT 1 FROM {Database.Dialect.Quote(tables.Tags.Name)} o WHERE o.dataset_id = d.id AND o.{Quote(Collection)} = d.{Quote(Run)})");

    private async Task AddAsync(MemberTables tables, TableDefinition source, string target, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        var insert = Database.Sql()
            .Append($"INSERT INTO {new SqlName(target)} ({SqlName.List([context.Variant.CollectionColumn, .. columns])}) SELECT DISTINCT d.{Run}, {new SqlNames(columns, "x")}")
            .Append($" FROM {new SqlName(source.Name)} x JOIN dataset d ON d.id = x.dataset_id AND d.dataset_type_id = x.dataset_type_id {OtherCollection} AND {Lacking(tables)}")
            .Raw(" ON CONFLICT DO NOTHING");
        await Database.ExecuteAsync(insert.Build(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<MemberTables>> TablesAsync(CancellationToken cancellationToken)
    {
        var present = await Database.TableNamesAsync(cancellationToken).ConfigureAwait(false);
        return await MemberTables.FindAsync(context, present.ToHashSet(StringComparer.Ordinal), cancellationToken).ConfigureAwait(false);
    }

    private string Quote(SqlName name) => Database.Dialect.Quote(name.Value);
}
