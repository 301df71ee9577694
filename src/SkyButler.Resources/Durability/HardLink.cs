namespace SkyButler.Resources.Durability;

/// <summary>Second names of local files.</summary>
public static class HardLink
{
    /// <summary>
    /// Gives a file a second name; false where there is no such file, the name is taken, or the file system has no hard links.
    /// </summary>
    /// <exception cref="ResourceException">The folder can't be written.</exception>
    public static bool TryMake(string existing, string link) => File.Exists(existing) && NativeFiles.TrySecondName(existing, link);
}
