using SkyButler.Pipelines.Quanta;

namespace SkyButler.Pipelines.Execution.Retries;

/// <summary>Executes single quanta: in this process, in worker processes, or more than once.</summary>
internal interface IQuantumExecutor
{
    /// <summary>
    /// Executes a quantum. Errors of the task become the report; only cancelling and invalid graphs come through. The outer task ends when what the
    /// quantum made waits to be stored, so that the next one can begin; the inner one when it is.
    /// </summary>
    Task<Task<QuantumReport>> ExecuteAsync(Quantum quantum, AttemptPlan plan, CancellationToken cancellationToken);
}
