using SkyButler.Pipelines.Provenance.Files;

namespace SkyButler.Pipelines.Provenance;

/// <summary>What is done when the outputs of a graph are gathered.</summary>
public sealed record AggregationOptions
{
    /// <summary>The provenance graph that is written; null for none.</summary>
    public string? Output { get; init; }

    /// <summary>Whether the run may go on: what left nothing is not said to have failed, and nothing is taken in of what did.</summary>
    public bool IsIncomplete { get; init; }

    /// <summary>Whether things are only counted.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>How many files are read at a time.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>Whether dataset types are registered that are not.</summary>
    public bool RegisterDatasetTypes { get; init; } = true;

    /// <summary>Whether the run is put first into the graph's output chain.</summary>
    public bool UpdateOutputChain { get; init; } = true;

    /// <summary>Whether metadata, logs and configurations are left out, since the provenance graph itself will be taken in for them.</summary>
    public bool WillIngestGraph { get; init; }

    /// <summary>How the provenance graph is compressed.</summary>
    public CompressionSettings Compression { get; init; } = new();

    /// <summary>Is told how far the work has come; null for nobody.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }
}
