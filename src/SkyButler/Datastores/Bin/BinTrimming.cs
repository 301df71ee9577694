using System.Text.Json;
using SkyButler.Datastores.Journal;
using SkyButler.Resources;

namespace SkyButler.Datastores.Bin;

/// <summary>Forgets removals that are too old, then the oldest until the rest is not too much. A removal is kept whole or not at all.</summary>
internal static class BinTrimming
{
    /// <summary>Trims the bins of a datastore.</summary>
    /// <exception cref="BinException">The disk refuses.</exception>
    public static void Apply(Datastore datastore, BinSettings settings, DateTimeOffset now)
    {
        IReadOnlyList<BinFolder> bins = [.. datastore.FileStores.Select(s => s.BinFolder).OfType<BinFolder>()];
        var oldest = now - settings.Age;
        var (count, datasets, bytes) = (0, 0L, 0L);
        foreach (var action in bins.SelectMany(b => b.Actions()).Distinct().OrderDescending())
        {
            var kept = SummaryOf(bins[0], action);
            (count, datasets, bytes) = (count + 1, datasets + kept.Datasets, bytes + kept.Bytes);
            if (count <= BinSettings.Removals && datasets <= settings.Datasets && bytes <= settings.Bytes && BinFolder.TimeOf(action) >= oldest)
                continue;
            (count, datasets, bytes) = (count - 1, datasets - kept.Datasets, bytes - kept.Bytes);
            if (TryHold(bins[0], action, out var held))
                using (held)
                    foreach (var bin in bins)
                        bin.Drop(action);
        }
    }

    // What is being removed, or brought back, just now is not to be forgotten.
    private static bool TryHold(BinFolder bin, Guid action, out Stream? held)
    {
        held = null;
        if (!Directory.Exists(bin.Of(action)))
            return true;
        try
        {
            return (held = FileLock.TryTake(bin.LockOf(action))) is not null;
        }
        catch (ResourceException e)
        {
            throw new BinException(e.Message, e);
        }
    }

    // Of one that was stopped before it told: what is there.
    private static BinSummary SummaryOf(BinFolder bin, Guid action)
    {
        try
        {
            if (BinFiles.Read(bin.SummaryOf(action)) is { Length: > 0 } text)
                return JsonSerializer.Deserialize(text, BinJson.Default.BinSummary)!;
        }
        catch (JsonException)
        {
            // Counted instead.
        }

        var files = new DirectoryInfo(bin.Of(action));
        try
        {
            var sizes = files.Exists ? files.EnumerateFiles("*", SearchOption.AllDirectories).Select(f => f.LinkTarget is null ? f.Length : 0).ToList() : [];
            return new(sizes.Count, sizes.Sum());
        }
        catch (Exception e) when (BinException.IsOfDisk(e))
        {
            return new(0, 0);
        }
    }
}
