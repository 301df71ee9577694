using SkyButler.Configuration.Databases;
using SkyButler.Resources;

namespace SkyButler.Configuration.Repositories;

/// <summary>The configuration of a repository, completed with defaults.</summary>
public sealed class ButlerConfig
{
    /// <summary>The text that stands for the repository's root.</summary>
    public const string RootTag = "<butlerRoot>";

    /// <summary>The name of the file in a repository's root.</summary>
    public const string FileName = "butler.yaml";

    private const string RemoteClass = "lsst.daf.butler.remote_butler.RemoteButler";

    private readonly RepositoryComponents? _components;
    private readonly Config _own;
    private readonly Lazy<Config> _tree;

    private ButlerConfig(
        Config own, RepositoryComponents? components, ResourcePath? file, ResourcePath root, TypeNames names, EnvironmentVariables environment)
    {
        (_own, _components, File, Root, Names, Environment) = (own, components, file, root, names, environment);
        _tree = new(() => components?.Join() ?? own);
    }

    /// <summary>Everything, as <c>config-dump</c> shows it.</summary>
    public Config Tree => _tree.Value;

    /// <summary>The file that it came from; null when it was made in memory.</summary>
    public ResourcePath? File { get; }

    /// <summary>The repository's root directory.</summary>
    public ResourcePath Root { get; }

    /// <summary>Which types of ours stand for the names that the repository uses.</summary>
    public TypeNames Names { get; }

    /// <summary>The environment that the configuration was read in.</summary>
    internal EnvironmentVariables Environment { get; }

    /// <summary>The settings of the database.</summary>
    public Config Registry => Component("registry");

    /// <summary>The settings of the file storage.</summary>
    public Config Datastore => Component("datastore");

    /// <summary>The definitions of storage classes.</summary>
    public Config StorageClasses => Component("storageClasses");

    /// <summary>Whether this is a client of a server rather than of a database.</summary>
    public bool IsRemote => _own.Text("cls") == RemoteClass;

    /// <summary>The URL of the database, with the root put in.</summary>
    public string DatabaseUrl => WithRoot(Registry.RequiredText("db"));

    /// <summary>The database schema that holds the tables; null for the database's default.</summary>
    public string? DatabaseNamespace => Registry.Text("namespace");

    /// <summary>The file of passwords that the environment names for PostgreSQL's programs; null for the usual one.</summary>
    public string? DatabasePasswordFile => Environment["PGPASSFILE"];

    /// <summary>The class of each manager of the registry, by its key.</summary>
    /// <exception cref="ConfigException">A manager is given as something other than a class or a mapping with <c>cls</c>.</exception>
    public IReadOnlyDictionary<string, string> Managers => ManagerSettings.Classes(Registry.Section("managers"));

    /// <summary>Opens the configuration of a repository.</summary>
    /// <param name="repository">A directory, a <c>.yaml</c> or <c>.json</c> file, a URI of either, or a name from the repository index.</param>
    /// <param name="sources">Where to read from; null for the process's own.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ConfigException">There is no repository, or its configuration is wrong.</exception>
    public static async Task<ButlerConfig> OpenAsync(
        string repository, ConfigSources? sources = null, CancellationToken cancellationToken = default)
    {
        sources ??= ConfigSources.Default;
        var file = await RepositoryLocation.FindConfigAsync(repository, sources, cancellationToken).ConfigureAwait(false);
        var own = await new ConfigLoader(sources).LoadAsync(file, cancellationToken).ConfigureAwait(false);
        var root = own.Text("root") is { } text
            ? ResourcePath.Parse(text, file.Parent, sources.Environment).AsDirectory()
            : file.Parent;
        return await CompleteAsync(own, file, root, sources, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Completes a configuration that is in memory.</summary>
    public static Task<ButlerConfig> FromConfigAsync(
        Config own, ResourcePath root, ConfigSources? sources = null, CancellationToken cancellationToken = default) =>
        CompleteAsync(own, null, root.AsDirectory(), sources ?? ConfigSources.Default, cancellationToken);

    /// <summary>Where the server's database is and as whom to connect, from this configuration, files of credentials and the environment; null where the database is a file.</summary>
    /// <exception cref="ConfigException">What says it is wrong, or a file of credentials may be read by others.</exception>
    public Task<DatabaseAddress?> FindDatabaseAsync(CancellationToken cancellationToken = default) =>
        RegistryDatabase.FindAsync(DatabaseUrl, Registry, Environment, cancellationToken);

    /// <summary>A text of the configuration with the root put in: the OS path of a local one, the URI of another.</summary>
    public string WithRoot(string text) =>
        text.Replace(RootTag, (Root.IsLocal ? Root.LocalPath : Root.ToString()).TrimEnd('/'), StringComparison.Ordinal);

    /// <summary>A path of the configuration (such as <c>datastore.root</c>) with the root put in; relative ones start from the root.</summary>
    public ResourcePath ResolvePath(string text)
    {
        if (!text.StartsWith(RootTag, StringComparison.Ordinal))
            return ResourcePath.Parse(text, Root, Environment);
        // The root is joined, not pasted in, so that no character of its own path is taken for something else.
        return Root.Join(text[RootTag.Length..].TrimStart('/'));
    }

    private static async Task<ButlerConfig> CompleteAsync(
        Config own, ResourcePath? file, ResourcePath root, ConfigSources sources, CancellationToken cancellationToken)
    {
        foreach (var key in (string[])["run", "collection"])
        {
            if (own.Find([key]) is { } node)
                throw new ConfigException(node.Location, $"'{key}' is no setting of a repository; name collections when opening it.");
        }
        var names = await TypeNames.LoadAsync(own, root, sources, cancellationToken).ConfigureAwait(false);
        if (own.Text("cls") == RemoteClass)
            return new(own, null, file, root, names, sources.Environment);
        var components = await RepositoryComponents.OpenAsync(own, sources, cancellationToken).ConfigureAwait(false);
        return new(own, components, file, root, names, sources.Environment);
    }

    // A client of a server has no components of its own.
    private Config Component(string name) => _components?[name] ?? _own.Section(name);
}
