namespace SkyButler.Pipelines.Reports.Campaigns.Histories;

/// <summary>The original's names of what became of a quantum in a run.</summary>
internal static class RunStatus
{
    public static string Name(QuantumOutcome outcome) => outcome switch
    {
        QuantumOutcome.Successful => "SUCCESSFUL",
        QuantumOutcome.Failed => "FAILED",
        QuantumOutcome.Blocked => "BLOCKED",
        QuantumOutcome.LogsMissing => "LOGS_MISSING",
        _ => "METADATA_MISSING",
    };
}
