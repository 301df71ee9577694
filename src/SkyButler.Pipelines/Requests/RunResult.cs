using SkyButler.Pipelines.Execution;

namespace SkyButler.Pipelines.Requests;

/// <summary>What came of a run.</summary>
/// <param name="OutputRun">The run that outputs went to.</param>
/// <param name="Quanta">What became of each quantum, in the order in which they ended.</param>
/// <param name="ExitCode">0, or the exit code that tells why not.</param>
public sealed record RunResult(string OutputRun, IReadOnlyList<QuantumReport> Quanta, int ExitCode)
{
    /// <summary>How many quanta ended in a state.</summary>
    public int Count(QuantumStatus status) => Quanta.Count(q => q.Status == status);
}
