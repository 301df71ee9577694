using SkyButler.Configuration.Nodes;
using SkyButler.Resources.Stores;

namespace SkyButler.Configuration.Repositories;

/// <summary>
/// Completes a component of a repository's configuration with defaults. From weak to strong: the packaged file, the files of that name
/// on the search path (earlier folders stronger), the files of the component's class in the same order, the repository's own words.
/// </summary>
internal sealed class ComponentDefaults
{
    // The classes that have a default file of their own, and the key under which they hold others of their kind.
    private static readonly Dictionary<string, string> ClassFiles = new(StringComparer.Ordinal)
    {
        ["lsst.daf.butler.datastores.fileDatastore.FileDatastore"] = "datastores/fileDatastore.yaml",
        ["lsst.daf.butler.datastores.chainedDatastore.ChainedDatastore"] = "datastores/chainedDatastore.yaml",
        ["lsst.daf.butler.datastores.inMemoryDatastore.InMemoryDatastore"] = "datastores/inMemoryDatastore.yaml",
    };

    private readonly ConfigSources _sources;
    private readonly ConfigLoader _loader;

    public ComponentDefaults(ConfigSources sources) => (_sources, _loader) = (sources, new ConfigLoader(sources));

    /// <summary>The components that have defaults, in the order of the original.</summary>
    public static IReadOnlyList<string> Components { get; } = ["registry", "storageClasses", "datastore", "repo_transfer_formats"];

    /// <summary>What a repository's configuration says of a component: under its key, or bare.</summary>
    public static Config Own(Config config, string component) => Unwrap(config.Section(component), component);

    /// <summary>Completes a component.</summary>
    public async Task<Config> CompleteAsync(string component, Config own, CancellationToken cancellationToken)
    {
        var complete = await LayerAsync(Config.Empty, component, $"{component}.yaml", cancellationToken).ConfigureAwait(false);
        if ((own.Text("cls") ?? complete.Text("cls")) is { } cls && ClassFiles.TryGetValue(cls, out var file))
            complete = await LayerAsync(complete, component, file, cancellationToken).ConfigureAwait(false);
        complete = complete.Update(own);
        return component == "datastore" ? await CompleteChildrenAsync(complete, component, cancellationToken).ConfigureAwait(false) : complete;
    }

    private async Task<Config> CompleteChildrenAsync(Config config, string component, CancellationToken cancellationToken)
    {
        if (config.Find("datastores") is not ConfigSequence children)
            return config;
        var complete = new List<ConfigNode>();
        foreach (var child in children.Items)
            complete.Add((await CompleteAsync(component, Unwrap(Config.FromNode(child), component), cancellationToken).ConfigureAwait(false)).Root);
        return config.With("datastores", complete);
    }

    // Strongest last. A folder without the file is passed over.
    private async Task<Config> LayerAsync(Config under, string component, string file, CancellationToken cancellationToken)
    {
        foreach (var folder in _sources.AllSearchPaths.Reverse())
        {
            var path = folder.Join(file);
            if (!await _sources.Stores.ExistsAsync(path, cancellationToken).ConfigureAwait(false))
                continue;
            var layer = await _loader.LoadAsync(path, cancellationToken).ConfigureAwait(false);
            under = under.Update(Unwrap(layer, component));
        }
        return under;
    }

    private static Config Unwrap(Config config, string component)
    {
        while (config.Root.TryGet(component, out var inner) && inner is ConfigMapping mapping)
            config = new Config(mapping);
        return config;
    }
}
