namespace SkyButler.Resources.Stores;

/// <summary>Reads small local files at once: handing them to another thread and back costs several times the reading.</summary>
internal static class SmallLocalFile
{
    private const long Small = 1 << 17;

    /// <summary>The whole content; null where the file is large, or can't be read by this way.</summary>
    public static byte[]? TryRead(string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            var length = RandomAccess.GetLength(file);
            if (length > Small)
                return null;
            var content = new byte[length];
            var read = 0;
            while (read < content.Length && RandomAccess.Read(file, content.AsSpan(read), read) is var count and > 0)
                read += count;
            // Files of the kernel say that they are empty.
            return read == content.Length && read > 0 ? content : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }
}
