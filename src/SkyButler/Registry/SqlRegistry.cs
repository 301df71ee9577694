using SkyButler.Dimensions;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Datasets;
using SkyButler.Registry.Datasets.Types;
using SkyButler.Registry.Log;
using SkyButler.Registry.Managers;
using SkyButler.Registry.Opaque;
using SkyButler.Registry.Provenance;
using SkyButler.Registry.Records;

namespace SkyButler.Registry;

/// <summary>What the database knows: dimensions, collections, dataset types, datasets, and tables kept for datastores.</summary>
public sealed class SqlRegistry : IAsyncDisposable
{
    private SqlRegistry(RegistryContext context)
    {
        Context = context;
        Collections = new CollectionStorage(context);
        DatasetTypes = new DatasetTypeStorage(context, new DatasetTypeCatalog(context));
        Records = new RecordStorage(context);
        Datasets = new DatasetStorage(context, DatasetTypes, Collections, Records);
        Locations = new DatasetLocations(context);
        Opaque = new OpaqueStorage(context);
        Log = new ActionLog(context);
        Provenance = new ProvenanceStore(context);
    }

    /// <summary>The universe that the database keeps.</summary>
    public DimensionUniverse Universe => Context.Universe;

    /// <summary>What this client may do.</summary>
    public RegistryAccess Access => Context.Database.Access;

    /// <summary>Collections and chains.</summary>
    public CollectionStorage Collections { get; }

    /// <summary>Dataset types.</summary>
    public DatasetTypeStorage DatasetTypes { get; }

    /// <summary>Datasets and their membership in collections.</summary>
    public DatasetStorage Datasets { get; }

    /// <summary>Dimension records.</summary>
    public RecordStorage Records { get; }

    /// <summary>Which datastore holds which dataset.</summary>
    public DatasetLocations Locations { get; }

    /// <summary>Tables kept for datastores.</summary>
    public OpaqueStorage Opaque { get; }

    /// <summary>What was done to collections.</summary>
    public ActionLog Log { get; }

    /// <summary>Which quantum used and made which dataset.</summary>
    public ProvenanceStore Provenance { get; }

    /// <summary>Database, schema variant and clock, for those who compose queries.</summary>
    internal RegistryContext Context { get; }

    /// <summary>Makes the schema in an empty database.</summary>
    /// <exception cref="Errors.RegistryException">The database holds tables already, or can't be written.</exception>
    public static Task CreateAsync(RegistrySettings settings, DimensionUniverse universe, CancellationToken cancellationToken) =>
        RegistryCreation.CreateAsync(settings, universe, null, static _ => Task.CompletedTask, null, cancellationToken);

    /// <summary>
    /// Makes the schema in an empty database, and what is to be there with it, at the named place: where that fails, what was made goes, as far as it
    /// was a new file; where it was stopped, the same call goes on.
    /// </summary>
    internal static Task CreateAsync(
        RegistrySettings settings, DimensionUniverse universe, string place, Func<CancellationToken, Task> complete, Action<string>? reached, CancellationToken cancellationToken) =>
        RegistryCreation.CreateAsync(settings, universe, place, complete, reached, cancellationToken);

    /// <summary>Opens a registry after checking that its schema is one of those that are known.</summary>
    /// <exception cref="Errors.IncompatibleRepositoryException">The schema is of another version.</exception>
    public static async Task<SqlRegistry> OpenAsync(RegistrySettings settings, RegistryAccess access, CancellationToken cancellationToken)
    {
        var database = new Database(DatabaseKinds.Connect(settings, access));
        try
        {
            await database.CheckAsync(cancellationToken).ConfigureAwait(false);
            var attributes = await RegistryAttributes.ReadAsync(database, cancellationToken).ConfigureAwait(false);
            var variant = ManagerCheck.Check(settings, attributes, access, database.Location);
            return new SqlRegistry(new RegistryContext
            {
                Database = database,
                Universe = RegistryAttributes.ReadUniverse(attributes, database.Location),
                Variant = variant,
                Clock = settings.Clock,
                TemporaryTables = settings.TemporaryTables,
            });
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Runs work in one transaction: calls on this registry inside it take part, an exception rolls everything back.
    /// Inside another transaction it joins that one.
    /// </summary>
    public Task TransactAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) =>
        Context.Database.TransactAsync(work, cancellationToken);

    /// <summary>The same for short work that waits for no other work on this registry: it may be committed together with that of others who write at the same time.</summary>
    internal Task TransactTogetherAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) =>
        Context.Database.TransactTogetherAsync(work, cancellationToken);

    /// <summary>
    /// Takes a lock that all clients of this registry know by a name, for work of many transactions; null where somebody has it. It lasts until it is
    /// disposed of, or the process ends, however it ends.
    /// </summary>
    internal Task<IAsyncDisposable?> TryHoldAsync(string name, CancellationToken cancellationToken) => Context.Database.TryHoldAsync(name, cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Context.Database.DisposeAsync();
}
