using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.Pipelines.Connections;

/// <summary>Finds the prerequisites of one quantum; the data ID has records.</summary>
public delegate Task<IReadOnlyList<DatasetRef>> PrerequisiteLookup(
    DatasetType datasetType, Butler butler, DataCoordinate dataId, IReadOnlyList<string> collections, CancellationToken cancellationToken);
