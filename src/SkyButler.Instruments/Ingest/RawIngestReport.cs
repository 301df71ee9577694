namespace SkyButler.Instruments.Ingest;

/// <summary>What became of raw files.</summary>
public sealed record RawIngestReport
{
    /// <summary>How many exposures have files that were taken in, or that were there and passed over.</summary>
    public required int Exposures { get; init; }

    /// <summary>How many exposures are new.</summary>
    public required int NewExposures { get; init; }

    /// <summary>How many exposures were registered with other values, and have new ones.</summary>
    public required int UpdatedExposures { get; init; }

    /// <summary>How many files were taken in.</summary>
    public required int Files { get; init; }

    /// <summary>How many files were there before.</summary>
    public required int Skipped { get; init; }

    /// <summary>What was not taken in.</summary>
    public required IReadOnlyList<RawFailure> Failures { get; init; }
}
