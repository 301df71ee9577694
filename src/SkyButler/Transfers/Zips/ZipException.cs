namespace SkyButler.Transfers.Zips;

/// <summary>A zip of datasets can't be taken in: it is damaged, hostile, or contradicts itself. Nothing was written.</summary>
public sealed class ZipException : ButlerException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public ZipException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
