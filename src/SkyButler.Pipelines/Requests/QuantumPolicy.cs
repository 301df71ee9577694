namespace SkyButler.Pipelines.Requests;

/// <summary>How often, how long and with how much memory the quanta of a task are tried.</summary>
public sealed record QuantumPolicy
{
    /// <summary>How many times a quantum that failed is tried again.</summary>
    public int Retries { get; init; }

    /// <summary>
    /// Which failures are tried again: <c>error</c>, <c>timeout</c>, <c>crash</c>, <c>memory</c>, or names of exception types, with or without their
    /// namespaces; empty for all. What says of itself that it would fail again in the same way is never tried again.
    /// </summary>
    public IReadOnlyList<string> RetryOn { get; init; } = [];

    /// <summary>By what the memory of each further attempt is multiplied, both the limit and what the task is told; at least 1.</summary>
    public double MemoryGrowth { get; init; } = 1;

    /// <summary>Bytes of memory that a worker process may use while it works on a quantum; null for no limit.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>How long a task may work on a quantum; null for what holds for all tasks.</summary>
    public TimeSpan? Timeout { get; init; }
}
