namespace SkyButler.Resources;

/// <summary>A file or object that was asked for does not exist.</summary>
public sealed class ResourceNotFoundException : ResourceException
{
    /// <summary>Makes the error for a path.</summary>
    public ResourceNotFoundException(ResourcePath path) : base($"No file or object exists at {path.DisplayName}.") => Path = path;

    /// <summary>Where nothing was found.</summary>
    public ResourcePath Path { get; }
}
