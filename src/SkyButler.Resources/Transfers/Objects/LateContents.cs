namespace SkyButler.Resources.Transfers.Objects;

/// <summary>
/// Decides which files are sent ahead of a commit, and which with it. A file that is sent ahead takes two requests more, so small ones come late,
/// as long as they are few bytes together: others wait while a commit lasts.
/// </summary>
/// <param name="mostBytes">How many bytes may be sent during a commit, unless the files are all small.</param>
internal sealed class LateContents(long mostBytes = 64 << 20)
{
    private const long AlwaysLate = 1 << 20;
    private const long AlwaysAhead = 16 << 20;

    private long late;

    /// <summary>Whether the next file is sent ahead; counts it where it is not. Not from several threads at a time.</summary>
    public bool IsSentAhead(long size)
    {
        if (size > Math.Min(AlwaysAhead, mostBytes) || (size > AlwaysLate && late + size > mostBytes))
            return true;
        late += size;
        return false;
    }
}
