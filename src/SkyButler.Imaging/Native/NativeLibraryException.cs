namespace SkyButler.Imaging.Native;

/// <summary>A native library that is needed isn't there; the message names the Debian package that has it.</summary>
public sealed class NativeLibraryException : ImagingException
{
    /// <summary>Makes an error from its message.</summary>
    public NativeLibraryException(string message)
        : base(message)
    {
    }
}
