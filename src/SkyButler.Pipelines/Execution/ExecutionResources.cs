namespace SkyButler.Pipelines.Execution;

/// <summary>What a quantum may use; advice that a task can follow.</summary>
/// <param name="Cores">Processor cores, at least 1.</param>
/// <param name="Memory">Bytes of memory; null where nobody said.</param>
public sealed record ExecutionResources(int Cores = 1, long? Memory = null);
