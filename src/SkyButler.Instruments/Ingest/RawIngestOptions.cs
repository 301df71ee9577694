using SkyButler.Instruments.Headers;
using SkyButler.Registry.Records;
using SkyButler.Resources.Transfers;

namespace SkyButler.Instruments.Ingest;

/// <summary>How raw files are taken in.</summary>
public sealed record RawIngestOptions
{
    /// <summary>The run; null for <c>INSTRUMENT/raw/all</c>.</summary>
    public string? Run { get; init; }

    /// <summary>How files get to where the datastore wants them.</summary>
    public TransferMode Transfer { get; init; } = TransferMode.Auto;

    /// <summary>Whether files whose data IDs the run has already are passed over; else they are failures.</summary>
    public bool SkipExisting { get; init; }

    /// <summary>What becomes of exposures that are registered with other values.</summary>
    public RecordSync Exposures { get; init; } = RecordSync.Compare;

    /// <summary>Whether sizes (and checksums, where configured) are recorded.</summary>
    public bool RecordValidationInfo { get; init; } = true;

    /// <summary>Whether the first failure ends the ingest; else the rest goes in.</summary>
    public bool FailFast { get; init; }

    /// <summary>
    /// Whether instruments that are not registered are, by their descriptions, or else by what headers tell of them, their detectors and filters. Headers that no
    /// translator knows are then read by the generic one.
    /// </summary>
    public bool SelfRegister { get; init; }

    /// <summary>Whether index files beside the raws are heeded that nobody named; sidecars always are.</summary>
    public bool SearchIndexes { get; init; } = true;

    /// <summary>Regular expression that is found in the names of the files that are taken from folders.</summary>
    public string Pattern { get; init; } = HeaderSearch.FitsFiles;

    /// <summary>Takes what is unusual and no failure.</summary>
    public Action<string>? Warnings { get; init; }

    /// <summary>Is told of each failure as it comes.</summary>
    public Action<RawFailure>? Failed { get; init; }

    /// <summary>Is told of each file; null for nobody.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }
}
