using System.Collections.Concurrent;
using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Sql;

namespace SkyButler.Registry.Datasets.Types;

/// <summary>Reads dataset types and remembers them; they never change, so only a missing one makes it look again.</summary>
internal sealed class DatasetTypeCatalog
{
    private readonly ConcurrentDictionary<string, DatasetTypeTables> known = new(StringComparer.Ordinal);
    private readonly RegistryContext context;

    public DatasetTypeCatalog(RegistryContext context)
    {
        this.context = context;
        Groups = new DimensionGroupKeys(context);
        context.Database.RolledBack.Add(known.Clear);
    }

    public DimensionGroupKeys Groups { get; }

    private Database Database => context.Database;

    /// <summary>Dataset types by name; those that are not registered are left out.</summary>
    public async Task<IReadOnlyDictionary<string, DatasetTypeTables>> FindAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        if (names.Where(n => !known.ContainsKey(n)).ToList() is { Count: > 0 } missing)
            await LoadAsync(Database.Sql().Append($" WHERE name IN {missing}"), cancellationToken).ConfigureAwait(false);
        var found = new Dictionary<string, DatasetTypeTables>(StringComparer.Ordinal);
        foreach (var name in names)
            if (known.TryGetValue(name, out var tables))
                found[name] = tables;
        return found;
    }

    /// <summary>All dataset types as they are now, sorted by name.</summary>
    public async Task<IReadOnlyList<DatasetTypeTables>> AllAsync(CancellationToken cancellationToken) =>
        [.. (await LoadAsync(Database.Sql(), cancellationToken).ConfigureAwait(false)).OrderBy(t => t.Type.Name, StringComparer.Ordinal)];

    public void Forget(IEnumerable<string> names)
    {
        foreach (var name in names)
            known.TryRemove(name, out _);
    }

    private async Task<IReadOnlyList<DatasetTypeTables>> LoadAsync(SqlBuilder restriction, CancellationToken cancellationToken)
    {
        var query = restriction
            .After("SELECT id, name, storage_class, dimensions_key, tag_association_table, calibration_association_table FROM dataset_type")
            .Build(ColumnType.Int, ColumnType.String, ColumnType.String, ColumnType.Int, ColumnType.String, ColumnType.String);
        var batches = await Database.FetchAsync(query, cancellationToken).ConfigureAwait(false);
        // Loops, here and wherever a program starts: the library's queries over numbers are compiled anew at every start.
        var keys = new List<long>();
        foreach (var batch in batches)
            for (var row = 0; row < batch.Count; row++)
                keys.Add(batch.Number(3, row));
        var groups = await Groups.FindAsync(keys, cancellationToken).ConfigureAwait(false);
        var loaded = new List<DatasetTypeTables>();
        foreach (var batch in batches)
        {
            for (var row = 0; row < batch.Count; row++)
            {
                var calibs = batch.TextOrNull(5, row);
                var type = new DatasetType(batch.Text(1, row), groups[batch.Number(3, row)], batch.Text(2, row), calibs is not null);
                var tables = new DatasetTypeTables(type, batch.Number(0, row), batch.Text(4, row), calibs);
                known[type.Name] = tables;
                loaded.Add(tables);
            }
        }

        return loaded;
    }
}
