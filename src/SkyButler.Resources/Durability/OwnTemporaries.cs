namespace SkyButler.Resources.Durability;

/// <summary>
/// Files and folders in the system's folder for temporary ones (<c>TMPDIR</c>), with names that say whose they are. Before the first that a process
/// makes there, it removes what processes of the same machine and user left that were killed.
/// </summary>
public static class OwnTemporaries
{
    private static readonly Lazy<string> Folder = new(static () =>
    {
        var folder = Path.GetTempPath();
        new LeftTemporaries(folder).Remove();
        return folder;
    });

    /// <summary>Makes a folder that only this user can enter. Whoever makes it removes it.</summary>
    /// <exception cref="ResourceException">There is no room, or the folder for temporary files can't be written.</exception>
    public static string MakeFolder() => MakeFolder(LeftTemporaries.UsualPrefix);

    /// <summary>Makes a folder for copies of remote files that only this user can enter. Whoever makes it removes it.</summary>
    /// <exception cref="ResourceException">There is no room, or the folder for temporary files can't be written.</exception>
    public static string MakeCacheFolder() => MakeFolder(LeftTemporaries.CachePrefix);

    /// <summary>A name for a new file, of which nobody can know before and which nobody has; nothing is made yet.</summary>
    /// <param name="extension">Its extension with the dot; may be empty.</param>
    public static string NewFile(string extension) => Path.Combine(Folder.Value, LeftTemporaries.NewName(LeftTemporaries.UsualPrefix) + extension);

    /// <summary>Why nothing could be written there, and what helps.</summary>
    internal static ResourceException Unwritable(string what, Exception reason) =>
        new($"Cannot {what} in {Path.GetTempPath()}: {reason.Message} Free some space there, or name another folder by TMPDIR.", reason);

    private static string MakeFolder(string prefix)
    {
        try
        {
            var name = Path.Combine(Folder.Value, LeftTemporaries.NewName(prefix));
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(name);
            else
                Directory.CreateDirectory(name, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return name;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable("make a temporary folder", e);
        }
    }
}
