using SkyButler.Configuration;
using SkyButler.Configuration.Repositories;
using SkyButler.DataIds;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Queries;
using SkyButler.Queries.Plans.Questions;
using SkyButler.Registry;
using SkyButler.Registry.Collections;

namespace SkyButler;

/// <summary>
/// A data repository: its registry, its datastore, and the collections that a client reads and writes by default.
/// One object may be used from several threads.
/// </summary>
public sealed partial class Butler : IAsyncDisposable
{
    private static readonly Dictionary<string, object> NoParameters = [];
    private readonly ButlerCore core;
    private readonly DataId defaultDataId;
    private readonly Lazy<QueryEngine> queries;
    private readonly DataIdResolver resolver;
    private readonly bool isOwner;

    private Butler(ButlerCore core, IReadOnlyList<string> collections, string? run, DataId defaultDataId, bool isOwner)
    {
        this.core = core;
        this.defaultDataId = defaultDataId;
        this.isOwner = isOwner;
        Collections = collections;
        Run = run;
        var governors = new DefaultGovernors(core.Registry, collections, defaultDataId);
        queries = new(() => new(core.Registry, new QueryDefaults(collections, governors.ForAsync)));
        resolver = new(core.Registry, queries, governors);
    }

    /// <summary>The dimensions that the repository knows.</summary>
    public DimensionUniverse Universe => Registry.Universe;

    /// <summary>What the database knows.</summary>
    public SqlRegistry Registry => core.Registry;

    /// <summary>What the storage holds.</summary>
    public Datastore Datastore => core.Datastore;

    /// <summary>Storage classes by name.</summary>
    public StorageClassCatalog StorageClasses => core.StorageClasses;

    /// <summary>Questions about what the database knows.</summary>
    public QueryEngine Queries => queries.Value;

    /// <summary>The run that puts go to unless one is named; null where there is none.</summary>
    public string? Run { get; }

    /// <summary>Collections that look-ups search unless others are named.</summary>
    public IReadOnlyList<string> Collections { get; }

    /// <summary>The configuration of the repository, completed with defaults.</summary>
    public ButlerConfig Config => core.Config;

    /// <summary>Opens a repository: a folder, a configuration file, a URI, or an alias of the repository index.</summary>
    /// <exception cref="ConfigException">There is no repository, or its configuration is wrong.</exception>
    public static async Task<Butler> OpenAsync(string repository, ButlerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        DimensionUniverse.Prepare();
        var sources = ConfigSources.Default with
        {
            Stores = options.Stores,
            SearchPaths = [.. options.SearchPaths.Select(Resources.ResourcePath.FromLocalDirectory)],
        };
        var config = await ButlerConfig.OpenAsync(repository, sources, cancellationToken).ConfigureAwait(false);
        var access = options.Access ?? (options.Run is null ? RegistryAccess.ReadOnly : RegistryAccess.ReadWrite);
        var core = await ButlerCore.OpenAsync(config, access, options, cancellationToken).ConfigureAwait(false);
        try
        {
            if (access == RegistryAccess.ReadWrite)
            {
                await core.RecoverAsync(cancellationToken).ConfigureAwait(false);
                if (options.Run is { } run)
                    await core.Registry.Collections.RegisterAsync([run], CollectionType.Run, null, cancellationToken).ConfigureAwait(false);
            }

            var collections = options.Collections ?? (options.Run is null ? [] : [options.Run]);
            return new(core, collections, options.Run, options.DefaultDataId, isOwner: true);
        }
        catch
        {
            await core.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes a new repository.</summary>
    /// <exception cref="ButlerException">There is one, its folder can't be written, or the seed is wrong.</exception>
    public static Task CreateAsync(string root, ButlerCreation creation, CancellationToken cancellationToken = default) =>
        RepositoryMaker.MakeAsync(root, creation, TimeProvider.System, cancellationToken);

    /// <summary>A view of the same repository with other default collections or run; it shares connections and is not to be disposed.</summary>
    public Butler With(IReadOnlyList<string>? collections = null, string? run = null) =>
        new(core, collections ?? (run is null ? Collections : [run]), run ?? Run, defaultDataId, isOwner: false);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => isOwner ? core.DisposeAsync() : default;
}
