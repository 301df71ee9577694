namespace SkyButler.Resources;

/// <summary>
/// Joins names that come from others (templates, tables, archives, import files) to a root, and refuses any that would leave it.
/// Keeps what it learnt about directories, so that thousands of files in few directories cost one look each.
/// </summary>
public sealed class RootedPaths
{
    private const int LongestComponent = 255;
    private const int LongestPath = 4000;

    private readonly HashSet<string> _checkedFolders = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Makes the guard of a root.</summary>
    /// <param name="root">The directory that nothing may leave.</param>
    public RootedPaths(ResourcePath root) => Root = root.AsDirectory();

    /// <summary>The directory that nothing may leave.</summary>
    public ResourcePath Root { get; }

    /// <summary>Joins a relative path, judging by its text alone.</summary>
    /// <exception cref="ResourceException">The path is absolute, climbs out by <c>..</c>, holds a NUL, or is too long.</exception>
    public ResourcePath Join(string relativePath)
    {
        var path = ResourcePath.ParseStored(relativePath);
        if (path.IsAbsolute)
            throw Refused(relativePath, "it is absolute");
        // Judged before normalising, and decoded: %2E%2E climbs as well as .. does.
        foreach (var part in PercentEncoding.Unquote(relativePath).Split('/'))
        {
            if (part == "..")
                throw Refused(relativePath, "it holds '..'");
            if (System.Text.Encoding.UTF8.GetByteCount(part) > LongestComponent)
                throw Refused(relativePath, $"a name in it is longer than {LongestComponent} bytes");
        }
        if (path.EncodedPath.Length > LongestPath)
            throw Refused(relativePath, $"it is longer than {LongestPath} characters");
        var joined = Root.Join(path);
        return joined.IsWithin(Root) ? joined : throw Refused(relativePath, "it names the folder itself or leaves it");
    }

    /// <summary>
    /// Joins a relative path under which something is about to be written, following also the symbolic links among its folders.
    /// </summary>
    /// <exception cref="ResourceException">As for <see cref="Join"/>, or a folder is a link that leads out of the root.</exception>
    public ResourcePath JoinForWriting(string relativePath)
    {
        var joined = Join(relativePath);
        if (Root.IsLocal)
            CheckFolder(Path.GetDirectoryName(joined.LocalPath)!, relativePath);
        return joined;
    }

    private void CheckFolder(string folder, string relativePath)
    {
        var root = Root.LocalPath.TrimEnd('/');
        if (folder.Length <= root.Length)
            return;
        lock (_lock)
        {
            if (_checkedFolders.Contains(folder))
                return;
        }
        CheckFolder(Path.GetDirectoryName(folder)!, relativePath);
        var information = new DirectoryInfo(folder);
        if (!information.Exists && information.LinkTarget is null)
            return;
        if (information.LinkTarget is not null)
        {
            var target = information.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? "";
            if (!target.StartsWith(RealRoot(root) + "/", StringComparison.Ordinal))
                throw Refused(relativePath, $"'{folder}' is a symbolic link that leads out of it");
        }
        lock (_lock)
            _checkedFolders.Add(folder);
    }

    private static string RealRoot(string root) =>
        new DirectoryInfo(root).ResolveLinkTarget(returnFinalTarget: true)?.FullName.TrimEnd('/') ?? root;

    private ResourceException Refused(string path, string reason) =>
        new($"The path '{path}' was refused under {Root}: {reason}.");
}
