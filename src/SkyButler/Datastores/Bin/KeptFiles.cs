using SkyButler.Datastores.Records;
using SkyButler.Resources;

namespace SkyButler.Datastores.Bin;

/// <summary>The files of one removal in one bin. Those that datasets of several parts shared went with the last of these.</summary>
internal sealed class KeptFiles(BinFolder bin, Guid action)
{
    private readonly IReadOnlyList<(long Part, RootedPaths Root)> parts = [.. bin.PartsOf(action).Select(p => (p.Part, new RootedPaths(bin.FilesOf(p))))];

    /// <summary>Whether no path can be kept twice.</summary>
    public bool IsOfOnePart => parts.Count < 2;

    /// <summary>Where a file is that a dataset of some part had; null where it is not kept.</summary>
    /// <param name="part">The part's number.</param>
    /// <param name="path">The file's path below the datastore's root.</param>
    public (RootedPaths Root, ResourcePath File)? Find(long part, string path)
    {
        foreach (var (number, root) in parts)
            if (number >= part && new StoredPath(path, null).Locate(root) is var file && Exists(file))
                return (root, file);
        return null;
    }

    /// <summary>Whether there is a file, or a link to wherever.</summary>
    public static bool Exists(ResourcePath file) => File.Exists(file.LocalPath) || new FileInfo(file.LocalPath).LinkTarget is not null;
}
