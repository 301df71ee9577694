using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Connections.Errors;

namespace SkyButler.Pipelines.Connections.Adjusting;

/// <summary>
/// All quanta of a task while a graph is built, for the task to change before single quanta are settled: it may take quanta away, give a quantum
/// inputs that others have or made, and let a quantum write what another one would write.
/// </summary>
public sealed class AllQuantaAdjustment
{
    private readonly IQuantaInBuilding quanta;

    internal AllQuantaAdjustment(IQuantaInBuilding quanta) => this.quanta = quanta;

    /// <summary>Label of the task.</summary>
    public string Label => quanta.Label;

    /// <summary>Data IDs of the quanta that are left, with records, in order.</summary>
    public IReadOnlyList<DataCoordinate> DataIds => quanta.DataIds;

    /// <summary>Takes a quantum away, with what it would write.</summary>
    /// <exception cref="ConnectionException">There is no such quantum.</exception>
    public void Remove(DataCoordinate quantum) => quanta.Remove(quantum);

    /// <summary>What a quantum reads by a connection, prerequisites too.</summary>
    /// <exception cref="ConnectionException">There is no such quantum or connection.</exception>
    public IReadOnlyList<DatasetRef> Inputs(DataCoordinate quantum, string connection) => quanta.Inputs(quantum, connection);

    /// <summary>What a quantum writes by a connection.</summary>
    /// <exception cref="ConnectionException">There is no such quantum or connection.</exception>
    public IReadOnlyList<DatasetRef> Outputs(DataCoordinate quantum, string connection) => quanta.Outputs(quantum, connection);

    /// <summary>Gives a quantum one more input, which some quantum of the graph has already, reads or writes.</summary>
    /// <param name="quantum">Data ID of the quantum.</param>
    /// <param name="connection">Name of the connection.</param>
    /// <param name="dataset">Data ID of the dataset.</param>
    /// <exception cref="ConnectionException">There is no such quantum, connection, or dataset.</exception>
    public void AddInput(DataCoordinate quantum, string connection, DataCoordinate dataset) => quanta.AddInput(quantum, connection, dataset);

    /// <summary>Lets a quantum write a dataset that another quantum of the task would write.</summary>
    /// <param name="quantum">Data ID of the quantum that is to write it.</param>
    /// <param name="connection">Name of the connection.</param>
    /// <param name="dataset">Data ID of the dataset.</param>
    /// <exception cref="ConnectionException">There is no such quantum or connection, or nobody writes the dataset.</exception>
    public void MoveOutput(DataCoordinate quantum, string connection, DataCoordinate dataset) => quanta.MoveOutput(quantum, connection, dataset);
}
