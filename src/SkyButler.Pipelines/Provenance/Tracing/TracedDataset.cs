using SkyButler.Datasets;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Provenance.Tracing;

/// <summary>A dataset that a trace has come to.</summary>
/// <param name="Depth">By how many quanta it is away from where the trace began.</param>
/// <param name="Id">Its identifier.</param>
/// <param name="Dataset">The dataset; null where it is not registered any more.</param>
/// <param name="Producer">The attempt that made it; null where none was recorded.</param>
public sealed record TracedDataset(int Depth, Guid Id, DatasetRef? Dataset, QuantumRecord? Producer)
{
    /// <summary>The run to which that attempt wrote; null where none was recorded.</summary>
    public string? Run { get; init; }

    /// <summary>Whether it is the log or the metadata of a quantum.</summary>
    public bool IsAutomatic => Dataset is { } dataset && Producer is { } producer
        && (dataset.DatasetType.Name == producer.Task + "_log" || dataset.DatasetType.Name == producer.Task + "_metadata");
}
