using System.Security.Cryptography;

namespace SkyButler.EndToEnd.Support;

/// <summary>Every file and folder below a folder, with what is in it, to see that nothing was changed.</summary>
internal static class FolderState
{
    /// <summary>Relative names with hashes of the contents, sorted.</summary>
    public static IReadOnlyList<string> Of(string folder) =>
    [
        .. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Select(path => $"{Path.GetRelativePath(folder, path)} {Content(path)}")
            .Order(StringComparer.Ordinal),
    ];

    private static string Content(string path)
    {
        if (new FileInfo(path).LinkTarget is { } target)
            return $"-> {target}";
        if (Directory.Exists(path))
            return "folder";
        using var stream = File.OpenRead(path);
        return Convert.ToHexString(SHA256.HashData(stream));
    }
}
