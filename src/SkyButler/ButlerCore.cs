using Microsoft.Extensions.Logging;
using SkyButler.Configuration.Repositories;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Bin;
using SkyButler.Datastores.Types;
using SkyButler.Registry;
using SkyButler.Registry.Errors;
using SkyButler.Resources.Durability;

namespace SkyButler;

/// <summary>What all views of one open repository share. Nothing is made before it is needed, and all of it may be used from several threads.</summary>
internal sealed class ButlerCore : IAsyncDisposable
{
    // A day, in seconds.
    private const double LongestLockWait = 86_400;

    private readonly Lazy<StorageClassCatalog> storageClasses;
    private readonly Lazy<Datastore> datastore;

    private readonly ButlerOptions options;

    public ButlerCore(ButlerConfig config, SqlRegistry registry, ButlerOptions options)
    {
        this.options = options;
        Config = config;
        Registry = registry;
        Ids = new(options.Clock);
        storageClasses = new(() => StorageClassReader.Read(config.StorageClasses));
        datastore = new(MakeDatastore);
    }

    public ButlerConfig Config { get; }

    public SqlRegistry Registry { get; }

    public DatasetIds Ids { get; }

    public ILogger Log => options.Log;

    public TimeProvider Clock => options.Clock;

    public StorageClassCatalog StorageClasses => storageClasses.Value;

    public Datastore Datastore => datastore.Value;

    /// <summary>Opens the database that a configuration names.</summary>
    public static async Task<ButlerCore> OpenAsync(ButlerConfig config, RegistryAccess access, ButlerOptions options, CancellationToken cancellationToken)
    {
        if (config.IsRemote)
            throw new ButlerException("This repository is served by a server, and such repositories can't be opened yet; open it where its database and files are.");
        var start = options.Clock.GetTimestamp();
        var settings = options.StandIn is { } file ? StandInSettings(file, options.Clock) : await SettingsAsync(config, options.Clock, cancellationToken).ConfigureAwait(false);
        var registry = await SqlRegistry.OpenAsync(settings, access, cancellationToken).ConfigureAwait(false);
        registry.Context.Database.Reached = FaultPoints.Watcher;
        registry.Log.Unavailable = reason => options.Log.LogWarning("What is done is not logged, and can't be taken back by 'butler undo': {Reason}", reason);
        if (options.Log.IsEnabled(LogLevel.Debug))
            OpeningLog.Begin(registry, config, options.Log, options.Clock.GetElapsedTime(start));
        return new(config, registry, options);
    }

    /// <summary>Cleans up after clients that died.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        // Only the repository's own database knows which files of theirs are registered.
        if (options.StandIn is not null)
            return;
        await Datastore.RecoverAsync(cancellationToken).ConfigureAwait(false);
        await RecoverBinsAsync(isOpening: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets what removals that were killed left in the bins and nobody needs.</summary>
    public Task RecoverBinsAsync(CancellationToken cancellationToken) => RecoverBinsAsync(isOpening: false, cancellationToken);

    // Who opens a repository asks no server; the next removal does.
    private async Task RecoverBinsAsync(bool isOpening, CancellationToken cancellationToken)
    {
        try
        {
            if (isOpening && Datastore.FileStores.Any(s => !s.Root.IsLocal))
                return;
            var bins = await Bins.OfAsync(Datastore, cancellationToken).ConfigureAwait(false);
            await BinRecovery.ApplyAsync(bins, Registry, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is BinException or RegistryException)
        {
            // Whoever may not write other people's bins leaves it to them.
            Log.LogDebug("{Message}", e.Message);
        }
    }

    /// <summary>What the registry needs of a configuration.</summary>
    public static async Task<RegistrySettings> SettingsAsync(ButlerConfig config, TimeProvider clock, CancellationToken cancellationToken) => new()
    {
        DatabaseUrl = config.DatabaseUrl,
        DatabaseAddress = await config.FindDatabaseAsync(cancellationToken).ConfigureAwait(false),
        PasswordFile = config.DatabasePasswordFile,
        TemporaryTables = config.Registry.Flag("temporary_tables") == false ? TemporaryTables.Forbidden : TemporaryTables.Allowed,
        Namespace = config.DatabaseNamespace,
        Managers = config.Managers,
        Clock = clock,
        LockWait = config.Registry.Number("lock_wait") is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestLockWait)) : RegistrySettings.DefaultLockWait,
    };

    /// <summary>What the registry needs of a file that stands in for a database.</summary>
    public static RegistrySettings StandInSettings(string file, TimeProvider clock) => new()
    {
        DatabaseUrl = $"sqlite:///{Path.GetFullPath(file)}",
        Managers = new Dictionary<string, string>(StringComparer.Ordinal),
        Clock = clock,
        IsTemporary = true,
    };

    /// <summary>The same repository opened once more, for other access.</summary>
    public Task<ButlerCore> ReopenAsync(RegistryAccess access, CancellationToken cancellationToken) => OpenAsync(Config, access, options, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (datastore.IsValueCreated)
            await datastore.Value.DisposeAsync().ConfigureAwait(false);
        await Registry.DisposeAsync().ConfigureAwait(false);
    }

    private Datastore MakeDatastore()
    {
        var services = new DatastoreServices(Registry, storageClasses, Config.Names, Config.ResolvePath)
        {
            Stores = options.Stores,
            Clock = options.Clock,
            Log = options.Log,
            IsStandIn = options.StandIn is not null,
        };
        return DatastoreFactory.Make(Config.Datastore, services, Config.Environment);
    }
}
