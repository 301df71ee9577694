using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Records;

/// <summary>Dimension records, with the overlap rows of those that have regions.</summary>
public sealed class RecordStorage
{
    private readonly RecordReader reader;
    private readonly RecordWriter writer;
    private readonly RecordSynchronizer synchronizer;

    internal RecordStorage(RegistryContext context)
    {
        reader = new RecordReader(context);
        writer = new RecordWriter(context, reader);
        synchronizer = new RecordSynchronizer(context, reader, writer);
    }

    /// <summary>Inserts records of one element.</summary>
    /// <exception cref="ConflictException">A record is there already, or another has the same alternate key.</exception>
    /// <exception cref="DataIdValueException">A dimension that a record refers to has no record with that value.</exception>
    public Task InsertAsync(DimensionElement element, IReadOnlyList<DimensionRecord> records, RecordInsertMode mode, CancellationToken cancellationToken) =>
        writer.InsertAsync(element, records, mode, cancellationToken);

    /// <summary>Inserts a record that is not there, or compares: true if it was inserted or (with <paramref name="update"/>) changed.</summary>
    /// <exception cref="ConflictException">The record is there with other values, and updating was not allowed.</exception>
    public Task<bool> SyncAsync(DimensionRecord record, RecordSync update, CancellationToken cancellationToken) =>
        synchronizer.SyncAsync(record, update, cancellationToken);

    /// <summary>Records by data ID of the element's own dimensions; those that don't exist are left out.</summary>
    public async Task<IReadOnlyDictionary<DataCoordinate, DimensionRecord>> FetchAsync(
        DimensionElement element, IReadOnlyCollection<DataCoordinate> dataIds, CancellationToken cancellationToken)
    {
        IReadOnlyList<DataCoordinate> keys = [.. dataIds.Select(d => d.Subset(element.MinimalGroup)).Distinct()];
        var records = await reader.FetchAsync(element, [.. keys.Select(k => RecordKey.Of(element, k))], cancellationToken).ConfigureAwait(false);
        var found = new Dictionary<DataCoordinate, DimensionRecord>();
        for (var i = 0; i < keys.Count; i++)
            if (records[i] is { } record)
                found[keys[i]] = record;
        return found;
    }

    /// <summary>The same data IDs with implied values and records.</summary>
    /// <exception cref="DataIdValueException">A value has no record.</exception>
    /// <exception cref="InconsistentDataIdException">Given implied values contradict the records.</exception>
    public Task<IReadOnlyList<DataCoordinate>> ExpandAsync(IReadOnlyList<DataCoordinate> dataIds, CancellationToken cancellationToken) =>
        ExpandAsync(dataIds, Remember(), cancellationToken);

    /// <summary>One data ID with implied values, and with some of its records.</summary>
    /// <param name="dataId">The data ID.</param>
    /// <param name="isWanted">Which elements' records are wanted; what others imply must not be.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal async Task<DataCoordinate> ExpandAsync(DataCoordinate dataId, Predicate<DimensionElement> isWanted, CancellationToken cancellationToken) =>
        (await new DataIdExpansion(dataId.Dimensions, [dataId]) { IsWanted = isWanted }.RunAsync(Remember(), cancellationToken).ConfigureAwait(false))[0];

    /// <summary>A memory for the records of the data IDs of one answer.</summary>
    internal RecordMemory Remember() => new(reader);

    /// <summary>The same for some data IDs of many.</summary>
    internal async Task<IReadOnlyList<DataCoordinate>> ExpandAsync(IReadOnlyList<DataCoordinate> dataIds, RecordMemory memory, CancellationToken cancellationToken)
    {
        var expanded = new DataCoordinate[dataIds.Count];
        foreach (var (group, members) in Partition.By([.. Enumerable.Range(0, dataIds.Count)], i => dataIds[i].Dimensions))
        {
            foreach (var chunk in members.Chunk(RecordReader.Chunk))
            {
                var expansion = new DataIdExpansion(group, [.. chunk.Select(i => dataIds[i])]);
                var results = await expansion.RunAsync(memory, cancellationToken).ConfigureAwait(false);
                for (var i = 0; i < chunk.Length; i++)
                    expanded[chunk[i]] = results[i];
            }
        }

        return expanded;
    }

    /// <summary>All records of an element that clients hold in memory.</summary>
    internal Task<IReadOnlyCollection<DimensionRecord>> CachedAsync(DimensionElement element, CancellationToken cancellationToken) =>
        reader.CachedAsync(element, cancellationToken);
}
