using System.Text.Json;
using SkyButler.Datastores.Bin.Lists;

namespace SkyButler.Datastores.Bin;

/// <summary>Forgets removals that are too old, then the oldest until the rest is not too much. A removal is kept whole or not at all.</summary>
internal static class BinTrimming
{
    /// <summary>Trims the bins of a datastore.</summary>
    /// <returns>The removals that were forgotten.</returns>
    /// <exception cref="BinException">The disk refuses.</exception>
    public static IReadOnlyList<Guid> Apply(Datastore datastore, BinSettings settings, DateTimeOffset now)
    {
        var bins = Bins.Of(datastore);
        var oldest = now - settings.Age;
        var (count, datasets, bytes) = (0, 0L, 0L);
        var forgotten = new List<Guid>();
        foreach (var action in bins.Actions())
        {
            var kept = SummaryOf(bins.Main, action);
            if (count < BinSettings.Removals && kept.Datasets <= settings.Datasets - datasets && kept.Bytes <= settings.Bytes - bytes && BinFolder.TimeOf(action) >= oldest)
                (count, datasets, bytes) = (count + 1, datasets + kept.Datasets, bytes + kept.Bytes);
            else if (TryDrop(bins, action))
                forgotten.Add(action);
        }

        return forgotten;
    }

    // What is being removed, or brought back, just now is not to be forgotten.
    private static bool TryDrop(Bins bins, Guid action)
    {
        using var held = bins.Has(action) ? bins.TryHold(action) : null;
        if (held is null && bins.Has(action))
            return false;
        bins.Drop(action);
        return true;
    }

    // Of one that was stopped before it told, or whose summary is damaged: what is there.
    private static BinSummary SummaryOf(BinFolder bin, Guid action)
    {
        try
        {
            if (BinFiles.Read(bin.SummaryOf(action)) is { Length: > 0 } text && JsonSerializer.Deserialize(text, BinJson.Default.BinSummary) is { Datasets: >= 0, Bytes: >= 0 } told)
                return told;
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
