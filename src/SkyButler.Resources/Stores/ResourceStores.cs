using SkyButler.Resources.Stores.Zip;
using SkyButler.Resources.Transfers;

namespace SkyButler.Resources.Stores;

/// <summary>
/// Which store serves which scheme. Immutable: <see cref="With(string, IResourceStore)"/> gives a new set, by which a test or a plug-in puts its own store in.
/// </summary>
public sealed class ResourceStores
{
    private readonly Dictionary<string, Lazy<IResourceStore>> _stores;
    private readonly Lazy<IResourceStore> _zips;

    private ResourceStores(Dictionary<string, Lazy<IResourceStore>> stores, int? threads)
    {
        _stores = stores;
        Threads = threads;
        _zips = new(() => new ZipResourceStore(this));
    }

    /// <summary>Local files, and nothing else.</summary>
    public static ResourceStores Local { get; } =
        new(new Dictionary<string, Lazy<IResourceStore>>(StringComparer.Ordinal) { ["file"] = new(new LocalResourceStore()) }, null);

    /// <summary>Local files, S3, HTTP and the memory of this process, reached as the environment of the process says.</summary>
    public static ResourceStores Standard { get; } = For(EnvironmentVariables.Process);

    /// <summary>The schemes that are served.</summary>
    public IEnumerable<string> Schemes => _stores.Keys.Order(StringComparer.Ordinal);

    /// <summary>How many files travel at a time; null for as many as is usual where they go.</summary>
    public int? Threads { get; }

    /// <summary>Local files, S3, HTTP and memory, reached as an environment says. What a store needs is loaded when a path asks for it.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="threads">How many files travel at a time; null for as many as is usual where they go.</param>
    public static ResourceStores For(EnvironmentVariables environment, int? threads = null)
    {
        var http = new Lazy<IResourceStore>(() => new Http.HttpResourceStore(environment, TimeProvider.System, threads));
        return new ResourceStores(Local._stores, threads)
            .With("mem", () => new MemoryResourceStore())
            .With("s3", () => new S3.S3ResourceStore(environment, TimeProvider.System, S3.S3Options.Of(threads)))
            .With("http", http).With("https", http).With("dav", http).With("davs", http);
    }

    /// <summary>How many files travel at a time to or from a place: over a network more than the disk of a machine has use for.</summary>
    public int ThreadsFor(ResourcePath place) => place.IsLocal ? Math.Max(1, Threads ?? Environment.ProcessorCount) : TransferThreads.Of(Threads);

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
        new(new Dictionary<string, Lazy<IResourceStore>>(_stores, StringComparer.Ordinal) { [scheme] = store }, Threads);
}
