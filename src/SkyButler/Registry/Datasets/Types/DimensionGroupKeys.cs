using System.Collections.Concurrent;
using SkyButler.Dimensions;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Datasets.Types;

/// <summary>The integers that stand for groups of dimensions in the database; 0 is the empty group.</summary>
internal sealed class DimensionGroupKeys(RegistryContext context)
{
    private readonly ConcurrentDictionary<long, DimensionGroup> groups = new() { [0] = context.Universe.Empty };

    private Database Database => context.Database;

    /// <summary>The groups of keys, read together where one is not known yet.</summary>
    public async Task<IReadOnlyDictionary<long, DimensionGroup>> FindAsync(IEnumerable<long> keys, CancellationToken cancellationToken)
    {
        if (keys.Any(k => !groups.ContainsKey(k)))
            await LoadAsync(cancellationToken).ConfigureAwait(false);
        return groups;
    }

    /// <summary>The key of a group, made where there is none.</summary>
    public async Task<long> EnsureAsync(DimensionGroup group, CancellationToken cancellationToken)
    {
        if (Known(group) is { } known)
            return known;
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        if (Known(group) is { } there)
            return there;
        var key = 0L;
        await Database.SavepointAsync(
            async token =>
            {
                await Database.LockTableAsync(CoreTables.DimensionGroupKey.Name, token).ConfigureAwait(false);
                // Another process may have made it in the meantime; from here on nobody can.
                await LoadAsync(token).ConfigureAwait(false);
                key = Known(group) ?? await MakeAsync(group, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        groups[key] = group;
        return key;
    }

    private long? Known(DimensionGroup group)
    {
        foreach (var (key, known) in groups)
            if (known == group)
                return key;
        return null;
    }

    private async Task<long> MakeAsync(DimensionGroup group, CancellationToken cancellationToken)
    {
        var rows = await Database.FetchAsync(
            Database.Sql()
                .Raw("INSERT INTO dimension_graph_key (id) VALUES (").Raw(Database.Dialect.NextValue("dimension_graph_key", "id") ?? "NULL").Raw(") RETURNING id")
                .Build(ColumnType.Int),
            cancellationToken).ConfigureAwait(false);
        var key = rows[0].Number(0, 0);
        await Database.InsertAsync(
            new RowInsert(CoreTables.DimensionGroupDefinition.Name, CoreTables.DimensionGroupDefinition.Columns),
            group.Required,
            (row, dimension) =>
            {
                row.Write(key);
                row.Write(dimension.Name);
            },
            cancellationToken).ConfigureAwait(false);
        return key;
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var names = new Dictionary<long, List<string>>();
        var query = Database.Sql().Raw("SELECT dimension_graph_id, dimension_name FROM dimension_graph_definition").Build(ColumnType.Int, ColumnType.String);
        await foreach (var batch in Database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
        {
            for (var row = 0; row < batch.Count; row++)
            {
                var key = batch.Number(0, row);
                if (!names.TryGetValue(key, out var list))
                    names[key] = list = [];
                list.Add(batch.Text(1, row));
            }
        }

        foreach (var (key, list) in names)
        {
            try
            {
                groups[key] = context.Universe.Conform(list);
            }
            catch (DimensionNameException e)
            {
                throw new RegistryException($"The database '{Database.Location}' is damaged: dimension group {key} has unknown members. {e.Message}", e);
            }
        }
    }
}
