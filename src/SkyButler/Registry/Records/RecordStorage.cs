using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;

namespace SkyButler.Registry.Records;

/// <summary>Dimension records, with the overlap rows of those that have regions.</summary>
public sealed class RecordStorage
{
    internal RecordStorage(RegistryContext context) => _ = context;

    /// <summary>Inserts records of one element.</summary>
    public Task InsertAsync(DimensionElement element, IReadOnlyList<DimensionRecord> records, RecordInsertMode mode, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Inserts a record that is not there, or compares: true if it was inserted or (with <paramref name="update"/>) changed.</summary>
    /// <exception cref="Errors.ConflictException">The record is there with other values, and updating was not allowed.</exception>
    public Task<bool> SyncAsync(DimensionRecord record, RecordSync update, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Records by data ID; those that don't exist are left out.</summary>
    public Task<IReadOnlyDictionary<DataCoordinate, DimensionRecord>> FetchAsync(
        DimensionElement element, IReadOnlyCollection<DataCoordinate> dataIds, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The same data IDs with implied values and records.</summary>
    /// <exception cref="DataIdValueException">A value has no record.</exception>
    /// <exception cref="InconsistentDataIdException">Given implied values contradict the records.</exception>
    public Task<IReadOnlyList<DataCoordinate>> ExpandAsync(IReadOnlyList<DataCoordinate> dataIds, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
