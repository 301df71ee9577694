namespace SkyButler.Datastores.Cache;

/// <summary>Removes what is too old or too much, the least recently used first. Files that are not the cache's are left alone, and not counted.</summary>
internal sealed class CacheCleaner(string root, CacheExpiry expiry, TimeProvider clock)
{
    private sealed record Entry(string Path, Guid Dataset, long Size, DateTimeOffset Used);

    /// <summary>Removes what has to go. Others may do the same at the same time.</summary>
    public void Clean()
    {
        if (expiry.Mode == CacheExpiryMode.Never)
            return;
        var entries = Entries();
        foreach (var entry in expiry.Mode switch
        {
            CacheExpiryMode.Files => entries.Skip(Limit),
            CacheExpiryMode.Datasets => entries.GroupBy(e => e.Dataset).Skip(Limit).SelectMany(e => e),
            CacheExpiryMode.Size => BeyondSize(entries),
            CacheExpiryMode.Age => entries.Where(e => clock.GetUtcNow() - e.Used > TimeSpan.FromSeconds(expiry.Threshold)),
            _ => [],
        })
        {
            Remove(entry.Path);
        }
    }

    /// <summary>Removes a file, unless another process was quicker or it is another user's.</summary>
    public static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private int Limit => (int)Math.Min(expiry.Threshold, int.MaxValue);

    // Latest use first.
    private List<Entry> Entries() =>
    [
        .. new DirectoryInfo(root).EnumerateFiles()
            .Select(file => (File: file, Dataset: CacheFileName.DatasetOf(file.Name)))
            .Where(f => f.Dataset is not null && f.File is { Exists: true, LinkTarget: null })
            .Select(f => new Entry(f.File.FullName, f.Dataset!.Value, f.File.Length, f.File.LastWriteTimeUtc))
            .OrderByDescending(e => e.Used).ThenBy(e => e.Path, StringComparer.Ordinal),
    ];

    private IEnumerable<Entry> BeyondSize(List<Entry> entries)
    {
        var total = 0L;
        foreach (var entry in entries)
        {
            total += entry.Size;
            if (total > expiry.Threshold)
                yield return entry;
        }
    }
}
