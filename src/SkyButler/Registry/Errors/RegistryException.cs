namespace SkyButler.Registry.Errors;

/// <summary>The registry can't do what was asked.</summary>
public class RegistryException : ButlerException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public RegistryException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
