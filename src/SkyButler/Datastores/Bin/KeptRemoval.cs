using System.Text;
using System.Text.Json;
using SkyButler.Datastores.Bin.Lists;
using SkyButler.Datastores.Bin.Pending;
using SkyButler.Registry;
using SkyButler.Registry.Log;

namespace SkyButler.Datastores.Bin;

/// <summary>What is kept of one removal, to be brought back; nobody else works on it meanwhile.</summary>
internal sealed class KeptRemoval : IDisposable
{
    private const int AtATime = 1000;
    private readonly Bins bins;
    private readonly LogEntry entry;
    private readonly Stream held;

    private KeptRemoval(LogEntry entry, Bins bins, Stream held)
    {
        (this.entry, this.held) = (entry, held);
        this.bins = bins;
    }

    /// <summary>The folder of its files, in the first of the bins.</summary>
    public string Files => bins.Main.FilesOf(entry.Id);

    private bool IsUnfinished => bins.All.Any(b => PendingRemovals.List(b.Folder).Any(p => p.Action == entry.Id));

    /// <summary>Opens what is kept of a removal.</summary>
    /// <exception cref="BinException">Nothing is kept, or not all; or the removal is under way, or is being taken back.</exception>
    public static KeptRemoval Open(Datastore datastore, LogEntry entry)
    {
        var bins = Bins.Of(datastore);
        if (!bins.Has(entry.Id))
            throw new BinException($"What the action {entry.Id} removed is not kept any more: the bin was trimmed (skybutler.undo says how much it keeps) or emptied.");
        var held = bins.TryHold(entry.Id) ?? throw new BinException($"The action {entry.Id} is still under way, or somebody takes it back just now; try again when that is over.");
        for (var part = 0L; part < entry.Parts; part++)
        {
            var list = bins.Main.ListOf(new(entry.Id, part));
            if (File.Exists(list))
                continue;
            held.Dispose();
            throw new BinException($"Of what the action {entry.Id} removed, the list {list} is gone, so it can't be taken back.");
        }

        return new(entry, bins, held);
    }

    /// <summary>Brings a removal that was stopped to its end where it stopped: files that are not in the bin yet are taken there.</summary>
    /// <exception cref="BinException">Another client does so just now.</exception>
    public async Task FinishAsync(Datastore datastore, SqlRegistry registry, CancellationToken cancellationToken)
    {
        if (!IsUnfinished)
            return;
        await datastore.EmptyTrashAsync(cancellationToken).ConfigureAwait(false);
        if (!await BinRecovery.SettleAsync(bins, registry, entry.Id, cancellationToken).ConfigureAwait(false))
            throw new BinException($"Files of the action {entry.Id} are being taken out by another client just now; try again when that is over.");
    }

    /// <summary>What was known of its datasets, some hundreds at a time, none of two parts at once.</summary>
    /// <exception cref="BinException">A list can't be read.</exception>
    public IEnumerable<(long Part, RemovedDataset[] Datasets)> Read()
    {
        for (var part = 0L; part < entry.Parts; part++)
        {
            var list = bins.Main.ListOf(new(entry.Id, part));
            var text = Encoding.UTF8.GetString(BinFiles.ReadPresent(list));
            foreach (var lines in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Chunk(AtATime))
                yield return (part, [.. lines.Select(line => Parse(line, list))]);
        }
    }

    /// <summary>Forgets all of it.</summary>
    public void Drop() => bins.Drop(entry.Id);

    /// <inheritdoc />
    public void Dispose() => held.Dispose();

    private static RemovedDataset Parse(string line, string list)
    {
        try
        {
            return JsonSerializer.Deserialize(line, BinJson.Default.RemovedDataset) ?? throw new BinException($"The bin's list {list} is damaged: a line says nothing.");
        }
        catch (JsonException e)
        {
            throw new BinException($"The bin's list {list} is damaged: {e.Message}", e);
        }
    }
}
