namespace SkyButler.Resources.Stores.Zip;

/// <summary>What a zip's directory says of a member.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">How many bytes its content has.</param>
/// <param name="CompressedSize">How many bytes of the zip it takes.</param>
public sealed record ZipEntryInfo(string Name, long Size, long CompressedSize)
{
    /// <summary>Whether it says of itself to be a symbolic link.</summary>
    public bool IsSymbolicLink { get; init; }

    /// <summary>Whether another member has its name.</summary>
    public bool IsDuplicate { get; init; }

    /// <summary>Whether it is neither encrypted nor compressed in an unusual way.</summary>
    public bool IsReadable { get; init; }
}
