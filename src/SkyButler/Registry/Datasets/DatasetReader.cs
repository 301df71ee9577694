using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Datasets.Membership;

namespace SkyButler.Registry.Datasets;

/// <summary>Reads datasets by identifier: one query for their types and runs, and one for each type's data IDs.</summary>
internal sealed class DatasetReader(RegistryContext context, DatasetTypeStorage types)
{
    private const int Chunk = 10_000;

    private Database Database => context.Database;

    public async Task<IReadOnlyDictionary<Guid, DatasetRef>> GetAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, DatasetRef>();
        foreach (var chunk in ids.Chunk(Chunk))
        {
            var byType = await TypesAndRunsAsync(chunk, cancellationToken).ConfigureAwait(false);
            var tables = await types.TablesAsync(byType.Keys, cancellationToken).ConfigureAwait(false);
            foreach (var (name, runs) in byType)
                await ReadAsync(tables[name], runs, found, cancellationToken).ConfigureAwait(false);
        }

        return found;
    }

    private async Task<Dictionary<string, Dictionary<Guid, string>>> TypesAndRunsAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        var variant = context.Variant;
        var query = Database.Sql()
            .Raw("SELECT d.id, t.name, c.name FROM ").Column(ids.Select(id => (object)id)).Raw(" k CROSS JOIN dataset d CROSS JOIN dataset_type t CROSS JOIN collection c ")
            .Append($"WHERE d.id = k.v AND t.id = d.dataset_type_id AND c.{new SqlName(variant.CollectionKey)} = d.{new SqlName(variant.RunColumn)}")
            .Build(ColumnType.Uuid, ColumnType.String, ColumnType.String);
        var byType = new Dictionary<string, Dictionary<Guid, string>>(StringComparer.Ordinal);
        await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
        {
            for (var row = 0; row < batch.Count; row++)
            {
                if (!byType.TryGetValue(batch.Text(1, row), out var runs))
                    byType[batch.Text(1, row)] = runs = [];
                runs[batch.Id(0, row)] = batch.Text(2, row);
            }
        }

        return byType;
    }

    private async Task ReadAsync(DatasetTypeTables tables, Dictionary<Guid, string> runs, Dictionary<Guid, DatasetRef> found, CancellationToken cancellationToken)
    {
        var required = tables.Type.Dimensions.Required;
        var query = Database.Sql().Append($"SELECT {new SqlNames(["dataset_id", .. required.Select(d => d.Name)], "g")}")
            .AppendRunRows(context, tables, runs.Keys)
            .Build([ColumnType.Uuid, .. required.Select(d => d.PrimaryKey!.Type)]);
        await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
        {
            for (var row = 0; row < batch.Count; row++)
            {
                var values = new DataIdValue[required.Count];
                for (var i = 0; i < values.Length; i++)
                    values[i] = batch.Value(i + 1, row);
                var id = batch.Id(0, row);
                found[id] = new DatasetRef(tables.Type, new DataCoordinate(tables.Type.Dimensions, values), runs[id], id);
            }
        }
    }
}
