namespace SkyButler.Instruments;

/// <summary>An instrument's description is wrong; the message begins with file and line.</summary>
public sealed class InstrumentException : ButlerException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public InstrumentException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
