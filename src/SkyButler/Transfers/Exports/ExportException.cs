namespace SkyButler.Transfers.Exports;

/// <summary>An export can't be made.</summary>
public sealed class ExportException : ButlerException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public ExportException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
