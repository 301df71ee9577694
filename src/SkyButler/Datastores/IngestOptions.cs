using SkyButler.Resources.Transfers;

namespace SkyButler.Datastores;

/// <summary>How files are taken in.</summary>
public sealed record IngestOptions
{
    /// <summary>How files get to where the datastore wants them.</summary>
    public TransferMode Transfer { get; init; } = TransferMode.Auto;

    /// <summary>Whether sizes (and checksums, where configured) are recorded.</summary>
    public bool RecordValidationInfo { get; init; } = true;

    /// <summary>Whether datasets that are stored already are passed over instead of being a conflict.</summary>
    public bool SkipExisting { get; init; }

    /// <summary>
    /// Whether files are passed over as well for whose type, run and data ID another dataset is stored; with <see cref="TransferMode.Move"/> what
    /// is left of them outside goes, where its content is that of the stored file. So an ingest that was stopped goes on.
    /// </summary>
    public bool SkipExistingDataIds { get; init; }

    /// <summary>Is told of each file; null for nobody.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }
}
