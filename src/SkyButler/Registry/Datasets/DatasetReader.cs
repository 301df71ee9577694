using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry.Databases;

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
            .Append($"SELECT d.id, t.name, c.name FROM dataset d JOIN dataset_type t ON t.id = d.dataset_type_id ")
            .Append($"JOIN collection c ON c.{new SqlName(variant.CollectionKey)} = d.{new SqlName(variant.RunColumn)} WHERE d.id IN {ids}")
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
        var variant = context.Variant;
        var query = Database.Sql()
            .Append($"SELECT {new SqlNames(["dataset_id", .. required.Select(d => d.Name)], "g")} FROM {new SqlName(tables.Tags)} g ")
            .Append($"JOIN dataset d ON d.id = g.dataset_id AND d.{new SqlName(variant.RunColumn)} = g.{new SqlName(variant.CollectionColumn)} ")
            .Append($"WHERE g.dataset_id IN {runs.Keys}")
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
