namespace SkyButler.Registry.Errors;

/// <summary>A row is still referred to by others, so it can't be removed.</summary>
public sealed class OrphanedRecordException : RegistryException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public OrphanedRecordException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
