using System.Text.Json;
using SkyButler.Datastores.Bin.Lists;
using SkyButler.Datastores.Bin.Pending;
using SkyButler.Registry;

namespace SkyButler.Datastores.Bin;

/// <summary>Keeps what one removal takes out of the datastores, part by part; whoever does so, or takes it back, holds its lock.</summary>
internal sealed class RemovalBin : IDisposable
{
    private const byte LineEnd = (byte)'\n';
    private readonly Bins bins;
    private readonly BinSettings settings;
    private readonly Stream held;
    private IReadOnlyCollection<Guid> waiting = [];
    private long datasets;
    private long bytes;
    private long parts;

    private RemovalBin(Guid action, Bins bins, BinSettings settings, Stream held)
    {
        (Action, this.settings, this.held) = (action, settings, held);
        this.bins = bins;
    }

    /// <summary>The removal.</summary>
    public Guid Action { get; }

    /// <summary>Why no more is kept than there is; null while there is room.</summary>
    public string? Overflow =>
        bytes > settings.Bytes ? $"its files are larger than the bin ({settings.Bytes} bytes by skybutler.undo)"
        : datasets > settings.Datasets ? $"it took more datasets than the bin does ({settings.Datasets} by skybutler.undo)"
        : null;

    /// <summary>The part that was added last, until its files are kept; null for none.</summary>
    public long? OpenPart { get; private set; }

    /// <summary>Begins to keep what a removal takes out.</summary>
    /// <exception cref="BinException">The bin can't be written; nothing is there then.</exception>
    public static RemovalBin Begin(Datastore datastore, BinSettings settings, Guid action)
    {
        var bins = Bins.Of(datastore);
        var folder = bins.Main.Of(action);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (BinException.IsOfDisk(e))
        {
            throw BinException.Write(folder, e);
        }

        return new(action, bins, settings, bins.TryHold(action) ?? throw new BinException($"The bin's folder {folder} is in use."));
    }

    /// <summary>Writes down datasets that are about to be removed.</summary>
    /// <exception cref="BinException">The bin can't be written.</exception>
    public void Add(IReadOnlyCollection<RemovedDataset> removed)
    {
        OpenPart = parts;
        var part = new PendingPart(Action, parts);
        datasets += removed.Count;
        bytes += SizeOf(removed);
        BinFiles.Write(bins.Main.ListOf(part), stream =>
        {
            // One writer for all lines: beside making one for each, the lines themselves cost little.
            using var writer = new Utf8JsonWriter(stream);
            foreach (var dataset in removed)
            {
                JsonSerializer.Serialize(writer, dataset, BinJson.Default.RemovedDataset);
                writer.Flush();
                stream.WriteByte(LineEnd);
                writer.Reset();
            }
        });
        waiting = [.. removed.Select(d => d.Id)];
        foreach (var (_, folder) in bins.All)
            PendingRemovals.Write(folder, part, waiting);
        BinFiles.FlushNames([bins.Main.Of(Action), .. bins.All.SelectMany(b => b.Folder.Above)]);
        parts++;
    }

    /// <summary>Forgets the part that was added last, whose datasets were not removed after all; nothing is added afterwards.</summary>
    public void ForgetPart()
    {
        if (OpenPart is not { } number)
            return;
        OpenPart = null;
        try
        {
            var part = new PendingPart(Action, number);
            foreach (var (_, folder) in bins.All)
                PendingRemovals.Delete(folder, part);
            BinFiles.Delete(bins.Main.ListOf(part));
            if (number == 0)
                Drop();
        }
        catch (BinException)
        {
            // Why the part was not removed is what has to be told.
        }
    }

    /// <summary>
    /// Notes that the files of all that was added are kept now. Where another client takes them out just now, that they wait stays noted until it has
    /// done so: the next who looks forgets it.
    /// </summary>
    public async Task CompletePartAsync(SqlRegistry registry, CancellationToken cancellationToken)
    {
        foreach (var (store, folder) in bins.All)
            await BinRecovery.TrySettleAsync(store, folder, registry, new(Action, parts - 1), waiting, cancellationToken).ConfigureAwait(false);
        OpenPart = null;
        BinFiles.Write(bins.Main.SummaryOf(Action), stream => JsonSerializer.Serialize(stream, new BinSummary(datasets, bytes), BinJson.Default.BinSummary));
    }

    /// <summary>Forgets all of it.</summary>
    public void Drop() => bins.Drop(Action);

    /// <inheritdoc />
    public void Dispose() => held.Dispose();

    // Of files that datasets share, once.
    private static long SizeOf(IReadOnlyCollection<RemovedDataset> removed)
    {
        var (size, counted) = (0L, new HashSet<(string Store, string File)>(removed.Count));
        foreach (var dataset in removed)
            foreach (var record in dataset.Records ?? [])
                if (counted.Add((record.Store, Records.StoredPath.Parse(record.Record.Path).File)))
                    size += Math.Max(record.Size ?? record.Record.FileSize, 0);
        return size;
    }
}
