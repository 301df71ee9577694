namespace SkyButler.Pipelines.Execution.Retries;

/// <summary>With what a quantum is tried.</summary>
/// <param name="Number">Which attempt of this run it is, from 1.</param>
/// <param name="Resources">What the task is told that it may use.</param>
/// <param name="Timeout">How long the task may work; null for as long as it takes.</param>
/// <param name="MemoryLimit">Bytes that a worker process may use; null for as many as there are.</param>
internal sealed record AttemptPlan(int Number, ExecutionResources Resources, TimeSpan? Timeout, long? MemoryLimit)
{
    /// <summary>Whether what an attempt in this run left is replaced.</summary>
    public bool Replaces { get; init; } = Number > 1;

    /// <summary>How often its results were lost on the way, with the process that had them.</summary>
    public int Reruns { get; init; }
}
