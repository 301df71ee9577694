using SkyButler.Resources.Transfers;

namespace SkyButler.Transfers.Zips;

/// <summary>How a zip of datasets is taken in.</summary>
public sealed record ZipIngestOptions
{
    /// <summary>How the zip gets to where the datastore wants it.</summary>
    public TransferMode Transfer { get; init; } = TransferMode.Auto;

    /// <summary>Whether dimension records that the zip has are inserted where they are not there.</summary>
    public bool TransferDimensions { get; init; }

    /// <summary>Only look whether the zip could be taken in; nothing is written.</summary>
    public bool DryRun { get; init; }
}
