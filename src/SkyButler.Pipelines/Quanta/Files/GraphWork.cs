using SkyButler.Pipelines.Quanta.Files.Writing;

namespace SkyButler.Pipelines.Quanta.Files;

/// <summary>Quanta of a graph file that are to be executed.</summary>
/// <param name="Graph">The quanta.</param>
/// <param name="Records">Where the file says that their inputs are stored; null where it does not say.</param>
internal sealed record GraphWork(QuantumGraph Graph, DatastoreRecords? Records);
