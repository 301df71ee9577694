using SkyButler.Datasets;
using SkyButler.Pipelines.Execution;

namespace SkyButler.Pipelines.Reports.Campaigns.Histories;

/// <summary>What became of a quantum in one run.</summary>
internal sealed record QuantumTry(Guid Id, string Run, QuantumOutcome Outcome, DatasetRef Metadata, DatasetRef? Log)
{
    /// <summary>What is to be said of the success; nothing where its metadata were not read.</summary>
    public SuccessCaveats Caveats { get; set; }

    /// <summary>The error of a partial success.</summary>
    public ExceptionText? Exception { get; set; }
}
