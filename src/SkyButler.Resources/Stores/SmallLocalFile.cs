using SkyButler.Resources.Durability;

namespace SkyButler.Resources.Stores;

/// <summary>Reads small local files at once: handing them to another thread and back costs several times the reading.</summary>
internal static class SmallLocalFile
{
    private const long Small = 1 << 17;

    /// <summary>The whole content; null where the file is large, or can't be read by this way.</summary>
    public static byte[]? TryRead(string path) => path.Contains('\0', StringComparison.Ordinal) ? null : NativeFiles.TryRead(path, Small);
}
