namespace SkyButler.Resources.Durability;

/// <summary>Whose files are.</summary>
public static class FileOwners
{
    private const uint Administrator = 0;

    /// <summary>
    /// Whether a file or folder belongs to another user, who could change it at any time. The administrator, who can do that everywhere, does not
    /// count; nor does anybody where there is no such file.
    /// </summary>
    public static bool IsOfAnother(string path) =>
        !OperatingSystem.IsWindows() && NativeFiles.Look(path) is { Owner: not Administrator and var owner } && owner != NativeFiles.User();
}
