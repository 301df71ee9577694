using SkyButler.Resources.Durability;

namespace SkyButler.Pipelines.Tasks.Sources;

/// <summary>Whether others could put code into a file or folder.</summary>
internal static class ForeignAccess
{
    private const UnixFileMode Writable = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Whether a file or folder belongs to another user, or others may write it.</summary>
    public static bool IsOpen(string path) => FileOwners.IsOfAnother(path) || (File.GetUnixFileMode(path) & Writable) != 0;

    /// <summary>The same of a file or the folder that holds it.</summary>
    public static bool IsOpenWithFolder(string file) => IsOpen(file) || IsOpen(Path.GetDirectoryName(file)!);
}
