namespace SkyButler.Registry.Errors;

/// <summary>A collection is of another type than the operation needs.</summary>
public sealed class CollectionTypeException : RegistryException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public CollectionTypeException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
