namespace SkyButler.Registry.Errors;

/// <summary>The repository was made by software whose schema this one does not know.</summary>
public sealed class IncompatibleRepositoryException : RegistryException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public IncompatibleRepositoryException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
