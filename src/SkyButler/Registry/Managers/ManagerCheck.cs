using SkyButler.Registry.Errors;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Managers;

/// <summary>Decides whether a repository's tables are ones that are understood here, and which variant they are.</summary>
internal static class ManagerCheck
{
    /// <summary>Compares what the configuration names with what the database says of itself.</summary>
    /// <exception cref="IncompatibleRepositoryException">They differ, or a version is not known here.</exception>
    public static SchemaVariant Check(RegistrySettings settings, IReadOnlyDictionary<string, string> attributes, RegistryAccess access, string path)
    {
        if ((attributes.GetValueOrDefault(RegistryAttributes.ManagerName("datasets")) ?? settings.Managers.GetValueOrDefault("datasets")) is { } used
            && ObsoleteManagers.NumbersDatasets(used))
            throw new IncompatibleRepositoryException(ObsoleteManagers.NumbersDatasetsIn(path));
        if (attributes.Count > 0)
            foreach (var (key, name) in settings.Managers)
                Check(KnownManagers.Find(key, name), attributes, access, path);
        var collections = Stored("collections", attributes, settings);
        var datasets = Stored("datasets", attributes, settings);
        var version = RegistryAttributes.FindVersion(datasets, attributes) is { } text ? ManagerVersion.TryParse(text) : datasets.Newest;
        return Variant(collections, version ?? datasets.Newest);
    }

    /// <summary>The variant of the tables that these managers make.</summary>
    public static SchemaVariant Variant(ManagerClass collections, ManagerVersion datasets) =>
        new(NamesAreKeys: collections == KnownManagers.NameKeyCollections, DatesAreText: datasets.Major == 1);

    /// <summary>Managers of a new repository with the versions to be made.</summary>
    public static IReadOnlyList<(ManagerClass Manager, ManagerVersion Version)> ForNew(RegistrySettings settings)
    {
        var chosen = new List<(ManagerClass, ManagerVersion)>();
        foreach (var key in KnownManagers.RequiredKeys)
        {
            var manager = settings.Managers.TryGetValue(key, out var name) ? KnownManagers.Find(key, name) : KnownManagers.All.First(m => m.Key == key);
            var version = manager.Newest;
            if (settings.ManagerVersions.TryGetValue(key, out var asked))
            {
                version = manager.Versions.FirstOrDefault(v => v == ManagerVersion.TryParse(asked)) ?? throw new IncompatibleRepositoryException(
                    $"registry.managers.{key}.schema_version is '{asked}', which can't be made here; known are {string.Join(", ", manager.Versions)}.");
            }

            chosen.Add((manager, version));
        }

        return chosen;
    }

    private static void Check(ManagerClass manager, IReadOnlyDictionary<string, string> attributes, RegistryAccess access, string path)
    {
        if (!attributes.TryGetValue(RegistryAttributes.ManagerName(manager.Key), out var stored))
            throw new IncompatibleRepositoryException(
                $"The database '{path}' has no manager '{manager.Key}', which registry.managers in butler.yaml names; take it out there.");
        if (!manager.IsNamed(stored))
            throw new IncompatibleRepositoryException(
                $"The database '{path}' was made with the manager '{stored}', but registry.managers.{manager.Key} in butler.yaml names '{manager.StoredName}'; name the same there.");
        if (RegistryAttributes.FindVersion(manager, attributes) is not { } text)
            return;
        var version = ManagerVersion.TryParse(text) ?? throw new IncompatibleRepositoryException(
            $"The database '{path}' says that its manager '{manager.Key}' has version '{text}', which is not a version.");
        var known = manager.Versions.Any(v => v.MayOpen(version, access)) && (manager != KnownManagers.Datasets || manager.Versions.Contains(version));
        if (!known)
            throw new IncompatibleRepositoryException(
                $"The database '{path}' has version {version} of the {manager.Key} tables, and this version of SkyButler knows {string.Join(" and ", manager.Versions)}: "
                + (version.CompareTo(manager.Newest) > 0 ? "use a newer SkyButler." : "migrate the repository by Rubin's daf_butler_migrate first."));
    }

    private static ManagerClass Stored(string key, IReadOnlyDictionary<string, string> attributes, RegistrySettings settings)
    {
        var name = attributes.GetValueOrDefault(RegistryAttributes.ManagerName(key)) ?? settings.Managers.GetValueOrDefault(key);
        return name is null ? KnownManagers.All.First(m => m.Key == key) : KnownManagers.Find(key, name);
    }
}
