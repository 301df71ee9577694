using SkyButler.Resources.Stores.Zip;

namespace SkyButler.Resources.Stores;

/// <summary>
/// Which store serves which scheme. Immutable: <see cref="With(string, IResourceStore)"/> gives a new set, by which a test or a plug-in puts its own store in.
/// </summary>
public sealed class ResourceStores
{
    private readonly Dictionary<string, Lazy<IResourceStore>> _stores;
    private readonly Lazy<IResourceStore> _zips;

    private ResourceStores(Dictionary<string, Lazy<IResourceStore>> stores)
    {
        _stores = stores;
        _zips = new(() => new ZipResourceStore(this));
    }

    /// <summary>Local files, and nothing else.</summary>
    public static ResourceStores Local { get; } =
        new(new Dictionary<string, Lazy<IResourceStore>>(StringComparer.Ordinal) { ["file"] = new(new LocalResourceStore()) });

    /// <summary>Local files, S3, HTTP and the memory of this process, reached as the environment of the process says.</summary>
    public static ResourceStores Standard { get; } = For(EnvironmentVariables.Process);

    /// <summary>The schemes that are served.</summary>
    public IEnumerable<string> Schemes => _stores.Keys.Order(StringComparer.Ordinal);

    /// <summary>Local files, S3, HTTP and memory, reached as an environment says. What a store needs is loaded when a path asks for it.</summary>
    public static ResourceStores For(EnvironmentVariables environment)
    {
        var http = new Lazy<IResourceStore>(() => new Http.HttpResourceStore(environment));
        return Local
            .With("mem", () => new MemoryResourceStore())
            .With("s3", () => new S3.S3ResourceStore(environment))
            .With("http", http).With("https", http).With("dav", http).With("davs", http);
    }

    /// <summary>This set with a scheme served by the given store.</summary>
    public ResourceStores With(string scheme, IResourceStore store) => With(scheme, new Lazy<IResourceStore>(store));

    /// <summary>This set with a scheme served by a store that is made when it is first needed.</summary>
    public ResourceStores With(string scheme, Func<IResourceStore> makeStore) => With(scheme, new Lazy<IResourceStore>(makeStore));

    /// <summary>The store of a path; of one that names a member of a zip (<c>#zip-path=</c>), the store that reads zips in whatever other.</summary>
    /// <exception cref="ResourceException">No store serves its scheme.</exception>
    public IResourceStore For(ResourcePath path)
    {
        var scheme = path.Scheme.Length == 0 ? "file" : path.Scheme;
        return _stores.TryGetValue(scheme, out var store)
            ? ZipNames.IsMember(path) ? _zips.Value : store.Value
            : throw new ResourceException($"Cannot reach {path.DisplayName}: no storage serves '{scheme}:'; served are {string.Join(", ", Schemes)}.");
    }

    private ResourceStores With(string scheme, Lazy<IResourceStore> store) =>
        new(new Dictionary<string, Lazy<IResourceStore>>(_stores, StringComparer.Ordinal) { [scheme] = store });
}
