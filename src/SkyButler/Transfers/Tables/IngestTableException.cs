namespace SkyButler.Transfers.Tables;

/// <summary>A table of files to ingest is wrong; the message begins with file and line.</summary>
public sealed class IngestTableException : ButlerException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public IngestTableException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
