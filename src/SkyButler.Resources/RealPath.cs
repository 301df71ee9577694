using SkyButler.Resources.Durability;

namespace SkyButler.Resources;

/// <summary>Where local files really are.</summary>
public static class RealPath
{
    /// <summary>An absolute path of which neither a folder nor the file is a symbolic link.</summary>
    public static string Of(string path)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
            return path;
        var here = Path.Combine(Of(parent), Path.GetFileName(path));
        return new FileInfo(here).ResolveLinkTarget(returnFinalTarget: true) is { } target ? Of(target.FullName) : here;
    }

    /// <summary>
    /// Whether two places are one file, which is gone from both when it is removed from one: the same path, one a symbolic link to the other, or
    /// one folder mounted twice. Two hard links are not: each keeps the content.
    /// </summary>
    public static bool IsSameFile(ResourcePath one, ResourcePath other)
    {
        if (one == other)
            return true;
        if (!one.IsLocal || !other.IsLocal || one.Fragment.Length > 0 || other.Fragment.Length > 0)
            return false;
        if (Of(Path.GetFullPath(one.LocalPath)) == Of(Path.GetFullPath(other.LocalPath)))
            return true;
        return !OperatingSystem.IsWindows() && NativeFiles.Identify(one.LocalPath) is { Links: 1 } identity && identity == NativeFiles.Identify(other.LocalPath);
    }
}
