namespace SkyButler.Registry.Databases.Sqlite.Locks;

/// <summary>Paths as the kernel has them.</summary>
internal static class RealPath
{
    /// <summary>An absolute path with none of its folders a symbolic link.</summary>
    public static string Of(string path)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
            return path;
        var here = Path.Combine(Of(parent), Path.GetFileName(path));
        return new FileInfo(here).ResolveLinkTarget(returnFinalTarget: true) is { } target ? Of(target.FullName) : here;
    }
}
