namespace SkyButler.Datastores.Files;

/// <summary>How far files that are brought in have come.</summary>
internal enum ArrivalOutcome
{
    /// <summary>No file has its final name, or all can be taken back.</summary>
    NothingPlaced,

    /// <summary>Files may have their names, and nobody knows whether their rows are committed.</summary>
    Unknown,

    /// <summary>Files and rows are there.</summary>
    Registered,
}
