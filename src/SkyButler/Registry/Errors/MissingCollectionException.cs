namespace SkyButler.Registry.Errors;

/// <summary>A collection does not exist.</summary>
public sealed class MissingCollectionException : RegistryException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public MissingCollectionException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
