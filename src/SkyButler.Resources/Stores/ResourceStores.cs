namespace SkyButler.Resources.Stores;

/// <summary>
/// Which store serves which scheme. Immutable: <see cref="With"/> gives a new set, by which a test or a plug-in puts its own store in.
/// </summary>
public sealed class ResourceStores
{
    private readonly Dictionary<string, IResourceStore> _stores;

    private ResourceStores(Dictionary<string, IResourceStore> stores) => _stores = stores;

    /// <summary>Local files, and nothing else.</summary>
    public static ResourceStores Local { get; } =
        new(new Dictionary<string, IResourceStore>(StringComparer.Ordinal) { ["file"] = new LocalResourceStore() });

    /// <summary>The schemes that are served.</summary>
    public IEnumerable<string> Schemes => _stores.Keys.Order(StringComparer.Ordinal);

    /// <summary>This set with a scheme served by the given store.</summary>
    public ResourceStores With(string scheme, IResourceStore store) =>
        new(new Dictionary<string, IResourceStore>(_stores, StringComparer.Ordinal) { [scheme] = store });

    /// <summary>The store of a path.</summary>
    /// <exception cref="ResourceException">No store serves its scheme.</exception>
    public IResourceStore For(ResourcePath path)
    {
        var scheme = path.Scheme.Length == 0 ? "file" : path.Scheme;
        return _stores.TryGetValue(scheme, out var store)
            ? store
            : throw new ResourceException($"Cannot reach {path.DisplayName}: no storage serves '{scheme}:'; served are {string.Join(", ", Schemes)}.");
    }
}
