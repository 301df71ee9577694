namespace SkyButler.Pipelines.Reports.Campaigns.Histories;

/// <summary>What is to be said of a quantum after all runs.</summary>
internal enum QuantumState
{
    Unknown,
    Blocked,
    Failed,
    Successful,
    Wonky,
}
