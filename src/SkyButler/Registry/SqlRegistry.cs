using SkyButler.Dimensions;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Datasets;
using SkyButler.Registry.Opaque;
using SkyButler.Registry.Records;

namespace SkyButler.Registry;

/// <summary>What the database knows: dimensions, collections, dataset types, datasets, and tables kept for datastores.</summary>
public sealed class SqlRegistry : IAsyncDisposable
{
    private SqlRegistry()
    {
    }

    /// <summary>The universe that the database keeps.</summary>
    public DimensionUniverse Universe => throw new NotImplementedException();

    /// <summary>What this client may do.</summary>
    public RegistryAccess Access => throw new NotImplementedException();

    /// <summary>Collections and chains.</summary>
    public CollectionStorage Collections => throw new NotImplementedException();

    /// <summary>Dataset types.</summary>
    public DatasetTypeStorage DatasetTypes => throw new NotImplementedException();

    /// <summary>Datasets and their membership in collections.</summary>
    public DatasetStorage Datasets => throw new NotImplementedException();

    /// <summary>Dimension records.</summary>
    public RecordStorage Records => throw new NotImplementedException();

    /// <summary>Which datastore holds which dataset.</summary>
    public DatasetLocations Locations => throw new NotImplementedException();

    /// <summary>Tables kept for datastores.</summary>
    public OpaqueStorage Opaque => throw new NotImplementedException();

    /// <summary>Makes the schema in an empty database.</summary>
    /// <exception cref="Errors.RegistryException">The database holds tables already, or can't be written.</exception>
    public static Task CreateAsync(RegistrySettings settings, DimensionUniverse universe, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Opens a registry after checking that its schema is one of those that are known.</summary>
    /// <exception cref="Errors.IncompatibleRepositoryException">The schema is of another version.</exception>
    public static Task<SqlRegistry> OpenAsync(RegistrySettings settings, RegistryAccess access, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>
    /// Runs work in one transaction: calls on this registry inside it take part, an exception rolls everything back.
    /// Inside another transaction it joins that one.
    /// </summary>
    public Task TransactAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
