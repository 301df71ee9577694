using SkyButler.Resources;

namespace SkyButler.Transfers.Artifacts;

/// <summary>
/// Finds files below a folder that links lead out of it: whoever made the folder may not be allowed to read what a link leads to, and would
/// have it published. Each folder is looked at once.
/// </summary>
internal sealed class LinkGuard(ResourcePath folder)
{
    private readonly string? root = folder.IsLocal ? RealPath.Of(Path.GetFullPath(folder.LocalPath).TrimEnd('/')) + "/" : null;
    private readonly Dictionary<string, string> folders = new(StringComparer.Ordinal);

    /// <summary>Where a file really is, if that is outside; null where it is inside, or links are none of the storage's.</summary>
    public string? Outside(ResourcePath place)
    {
        if (root is null || !place.IsLocal)
            return null;
        var path = Path.GetFullPath(place.LocalPath);
        var above = Path.GetDirectoryName(path)!;
        if (!folders.TryGetValue(above, out var real))
            folders[above] = real = RealPath.Of(above);
        real = new FileInfo(path).LinkTarget is null ? Path.Join(real, Path.GetFileName(path)) : RealPath.Of(path);
        return real.StartsWith(root, StringComparison.Ordinal) ? null : real;
    }
}
