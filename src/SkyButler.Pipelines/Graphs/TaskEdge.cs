using SkyButler.Datasets;
using SkyButler.Pipelines.Connections;

namespace SkyButler.Pipelines.Graphs;

/// <summary>A connection of a task in a pipeline, by which it reads or writes a dataset type.</summary>
/// <param name="TaskLabel">Label of the task.</param>
/// <param name="ConnectionName">Name of the connection.</param>
/// <param name="Kind">What the dataset type is to the task.</param>
/// <param name="Connection">The connection, with its final name.</param>
public sealed record TaskEdge(string TaskLabel, string ConnectionName, EdgeKind Kind, Connection Connection)
{
    /// <summary>Name of the dataset type, without a component.</summary>
    public string DatasetTypeName => DatasetType.SplitName(Connection.Name).Parent;

    /// <summary>The component that is read; null for whole datasets.</summary>
    public string? Component => DatasetType.SplitName(Connection.Name).Component;

    /// <summary>Names of the dimensions that the connection declares.</summary>
    public IReadOnlyList<string> RawDimensions => (Connection as DimensionedConnection)?.Dimensions ?? [];

    /// <summary>Whether the connection declares a calibration.</summary>
    public bool IsCalibration => Connection is DimensionedConnection { IsCalibration: true };

    /// <summary>Whether the task writes here.</summary>
    public bool IsWrite => Kind is EdgeKind.Output or EdgeKind.InitOutput;

    /// <summary>Whether the edge belongs to the making of the task rather than to its quanta.</summary>
    public bool IsInit => Kind is EdgeKind.InitInput or EdgeKind.InitOutput;

    /// <summary>The task and its connection, as messages name them.</summary>
    public override string ToString() => $"{TaskLabel}.{ConnectionName}";
}
