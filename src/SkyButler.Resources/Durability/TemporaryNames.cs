using System.Text;
using SkyButler.Resources.Stores;

namespace SkyButler.Resources.Durability;

/// <summary>
/// Names of files that are being written: sixteen random characters, the final name, <c>.tmp</c> before its extension. A crash can leave
/// them behind, and by this form they are known.
/// </summary>
public static class TemporaryNames
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789_";

    /// <summary>How many random characters lead the name.</summary>
    public const int PrefixLength = 16;
    private static readonly AsciiSet Letters = new(Alphabet);
    private const int LongestName = 255;

    /// <summary>A new temporary name in the same folder as the final file.</summary>
    public static string For(string finalPath)
    {
        var folder = Path.GetDirectoryName(finalPath) ?? "";
        var name = Path.GetFileName(finalPath);
        var extension = PathText.Extension(name);
        return Path.Combine(folder, $"{Prefix()}{Ending(name, extension)}");
    }

    // Nobody has to be kept from guessing: what exists is never opened.
    private static string Prefix() => string.Create(PrefixLength, 0, static (letters, _) => Random.Shared.GetItems(Alphabet, letters));

    /// <summary>Whether a file name is a temporary one of a file with the given final name in the same folder.</summary>
    public static bool IsTemporaryOf(string name, string finalName) =>
        IsTemporary(name) && name.AsSpan(PrefixLength).SequenceEqual(Ending(finalName, PathText.Extension(finalName)));

    /// <summary>Whether a file name has the form of a temporary one.</summary>
    public static bool IsTemporary(string name)
    {
        if (name.Length < PrefixLength + 4 || !Letters.ContainsAll(name.AsSpan(0, PrefixLength)))
            return false;
        var extension = PathText.Extension(name);
        return extension == ".tmp" || name[..^extension.Length].EndsWith(".tmp", StringComparison.Ordinal);
    }

    // The longest legal names leave no room for the addition.
    private static string Ending(string name, string extension)
    {
        var stem = name[..^extension.Length];
        while (Encoding.UTF8.GetByteCount(stem) + Encoding.UTF8.GetByteCount(extension) + PrefixLength + 4 > LongestName)
            stem = stem[..^1];
        return $"{stem}.tmp{extension}";
    }

    /// <summary>The temporary files below a directory that were last written before a moment: what crashed writers left.</summary>
    public static IAsyncEnumerable<ResourceInfo> FindLeftoversAsync(
        IResourceStore store, ResourcePath directory, DateTimeOffset writtenBefore, CancellationToken cancellationToken = default) =>
        store.ListAsync(directory, cancellationToken).Where(file => IsTemporary(file.Path.Basename) && file.Modified < writtenBefore);
}
