namespace SkyButler.Imaging.Exposures;

/// <summary>A component of an exposure is there, but of a kind that is not known here.</summary>
public sealed class UnknownComponentException : ImagingException
{
    internal UnknownComponentException(string message)
        : base(message)
    {
    }
}
