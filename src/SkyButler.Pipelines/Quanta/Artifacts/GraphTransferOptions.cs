namespace SkyButler.Pipelines.Quanta.Artifacts;

/// <summary>What is done when the outputs of a graph are made known to a repository.</summary>
public sealed record GraphTransferOptions
{
    /// <summary>Whether dataset types are registered that are not.</summary>
    public bool RegisterDatasetTypes { get; init; }

    /// <summary>Whether dimension records of the graph are inserted that the repository lacks.</summary>
    public bool TransferDimensions { get; init; }

    /// <summary>Whether the run is put first into the graph's output chain, which is made of its inputs if need be.</summary>
    public bool UpdateOutputChain { get; init; }

    /// <summary>Whether datasets are only counted.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Is told how far the work has come; null for nobody.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }
}
