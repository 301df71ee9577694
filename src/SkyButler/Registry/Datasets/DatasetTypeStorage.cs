using SkyButler.Datasets;

namespace SkyButler.Registry.Datasets;

/// <summary>Dataset types and the tables that hold their datasets.</summary>
public sealed class DatasetTypeStorage
{
    internal DatasetTypeStorage()
    {
    }

    /// <summary>A dataset type by name (not a component's).</summary>
    /// <exception cref="Errors.MissingDatasetTypeException">There is none.</exception>
    public Task<DatasetType> GetAsync(string name, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>A dataset type by name, or null.</summary>
    public Task<DatasetType?> FindAsync(string name, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Dataset types whose names match any of the globs, sorted by name; names without wildcards that are missing go to <paramref name="missing"/>.</summary>
    public Task<IReadOnlyList<DatasetType>> QueryAsync(IReadOnlyList<string> globs, ICollection<string>? missing, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Registers dataset types; those that are there must be identical. Returns the names that are new. Not inside a transaction.</summary>
    /// <exception cref="Errors.ConflictException">One is there with another definition.</exception>
    public Task<IReadOnlyList<string>> RegisterAsync(IReadOnlyList<DatasetType> types, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Removes dataset types that have no datasets.</summary>
    public Task RemoveAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) => throw new NotImplementedException();
}
