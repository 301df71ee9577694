using System.Text;
using System.Text.Json;
using SkyButler.Datastores.Journal;
using SkyButler.Registry.Log;

namespace SkyButler.Datastores.Bin;

/// <summary>What is kept of one removal, to be brought back; nobody else works on it meanwhile.</summary>
internal sealed class KeptRemoval : IDisposable
{
    private const int AtATime = 1000;
    private readonly IReadOnlyList<BinFolder> bins;
    private readonly LogEntry entry;
    private readonly Stream held;

    private KeptRemoval(LogEntry entry, IReadOnlyList<BinFolder> bins, Stream held)
    {
        (this.entry, this.held) = (entry, held);
        this.bins = bins;
    }

    /// <summary>Whether some of its files are not in the bin yet, since the removal was stopped.</summary>
    public bool IsUnfinished => bins.Any(bin => PendingRemovals.Any(bin, entry.Id));

    /// <summary>Opens what is kept of a removal.</summary>
    /// <exception cref="BinException">Nothing is kept, or not all; or the removal is under way, or is being taken back.</exception>
    public static KeptRemoval Open(Datastore datastore, LogEntry entry)
    {
        IReadOnlyList<BinFolder> bins = [.. datastore.FileStores.Select(s => s.BinFolder).OfType<BinFolder>()];
        if (bins.Count == 0 || !Directory.Exists(bins[0].Of(entry.Id)))
            throw new BinException($"What the action {entry.Id} removed is not kept any more: the bin was trimmed (skybutler.undo says how much it keeps) or emptied.");
        var held = FileLock.TryTake(bins[0].LockOf(entry.Id)) ?? throw new BinException($"The action {entry.Id} is still under way, or somebody takes it back just now; try again when that is over.");
        var kept = new KeptRemoval(entry, bins, held);
        for (var part = 0L; part < entry.Parts; part++)
        {
            if (File.Exists(bins[0].ListOf(entry.Id, part)))
                continue;
            kept.Dispose();
            throw new BinException($"Of what the action {entry.Id} removed, the list {bins[0].ListOf(entry.Id, part)} is gone, so it can't be taken back.");
        }

        return kept;
    }

    /// <summary>What was known of its datasets, some hundreds at a time.</summary>
    /// <exception cref="BinException">A list can't be read.</exception>
    public IEnumerable<RemovedDataset[]> Read()
    {
        for (var part = 0L; part < entry.Parts; part++)
        {
            var list = bins[0].ListOf(entry.Id, part);
            var text = Encoding.UTF8.GetString(BinFiles.ReadPresent(list));
            foreach (var lines in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Chunk(AtATime))
                yield return [.. lines.Select(line => Parse(line, list))];
        }
    }

    /// <summary>Forgets all of it.</summary>
    public void Drop()
    {
        foreach (var bin in bins)
            bin.Drop(entry.Id);
    }

    /// <inheritdoc />
    public void Dispose() => held.Dispose();

    private static RemovedDataset Parse(string line, string list)
    {
        try
        {
            return JsonSerializer.Deserialize(line, BinJson.Default.RemovedDataset)!;
        }
        catch (JsonException e)
        {
            throw new BinException($"The bin's list {list} is damaged: {e.Message}", e);
        }
    }
}
