using System.Text.Json;
using SkyButler.Datastores.Journal;

namespace SkyButler.Datastores.Bin;

/// <summary>Keeps what one removal takes out of the datastores, part by part; whoever does so, or takes it back, holds its lock.</summary>
internal sealed class RemovalBin : IDisposable
{
    private const byte LineEnd = (byte)'\n';
    private readonly IReadOnlyList<BinFolder> bins;
    private readonly BinSettings settings;
    private readonly Stream held;
    private long datasets;
    private long bytes;
    private long parts;

    private RemovalBin(Guid action, IReadOnlyList<BinFolder> bins, BinSettings settings, Stream held)
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

    /// <summary>The first of the bins has the lists of datasets.</summary>
    private BinFolder Main => bins[0];

    /// <summary>Begins to keep what a removal takes out.</summary>
    /// <exception cref="BinException">The bin can't be written; nothing is there then.</exception>
    public static RemovalBin Begin(Datastore datastore, BinSettings settings, Guid action)
    {
        IReadOnlyList<BinFolder> bins = [.. datastore.FileStores.Select(s => s.BinFolder).OfType<BinFolder>()];
        try
        {
            Directory.CreateDirectory(bins[0].Of(action));
            return new(action, bins, settings, FileLock.TryTake(bins[0].LockOf(action)) ?? throw new BinException($"The bin's folder {bins[0].Of(action)} is in use."));
        }
        catch (Exception e) when (BinException.IsOfDisk(e))
        {
            throw BinException.Write(bins[0].Of(action), e);
        }
    }

    /// <summary>Writes down datasets that are about to be removed.</summary>
    /// <exception cref="BinException">The bin can't be written.</exception>
    public void Add(IReadOnlyCollection<RemovedDataset> removed)
    {
        OpenPart = parts;
        datasets += removed.Count;
        bytes += removed.SelectMany(d => d.Records ?? []).GroupBy(r => (r.Store, Records.StoredPath.Parse(r.Record.Path).File)).Sum(f => SizeOf(f.First()));
        BinFiles.Write(Main.ListOf(Action, parts), stream =>
        {
            foreach (var dataset in removed)
            {
                JsonSerializer.Serialize(stream, dataset, BinJson.Default.RemovedDataset);
                stream.WriteByte(LineEnd);
            }
        });
        IReadOnlyCollection<Guid> ids = [.. removed.Select(d => d.Id)];
        foreach (var bin in bins)
            PendingRemovals.Write(bin, Action, parts, ids);
        parts++;
    }

    /// <summary>Forgets the part that was added last, whose datasets were not removed after all; nothing is added afterwards.</summary>
    public void ForgetPart()
    {
        if (OpenPart is not { } part)
            return;
        OpenPart = null;
        try
        {
            foreach (var bin in bins)
                PendingRemovals.Delete(bin, Action, part);
            BinFiles.Delete(Main.ListOf(Action, part));
            if (part == 0)
                Drop();
        }
        catch (BinException)
        {
            // Why the part was not removed is what has to be told.
        }
    }

    /// <summary>Notes that the files of all that was added are kept now.</summary>
    public void CompletePart()
    {
        foreach (var bin in bins)
            PendingRemovals.Delete(bin, Action, parts - 1);
        OpenPart = null;
        BinFiles.Write(Main.SummaryOf(Action), stream => JsonSerializer.Serialize(stream, new BinSummary(datasets, bytes), BinJson.Default.BinSummary));
    }

    /// <summary>Forgets all of it.</summary>
    public void Drop()
    {
        foreach (var bin in bins)
            bin.Drop(Action);
    }

    /// <inheritdoc />
    public void Dispose() => held.Dispose();

    private static long SizeOf(RemovedRecord removed) => Math.Max(removed.Size ?? removed.Record.FileSize, 0);
}
