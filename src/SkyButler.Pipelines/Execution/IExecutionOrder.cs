using SkyButler.Pipelines.Quanta;

namespace SkyButler.Pipelines.Execution;

/// <summary>
/// Puts quanta in an order that their datasets do not ask for (<c>pipetask run --graph-fixup</c>): a class with a constructor without parameters, in an assembly
/// of one's own. A quantum waits for those that come before it, and is skipped where one of them fails.
/// </summary>
public interface IExecutionOrder
{
    /// <summary>Pairs of quanta of the graph, the second of which waits for the first; together with what they read they must not lead in a circle.</summary>
    IEnumerable<(Quantum Before, Quantum After)> Order(QuantumGraph graph);
}
