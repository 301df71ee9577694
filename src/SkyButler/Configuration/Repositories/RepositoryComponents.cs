using System.Runtime.ExceptionServices;

namespace SkyButler.Configuration.Repositories;

/// <summary>
/// The components of a repository's configuration, each completed with defaults when it is first asked for: most commands need the
/// registry's alone. Where defaults may come from elsewhere than from this program, all are completed at once.
/// </summary>
internal sealed class RepositoryComponents
{
    private const string Needed = "registry";
    private readonly Dictionary<string, Config> complete = new(StringComparer.Ordinal);
    private readonly Lock sync = new();
    private readonly ComponentDefaults defaults;
    private readonly Config own;

    private RepositoryComponents(Config own, ConfigSources sources) => (this.own, defaults) = (own, new(sources));

    /// <summary>A component by name.</summary>
    /// <exception cref="ConfigException">Its settings are wrong.</exception>
    public Config this[string component]
    {
        get
        {
            lock (sync)
            {
                if (complete.TryGetValue(component, out var known))
                    return known;
                // Packaged files are in memory, so this has ended when it returns.
                var work = CompleteAsync(component, CancellationToken.None);
                if (work.Exception?.InnerException is { } error)
                    ExceptionDispatchInfo.Throw(error);
                return complete[component];
            }
        }
    }

    /// <summary>Makes the components of what a repository says itself.</summary>
    public static async Task<RepositoryComponents> OpenAsync(Config own, ConfigSources sources, CancellationToken cancellationToken)
    {
        var components = new RepositoryComponents(own, sources);
        var isPackagedOnly = sources.AllSearchPaths.All(PackagedDefaults.Folder.Equals);
        foreach (var component in isPackagedOnly ? [Needed] : ComponentDefaults.Components)
            await components.CompleteAsync(component, cancellationToken).ConfigureAwait(false);
        return components;
    }

    /// <summary>Everything: what the repository says, with all components completed.</summary>
    public Config Join() => ComponentDefaults.Components.Aggregate(own, (tree, component) => tree.With([component], this[component].Root));

    private async Task CompleteAsync(string component, CancellationToken cancellationToken) =>
        complete[component] = await defaults.CompleteAsync(component, ComponentDefaults.Own(own, component), cancellationToken).ConfigureAwait(false);
}
