using SkyButler.Dimensions;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Managers;

/// <summary>The database's own account of how it was made: the rows of <c>butler_attributes</c>.</summary>
internal static class RegistryAttributes
{
    public const string Universe = "config:dimensions.json";

    /// <summary>Names the configuration file that is still to be written; the row goes when it is.</summary>
    public const string Unfinished = "skybutler:unfinished_creation";

    public static string ManagerName(string key) => $"config:registry.managers.{key}";

    public static string ManagerVersion(ManagerClass manager) => $"version:{manager.StoredName}";

    /// <summary>The version of a manager's tables, by whichever of its names the database has it; null where it gives none.</summary>
    public static string? FindVersion(ManagerClass manager, IReadOnlyDictionary<string, string> attributes) =>
        attributes.GetValueOrDefault(ManagerVersion(manager))
        ?? (attributes.TryGetValue(ManagerName(manager.Key), out var stored) && manager.IsNamed(stored) ? attributes.GetValueOrDefault($"version:{stored}") : null);

    /// <summary>Rows of a new repository, in order.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> ForNew(IEnumerable<(ManagerClass Manager, ManagerVersion Version)> managers, DimensionUniverse universe)
    {
        var rows = new List<KeyValuePair<string, string>>();
        foreach (var (manager, version) in managers)
        {
            rows.Add(new(ManagerName(manager.Key), manager.StoredName));
            rows.Add(new(ManagerVersion(manager), version.ToString()));
        }

        rows.Add(new(Universe, universe.ConfigurationJson));
        return rows;
    }

    /// <summary>The universe that a repository keeps.</summary>
    public static DimensionUniverse ReadUniverse(IReadOnlyDictionary<string, string> attributes, string path)
    {
        if (!attributes.TryGetValue(Universe, out var json))
            throw new IncompatibleRepositoryException($"The database '{path}' keeps no dimension universe ({Universe}); it was made by software too old to be read.");
        try
        {
            return DimensionUniverse.FromJson(json);
        }
        catch (DimensionException e)
        {
            throw new IncompatibleRepositoryException($"The dimension universe in the database '{path}' can't be read: {e.Message}", e);
        }
    }

    /// <summary>All rows of an existing repository.</summary>
    /// <exception cref="RegistryException">The database is not a butler's.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(Database database, CancellationToken cancellationToken)
    {
        if (!await database.HasTableAsync("butler_attributes", cancellationToken).ConfigureAwait(false))
            throw new RegistryException($"The database '{database.Location}' is not a data repository's: it has no table butler_attributes.");
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        var query = database.Sql().Raw("SELECT name, value FROM butler_attributes").Build(ColumnType.String, ColumnType.String);
        await foreach (var batch in database.QueryAsync(query, cancellationToken).ConfigureAwait(false))
            for (var row = 0; row < batch.Count; row++)
                rows[batch.Text(0, row)] = batch.Text(1, row);
        return rows;
    }
}
