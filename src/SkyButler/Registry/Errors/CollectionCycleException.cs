namespace SkyButler.Registry.Errors;

/// <summary>A chain would contain itself.</summary>
public sealed class CollectionCycleException : RegistryException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public CollectionCycleException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
