using System.Text.Json;
using SkyButler.Datastores.Bin.Lists;
using SkyButler.Datastores.Bin.Places;

namespace SkyButler.Datastores.Bin;

/// <summary>Forgets removals that are too old, then the oldest until the rest is not too much. A removal is kept whole or not at all.</summary>
internal static class BinTrimming
{
    private const int AtATime = 16;

    /// <summary>Trims the bins of a datastore.</summary>
    /// <returns>The removals that were forgotten.</returns>
    /// <exception cref="BinException">Something can't be read or deleted.</exception>
    public static async Task<IReadOnlyList<Guid>> ApplyAsync(Datastore datastore, BinSettings settings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var bins = await Bins.OfAsync(datastore, cancellationToken).ConfigureAwait(false);
        var oldest = now - settings.Age;
        var (count, datasets, bytes) = (0, 0L, 0L);
        var forgotten = new List<Guid>();
        foreach (var some in (await bins.ActionsAsync(cancellationToken).ConfigureAwait(false)).Chunk(AtATime))
        {
            var summaries = await Task.WhenAll(some.Select(action => SummaryOfAsync(bins.Main, action, cancellationToken))).ConfigureAwait(false);
            foreach (var (action, kept) in some.Zip(summaries))
            {
                if (count < BinSettings.Removals && kept.Datasets <= settings.Datasets - datasets && kept.Bytes <= settings.Bytes - bytes && DatastoreBin.TimeOf(action) >= oldest)
                    (count, datasets, bytes) = (count + 1, datasets + kept.Datasets, bytes + kept.Bytes);
                else if (await TryDropAsync(bins, action, cancellationToken).ConfigureAwait(false))
                    forgotten.Add(action);
            }
        }

        return forgotten;
    }

    // What is being removed, or brought back, just now is not to be forgotten.
    private static async Task<bool> TryDropAsync(Bins bins, Guid action, CancellationToken cancellationToken)
    {
        if (!await bins.HasAsync(action, cancellationToken).ConfigureAwait(false))
        {
            await bins.DropAsync(action, cancellationToken).ConfigureAwait(false);
            return true;
        }

        if (await bins.TryHoldAsync(action, cancellationToken).ConfigureAwait(false) is not { } held)
            return false;
        await using (held.ConfigureAwait(false))
            await bins.DropAsync(action, cancellationToken).ConfigureAwait(false);
        return true;
    }

    // Of one that was stopped before it told, or whose summary is damaged: what is there.
    private static async Task<BinSummary> SummaryOfAsync(DatastoreBin bin, Guid action, CancellationToken cancellationToken)
    {
        try
        {
            if (await bin.ReadAsync(bin.SummaryOf(action), cancellationToken).ConfigureAwait(false) is { Length: > 0 } text
                && JsonSerializer.Deserialize(text, BinJson.Default.BinSummary) is { Datasets: >= 0, Bytes: >= 0 } told)
                return told;
        }
        catch (JsonException)
        {
            // Counted instead.
        }

        return await bin.CountAsync(action, cancellationToken).ConfigureAwait(false);
    }
}
