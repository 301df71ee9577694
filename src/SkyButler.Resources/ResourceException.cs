namespace SkyButler.Resources;

/// <summary>A file or object could not be read, written, moved or named. The message names it and says what to do.</summary>
public class ResourceException : IOException
{
    /// <summary>Makes an error from its message.</summary>
    public ResourceException(string message) : base(message)
    {
    }

    /// <summary>Makes an error that was caused by another.</summary>
    public ResourceException(string message, Exception cause) : base(message, cause)
    {
    }
}
