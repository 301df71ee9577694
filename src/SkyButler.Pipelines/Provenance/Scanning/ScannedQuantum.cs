using SkyButler.Pipelines.Quanta;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Provenance.Scanning;

/// <summary>What became of a quantum, as the files tell that it left.</summary>
/// <param name="Quantum">The quantum.</param>
/// <param name="Number">Its number in the graph.</param>
/// <param name="Status">What became of it in the end.</param>
/// <param name="Attempts">All attempts; none where it was not tried.</param>
/// <param name="Produced">Identifiers of the outputs that are there, metadata and log among them.</param>
internal sealed record ScannedQuantum(Quantum Quantum, int Number, AttemptStatus Status, IReadOnlyList<ScannedAttempt> Attempts, IReadOnlySet<Guid> Produced)
{
    /// <summary>Whether it may still be executed, as far as the files tell.</summary>
    public bool IsAbandoned { get; init; }
}
