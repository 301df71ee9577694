namespace SkyButler.Imaging;

/// <summary>
/// Anything that goes wrong with images, FITS files or cameras. The message is one line that says what was asked,
/// what was found and what can be done.
/// </summary>
public class ImagingException : Exception
{
    /// <summary>Makes an error from its message.</summary>
    public ImagingException(string message)
        : base(OneLine.Of(message))
    {
    }

    /// <summary>Makes an error from its message and what caused it.</summary>
    public ImagingException(string message, Exception inner)
        : base(OneLine.Of(message), inner)
    {
    }
}
