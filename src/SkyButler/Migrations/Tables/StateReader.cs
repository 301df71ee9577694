using System.Globalization;
using SkyButler.Dimensions;
using SkyButler.Migrations.Databases;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Managers;

namespace SkyButler.Migrations.Tables;

/// <summary>Reads what a database holds, also where it is too old to be opened as a registry.</summary>
internal static class StateReader
{
    public static async Task<RepositoryState> ReadAsync(MigrationDatabase kind, Database database, CancellationToken cancellationToken)
    {
        var attributes = await RegistryAttributes.ReadAsync(database, cancellationToken).ConfigureAwait(false);
        if (attributes.Count == 0)
            throw new MigrationException($"The database '{database.Location}' says nothing of its versions (butler_attributes is empty): it is too old to be migrated here.");
        var datasets = attributes.GetValueOrDefault(RegistryAttributes.ManagerName("datasets")) ?? KnownManagers.Datasets.StoredName;
        var collections = attributes.GetValueOrDefault(RegistryAttributes.ManagerName("collections"));
        var version = attributes.GetValueOrDefault($"version:{datasets}") ?? RegistryAttributes.FindVersion(KnownManagers.Datasets, attributes) ?? KnownManagers.Datasets.Newest.ToString();
        var universe = RegistryAttributes.ReadUniverse(attributes, database.Location);
        return new()
        {
            Location = database.Location,
            Attributes = attributes,
            Universe = universe,
            Variant = new(collections is not null && KnownManagers.NameKeyCollections.IsNamed(collections), version.StartsWith("1.", StringComparison.Ordinal)),
            HasIntegerIds = ObsoleteManagers.NumbersDatasets(datasets),
            DatasetsVersion = version,
            Tables = await kind.ReadTablesAsync(database, cancellationToken).ConfigureAwait(false),
            Associations = await AssociationsAsync(database, cancellationToken).ConfigureAwait(false),
        };
    }

    private static async Task<IReadOnlyList<AssociationTables>> AssociationsAsync(Database database, CancellationToken cancellationToken)
    {
        var groups = new Dictionary<string, List<string>>(StringComparer.Ordinal) { ["0"] = [] };
        await foreach (var (key, name, _) in TriplesAsync(
            database, "SELECT CAST(dimension_graph_id AS TEXT), dimension_name, '' FROM dimension_graph_definition", cancellationToken))
        {
            if (!groups.TryGetValue(key, out var names))
                groups[key] = names = [];
            names.Add(name);
        }

        var found = new Dictionary<string, (string? Calibs, string Key, List<string> Types)>(StringComparer.Ordinal);
        var query = database.Sql()
            .Raw("SELECT tag_association_table, calibration_association_table, CAST(dimensions_key AS TEXT), name FROM dataset_type ORDER BY name")
            .Build(ColumnType.String, ColumnType.String, ColumnType.String, ColumnType.String);
        foreach (var batch in await database.FetchAsync(query, cancellationToken).ConfigureAwait(false))
        {
            for (var row = 0; row < batch.Count; row++)
            {
                var tags = batch.Text(0, row);
                var known = found.GetValueOrDefault(tags, (null, batch.Text(2, row), []));
                known.Item3.Add(batch.Text(3, row));
                found[tags] = (known.Item1 ?? batch.TextOrNull(1, row), known.Item2, known.Item3);
            }
        }

        return [.. found.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => new AssociationTables(
            f.Key,
            f.Value.Calibs,
            groups.GetValueOrDefault(f.Value.Key) ?? throw new RegistryException(
                string.Create(CultureInfo.InvariantCulture, $"The database '{database.Location}' is damaged: dimension group {f.Value.Key} of the dataset type '{f.Value.Types[0]}' has no members.")),
            f.Value.Types))];
    }

    private static async IAsyncEnumerable<(string First, string Second, string Third)> TriplesAsync(
        Database database, string sql, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = database.Sql().Raw(sql).Build(ColumnType.String, ColumnType.String, ColumnType.String);
        foreach (var batch in await database.FetchAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                yield return (batch.Text(0, row), batch.Text(1, row), batch.Text(2, row));
    }
}
