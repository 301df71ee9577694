namespace SkyButler.Resources;

/// <summary>What a store tells about a file or object without opening it.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Size">Its size in bytes; 0 for a directory.</param>
/// <param name="Modified">When it was last changed.</param>
public sealed record ResourceInfo(ResourcePath Path, long Size, DateTimeOffset Modified)
{
    /// <summary>Whether it is a directory rather than a file.</summary>
    public bool IsDirectory => Path.IsDirectory;

    /// <summary>Whether it is neither: a pipe, a socket, a device, of which nobody knows whether reading ever ends.</summary>
    public bool IsSpecial { get; init; }

    /// <summary>
    /// What the storage calls this content (an ETag, without quotes); null where it says nothing. Two objects of one store with the same tag
    /// have the same content; 32 hexadecimal digits are its MD5 in S3.
    /// </summary>
    public string? Tag { get; init; }
}
