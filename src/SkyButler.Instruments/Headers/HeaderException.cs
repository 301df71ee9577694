namespace SkyButler.Instruments.Headers;

/// <summary>A header can't be read or translated; the message names the file and what in it is wrong.</summary>
public sealed class HeaderException : ButlerException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public HeaderException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
