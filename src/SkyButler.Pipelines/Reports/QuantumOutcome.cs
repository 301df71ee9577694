namespace SkyButler.Pipelines.Reports;

/// <summary>What became of a quantum in one run, as far as its metadata and log tell.</summary>
internal enum QuantumOutcome
{
    /// <summary>There is neither: nobody knows.</summary>
    MetadataMissing,

    /// <summary>It was not tried, since something that it reads was not made.</summary>
    Blocked,

    /// <summary>There is a log alone.</summary>
    Failed,

    /// <summary>There are metadata alone.</summary>
    LogsMissing,

    /// <summary>There are both.</summary>
    Successful,
}
