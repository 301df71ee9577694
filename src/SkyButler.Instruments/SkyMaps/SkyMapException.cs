namespace SkyButler.Instruments.SkyMaps;

/// <summary>A sky map is configured wrongly, can't be stored or read, or has no such tract or patch.</summary>
public sealed class SkyMapException : ButlerException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public SkyMapException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
