using SkyButler.Resources;

namespace SkyButler.History.Undoing.Removals;

/// <summary>Compares two files byte by byte.</summary>
internal static class FileComparison
{
    private const int BufferSize = 1 << 16;

    /// <summary>Whether a local file is there and has the content of another.</summary>
    public static bool AreSame(ResourcePath file, ResourcePath other)
    {
        var (one, two) = (new FileInfo(file.LocalPath), new FileInfo(other.LocalPath));
        if (!two.Exists || two.Length != one.Length)
            return false;
        using var first = one.OpenRead();
        using var second = two.OpenRead();
        var (left, right) = (new byte[BufferSize], new byte[BufferSize]);
        while (first.ReadAtLeast(left, BufferSize, throwOnEndOfStream: false) is > 0 and var count)
            if (second.ReadAtLeast(right, BufferSize, throwOnEndOfStream: false) != count || !left.AsSpan(0, count).SequenceEqual(right.AsSpan(0, count)))
                return false;
        return true;
    }
}
