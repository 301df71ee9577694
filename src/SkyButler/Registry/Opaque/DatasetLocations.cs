namespace SkyButler.Registry.Opaque;

/// <summary>Which datastore holds which dataset, and which datasets wait to be deleted.</summary>
public sealed class DatasetLocations
{
    internal DatasetLocations(RegistryContext context) => _ = context;

    /// <summary>Says that a datastore holds datasets; those that it holds already are left alone.</summary>
    public Task InsertAsync(string datastore, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The datasets among these that a datastore holds.</summary>
    public Task<IReadOnlySet<Guid>> ContainsAsync(string datastore, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Says that a datastore has forgotten datasets without deleting them.</summary>
    public Task ForgetAsync(string datastore, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Moves datasets that a datastore holds to its trash.</summary>
    public Task TrashAsync(string datastore, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>What lies in a datastore's trash, at most so many.</summary>
    public Task<IReadOnlyList<Guid>> TrashedAsync(string datastore, int limit, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Takes datasets out of the trash after their files are gone.</summary>
    public Task EmptyTrashAsync(string datastore, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => throw new NotImplementedException();
}
