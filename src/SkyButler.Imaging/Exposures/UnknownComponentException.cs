namespace SkyButler.Imaging.Exposures;

/// <summary>A component of an exposure is there, but of a kind that is not known here.</summary>
internal sealed class UnknownComponentException(string message) : ImagingException(message);
