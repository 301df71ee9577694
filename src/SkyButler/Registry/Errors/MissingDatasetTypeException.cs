namespace SkyButler.Registry.Errors;

/// <summary>A dataset type is not registered.</summary>
public sealed class MissingDatasetTypeException : RegistryException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public MissingDatasetTypeException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
