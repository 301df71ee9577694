using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.Pipelines.Connections.Adjusting;

/// <summary>The quanta of a task as who builds a graph has them; what <see cref="AllQuantaAdjustment"/> offers.</summary>
internal interface IQuantaInBuilding
{
    string Label { get; }

    IReadOnlyList<DataCoordinate> DataIds { get; }

    void Remove(DataCoordinate quantum);

    IReadOnlyList<DatasetRef> Inputs(DataCoordinate quantum, string connection);

    IReadOnlyList<DatasetRef> Outputs(DataCoordinate quantum, string connection);

    void AddInput(DataCoordinate quantum, string connection, DataCoordinate dataset);

    void MoveOutput(DataCoordinate quantum, string connection, DataCoordinate dataset);
}
