namespace SkyButler.Instruments.Ingest;

/// <summary>Raw files can't be taken in; the message says which and why.</summary>
public sealed class RawIngestException : ButlerException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public RawIngestException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
