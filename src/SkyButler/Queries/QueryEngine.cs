using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Registry;

namespace SkyButler.Queries;

/// <summary>Answers questions about datasets, data IDs and dimension records, streaming in batches.</summary>
public sealed class QueryEngine
{
    /// <summary>Makes an engine over a registry, with the governor values that a client takes for granted.</summary>
    public QueryEngine(SqlRegistry registry, IReadOnlyDictionary<string, DataIdValue>? defaultDataId = null) => throw new NotImplementedException();

    /// <summary>Datasets of one type.</summary>
    public IAsyncEnumerable<DatasetRef> DatasetsAsync(DatasetQuery query, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Data IDs, full.</summary>
    public IAsyncEnumerable<DataCoordinate> DataIdsAsync(DataIdQuery query, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Records of one element.</summary>
    public IAsyncEnumerable<DimensionRecord> RecordsAsync(string element, DataIdQuery query, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
