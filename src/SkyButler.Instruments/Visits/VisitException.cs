namespace SkyButler.Instruments.Visits;

/// <summary>Visits can't be defined: the configuration, the exposures, the camera or what is registered stands against it.</summary>
public sealed class VisitException : ButlerException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public VisitException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
