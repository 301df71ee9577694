using System.Text.Json;
using SkyButler.Datastores.Bin.Lists;
using SkyButler.Datastores.Bin.Pending;
using SkyButler.Registry;

namespace SkyButler.Datastores.Bin;

/// <summary>Keeps what one removal takes out of the datastores, part by part; whoever does so, or takes it back, holds its lock.</summary>
internal sealed class RemovalBin : IAsyncDisposable
{
    private readonly Bins bins;
    private readonly BinSettings settings;
    private readonly IAsyncDisposable held;
    private IReadOnlyList<AheadFiles> ahead = [];
    private IReadOnlyCollection<Guid> waiting = [];
    private long datasets;
    private long bytes;
    private long parts;

    private RemovalBin(Guid action, Bins bins, BinSettings settings, IAsyncDisposable held)
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

    /// <summary>The part that was begun last, until its files are kept; null for none.</summary>
    public long? OpenPart { get; private set; }

    /// <summary>Whether some files are copied before their rows go.</summary>
    public bool KeepsAhead => bins.All.Any(b => b.Bin.KeepsAhead);

    private PendingPart Current => new(Action, parts);

    /// <summary>Begins to keep what a removal takes out.</summary>
    /// <exception cref="BinException">The bin can't be written; nothing is there then.</exception>
    public static async Task<RemovalBin> BeginAsync(Datastore datastore, BinSettings settings, Guid action, CancellationToken cancellationToken)
    {
        var bins = await Bins.OfAsync(datastore, cancellationToken).ConfigureAwait(false);
        foreach (var (_, bin) in bins.All.Where(b => b.Bin == bins.Main || b.Bin.KeepsAhead))
            await bin.BeginAsync(action, cancellationToken).ConfigureAwait(false);
        try
        {
            var held = await bins.TryHoldAsync(action, cancellationToken).ConfigureAwait(false);
            return new(action, bins, settings, held ?? throw new BinException($"The bin's {bins.Main.FilesOf(action).DisplayName} is in use."));
        }
        catch
        {
            await bins.DropAsync(action, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Keeps the files of datasets that are about to be removed, where that takes long, before the transaction in which their rows go. Where they turn out
    /// to be more than the bin takes, nothing is copied.
    /// </summary>
    /// <exception cref="BinException">The bin can't be written.</exception>
    public async Task PrepareAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        ahead = [];
        if (!KeepsAhead || datasets + ids.Count > settings.Datasets)
            return;
        IReadOnlyList<AheadFiles> planned = [.. bins.All.Where(b => b.Bin.KeepsAhead).Select(b => new AheadFiles(b.Store, b.Bin))];
        foreach (var files in planned)
            await files.LookAsync(ids, cancellationToken).ConfigureAwait(false);
        if (bytes + planned.Sum(f => f.Bytes) > settings.Bytes)
            return;
        OpenPart = parts;
        foreach (var files in planned)
            await files.KeepAsync(Current, cancellationToken).ConfigureAwait(false);
        ahead = planned;
    }

    /// <summary>Writes down datasets that are about to be removed.</summary>
    /// <exception cref="BinException">The bin can't be written.</exception>
    public async Task AddAsync(IReadOnlyCollection<RemovedDataset> removed, CancellationToken cancellationToken)
    {
        OpenPart = parts;
        datasets += removed.Count;
        bytes += SizeOf(removed);
        await RemovedLists.WriteAsync(bins.Main, Current, removed, cancellationToken).ConfigureAwait(false);
        waiting = [.. removed.Select(d => d.Id)];
        foreach (var (store, bin) in bins.All)
        {
            if (bin.KeepsAhead)
                await (ahead.FirstOrDefault(f => f.Bin == bin) ?? new AheadFiles(store, bin)).NoteAsync(Current, removed, cancellationToken).ConfigureAwait(false);
            else
                await PendingRemovals.WriteAsync(bin, Current, waiting, cancellationToken).ConfigureAwait(false);
        }

        foreach (var (_, bin) in bins.All)
            await bin.FlushAsync(Action, cancellationToken).ConfigureAwait(false);
        parts++;
    }

    /// <summary>Forgets the part that was begun last, whose datasets were not removed after all; nothing is added afterwards.</summary>
    public async Task ForgetPartAsync()
    {
        if (OpenPart is not { } number)
            return;
        OpenPart = null;
        try
        {
            var part = new PendingPart(Action, number);
            foreach (var (_, bin) in bins.All)
                await bin.WithdrawAsync(part, CancellationToken.None).ConfigureAwait(false);
            foreach (var (_, bin) in bins.All)
                await BinRecovery.ForgetAsync(bins, bin, part, CancellationToken.None).ConfigureAwait(false);
            if (number == 0 && !await bins.HasFilesAsync(Action, CancellationToken.None).ConfigureAwait(false))
                await DropAsync(CancellationToken.None).ConfigureAwait(false);
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
        var part = new PendingPart(Action, parts - 1);
        foreach (var files in ahead)
            await files.ForgetLeftAsync(part, cancellationToken).ConfigureAwait(false);
        ahead = [];
        foreach (var (store, bin) in bins.All)
            await BinRecovery.TrySettleAsync(store, bin, registry, part, waiting, cancellationToken).ConfigureAwait(false);
        OpenPart = null;
        await bins.Main.WriteAsync(
            bins.Main.SummaryOf(Action), stream => JsonSerializer.Serialize(stream, new BinSummary(datasets, bytes), BinJson.Default.BinSummary), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets all of it.</summary>
    public Task DropAsync(CancellationToken cancellationToken) => bins.DropAsync(Action, cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => held.DisposeAsync();

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
