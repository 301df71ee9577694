namespace SkyButler.Registry.Errors;

/// <summary>What was to be written contradicts what is there, such as another dataset with the same type, run and data ID.</summary>
public sealed class ConflictException : RegistryException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public ConflictException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
