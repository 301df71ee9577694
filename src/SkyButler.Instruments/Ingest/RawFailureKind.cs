namespace SkyButler.Instruments.Ingest;

/// <summary>Where a raw file failed.</summary>
public enum RawFailureKind
{
    /// <summary>What was observed can't be told, or does not fit what is registered.</summary>
    Metadata,

    /// <summary>The exposure is registered with other values, or can't be.</summary>
    Exposure,

    /// <summary>The file can't be taken in.</summary>
    File,
}
