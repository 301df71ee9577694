using SkyButler.Pipelines.Quanta;

namespace SkyButler.Pipelines.Requests;

/// <summary>What came of building or loading a quantum graph.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="ExitCode">0, or 1 where the graph is empty.</param>
public sealed record GraphResult(QuantumGraph Graph, int ExitCode);
