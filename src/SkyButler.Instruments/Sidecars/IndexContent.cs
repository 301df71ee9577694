namespace SkyButler.Instruments.Sidecars;

/// <summary>What an index file or sidecar holds of each file.</summary>
public enum IndexContent
{
    /// <summary>Observations: <c>translated</c>.</summary>
    Translated,

    /// <summary>Cards of headers: <c>metadata</c>.</summary>
    Metadata,
}
