using SkyButler.Datasets;
using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Execution.Attempts;

/// <summary>Datasets as a connection wants to see them.</summary>
internal static class EdgeView
{
    /// <summary>The dataset, or the component of it that the connection reads, with the connection's storage class.</summary>
    public static DatasetRef Of(DatasetRef dataset, TaskEdge edge)
    {
        var type = edge.Component is { } component
            ? dataset.DatasetType.MakeComponent(component, edge.Connection.StorageClass)
            : dataset.DatasetType.WithStorageClass(edge.Connection.StorageClass);
        return dataset.WithDatasetType(type);
    }
}
