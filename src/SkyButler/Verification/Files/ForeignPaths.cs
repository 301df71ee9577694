using SkyButler.Configuration.Repositories;
using SkyButler.Datastores;
using SkyButler.Registry.Databases.Sqlite;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Verification.Files;

/// <summary>
/// What lies below the root of a datastore and is not its own, by names below the root: configuration, the database with what SQLite puts beside
/// it, folders of caches, other datastores, and whole repositories (folders with a configuration).
/// </summary>
internal sealed class ForeignPaths
{
    private readonly FileDatastore store;
    private readonly string? database;
    private readonly List<string> folders;
    private readonly HashSet<string> repositories = new(StringComparer.Ordinal);

    /// <summary>Makes it for a datastore of a repository.</summary>
    public ForeignPaths(Butler butler, FileDatastore store)
    {
        this.store = store;
        database = butler.Config.DatabaseUrl.StartsWith(SqliteConnector.Scheme + ":", StringComparison.Ordinal)
            ? Path.GetFileName(SqliteConnector.FileOf(butler.Config.DatabaseUrl))
            : null;
        var others = butler.Datastore.FileStores.ToList();
        var places = others.Select(o => o.CacheFolder).OfType<ResourcePath>().Concat(others.Where(o => o != store).Select(o => o.Root));
        folders = [.. places.Select(p => p.AsDirectory().RelativeTo(store.Root)).OfType<string>().Where(p => p != ".").Select(p => p.TrimEnd('/') + "/").Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whether a file is not the datastore's, as far as is known from the configuration and from what was listed.</summary>
    public bool Contains(string name) =>
        FileDatastorePaths.IsReserved(name)
        || (!name.Contains('/', StringComparison.Ordinal) && Path.GetExtension(name) is (".yaml" or ".json"))
        || IsDatabase(Path.GetFileName(name))
        || folders.Any(f => name.StartsWith(f, StringComparison.Ordinal))
        || Folders(name).Any(repositories.Contains);

    /// <summary>Learns from a listed file whether its folder is a repository.</summary>
    public void Hear(string name)
    {
        if (name.EndsWith("/" + ButlerConfig.FileName, StringComparison.Ordinal))
            repositories.Add(name[..^(ButlerConfig.FileName.Length + 1)]);
    }

    /// <summary>Looks whether files are in repositories, where no listing says it.</summary>
    public async Task LookAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> above = [.. names.SelectMany(Folders).Distinct(StringComparer.Ordinal)];
        var found = await store.Stores.FindAsync([.. above.Select(f => store.LocateListed($"{f}/{ButlerConfig.FileName}"))], cancellationToken).ConfigureAwait(false);
        repositories.UnionWith(above.Where((_, i) => found[i] is { IsDirectory: false }));
    }

    // By its name, in whatever folder: the configuration may reach the folder by another way than the listing. Copies that are kept beside it count too.
    private bool IsDatabase(string file) =>
        database is not null && file.StartsWith(database, StringComparison.Ordinal) && (file.Length == database.Length || file[database.Length] is '-' or '.');

    private static IEnumerable<string> Folders(string name)
    {
        for (var slash = name.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = name.IndexOf('/', slash + 1))
            yield return name[..slash];
    }
}
