using Microsoft.Extensions.Logging;
using SkyButler.Datastores;
using SkyButler.Datastores.Bin;
using SkyButler.Datastores.Bin.Kept;
using SkyButler.Datastores.Bin.Lists;
using SkyButler.Datastores.Records;
using SkyButler.Registry;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Datasets.Membership;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Log;
using SkyButler.Registry.Log.Details;
using SkyButler.Resources.Durability;

namespace SkyButler.Transfers.Removing;

/// <summary>
/// Tells the log of a removal, and keeps what goes, part by part. Where there is no log, or no bin that holds it all, the removal goes on without, and
/// the log says why it can't be taken back. Fault points: <c>removal.after-lists</c>, <c>removal.before-trim</c>.
/// </summary>
internal sealed class RemovalRecord : IAsyncDisposable
{
    private readonly SqlRegistry registry;
    private readonly Datastore datastore;
    private readonly RemovalRequest request;
    private readonly ILogger log;
    private readonly Guid action;
    private readonly HashSet<string> collections;
    private IReadOnlyList<LoggedChain> chains = [];
    private RemovalBin? bin;
    private string? notKept;
    private bool isLogged;
    private bool isTold;

    private RemovalRecord(SqlRegistry registry, Datastore datastore, RemovalRequest request, ILogger log)
    {
        (this.registry, this.datastore, this.request) = (registry, datastore, request);
        this.log = log;
        action = registry.Log.NewId();
        collections = new(
            [.. request.Collections.Select(c => c.Name), .. request.Memberships ?? new HashSet<string>()], StringComparer.Ordinal);
    }

    /// <summary>Prepares the record of a removal.</summary>
    /// <exception cref="BinException">The bin can't be written; nothing is removed then.</exception>
    public static async Task<RemovalRecord> BeginAsync(SqlRegistry registry, Datastore datastore, RemovalRequest request, ILogger log, CancellationToken cancellationToken)
    {
        var record = new RemovalRecord(registry, datastore, request, log) { isLogged = request.Keeping != RemovalKeeping.Unlogged };
        record.notKept = await RemovalForecast.WhyNotKeptAsync(datastore, request.Keeping, request.Count, cancellationToken).ConfigureAwait(false);
        if (record is { isLogged: true, notKept: null })
            record.bin = await RemovalBin.BeginAsync(datastore, datastore.BinSettings, record.action, cancellationToken).ConfigureAwait(false);
        return record;
    }

    /// <summary>Notes how chains were changed before the first datasets go, inside the same transaction.</summary>
    public void NoteChains(IReadOnlyList<LoggedChain> changed)
    {
        chains = changed;
        collections.UnionWith(changed.Select(c => c.Name));
    }

    /// <summary>Whether files have to be kept before the transaction in which their rows go.</summary>
    public bool NeedsPreparing => request.Action != LogAction.Disassociate && bin is { KeepsAhead: true };

    /// <summary>Keeps the files of datasets that are about to be removed, where that takes long; before the transaction that removes them.</summary>
    /// <exception cref="BinException">The bin can't be written.</exception>
    public async Task PrepareAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (!NeedsPreparing)
            return;
        await bin!.PrepareAsync(ids, cancellationToken).ConfigureAwait(false);
        FaultPoints.Hit("removal.after-copies");
    }

    /// <summary>Notes datasets that are about to be removed, inside the transaction that removes them.</summary>
    public async Task NoteAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (!isLogged)
            return;
        IReadOnlyList<RemovedDataset> removed = bin is null ? [] : await DescribeAsync(ids, cancellationToken).ConfigureAwait(false);
        if (!isTold)
            await TellAsync(cancellationToken).ConfigureAwait(false);
        if (isLogged && bin is not null)
        {
            await bin.AddAsync(removed, cancellationToken).ConfigureAwait(false);
            FaultPoints.Hit("removal.after-lists");
        }

        if (isLogged && bin?.Overflow is { } overflow)
        {
            notKept = overflow;
            await registry.Log.GiveUpAsync(action, overflow, cancellationToken).ConfigureAwait(false);
        }

        if (isLogged)
        {
            var runs = bin is null ? await RunsAsync(ids, cancellationToken).ConfigureAwait(false) : removed.Select(d => d.Run);
            await registry.Log.AdvanceAsync(action, bin is null ? ids.Count : removed.Count, [.. runs.Where(collections.Add)], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Forgets what was noted of a part whose transaction failed: its datasets stay, and perhaps go some day without being kept. Where nobody knows whether
    /// it failed, the notes stay.
    /// </summary>
    public async Task ForgetPartAsync(Exception failure)
    {
        if (bin?.OpenPart is not { } part || failure is ConnectionLostException { IsOutcomeKnown: false })
            return;
        try
        {
            // What failed after the part was committed has not undone it.
            var entry = (await registry.Log.ByPrefixAsync(action.ToString("N"), CancellationToken.None).ConfigureAwait(false)).FirstOrDefault();
            if (entry is null || entry.Parts <= part)
                await bin.ForgetPartAsync().ConfigureAwait(false);
        }
        catch (RegistryException)
        {
            // The failure that is told of is the first one.
        }
    }

    /// <summary>Makes room where it turned out that not all can be kept: before the files of a part go, and after its rows went.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (bin is null || notKept is null)
            return;
        await DropAsync(cancellationToken).ConfigureAwait(false);
        log.LogWarning("What is removed is not kept, and can't be taken back: {Reason}", notKept);
    }

    /// <summary>Notes that the files of a part were taken out.</summary>
    public Task CompletePartAsync(CancellationToken cancellationToken) => bin?.CompletePartAsync(registry, cancellationToken) ?? Task.CompletedTask;

    /// <summary>Notes that the removal is done, inside the transaction of its last part.</summary>
    public Task DoneAsync(CancellationToken cancellationToken) =>
        isLogged && isTold ? registry.Log.SetStateAsync(action, LogState.Done, cancellationToken) : Task.CompletedTask;

    /// <summary>Makes room in the bin, once for the whole removal.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        // Programs that replace their own outputs do so often, and leave nothing.
        if (request.Keeping == RemovalKeeping.Unlogged)
            return;
        FaultPoints.Hit("removal.before-trim");
        await DisposeAsync().ConfigureAwait(false);
        try
        {
            var (settings, now) = (datastore.BinSettings, registry.Context.Clock.GetUtcNow());
            var forgotten = await BinTrimming.ApplyAsync(datastore, settings, now, cancellationToken).ConfigureAwait(false);
            if (isLogged)
                await registry.Log.ForgetRemovalsAsync(forgotten, now - settings.Age, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is BinException or RegistryException || BinException.IsOfDisk(e))
        {
            // The removal itself is done.
            log.LogWarning("{Message}", e.Message);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (bin is not { } held)
            return;
        bin = null;
        await held.DisposeAsync().ConfigureAwait(false);
    }

    // Where the entry can't be written after all, nothing is kept that nobody could find.
    private async Task TellAsync(CancellationToken cancellationToken)
    {
        isTold = true;
        var entry = new LogEntry { Id = action, Action = request.Action, Subject = request.Subject, State = LogState.Begun, NotKept = notKept };
        var wasTold = registry.Log.WasUnavailable;
        isLogged = await registry.Log.AddAsync(entry, new() { Collections = request.Collections, Chains = chains }, collections, [], cancellationToken).ConfigureAwait(false);
        if (isLogged)
            return;
        if (wasTold && request.Keeping == RemovalKeeping.Kept)
            log.LogWarning("What is removed can't be taken back: nothing can be logged, as was told before");
        await DropAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task DropAsync(CancellationToken cancellationToken)
    {
        if (bin is not { } held)
            return;
        bin = null;
        await using (held.ConfigureAwait(false))
            await held.DropAsync(cancellationToken).ConfigureAwait(false);
    }

    // The runs of a removal of runs are known.
    private async Task<IEnumerable<string>> RunsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => request.Action == LogAction.RemoveRuns
        ? []
        : (await registry.Datasets.GetAsync(ids, cancellationToken).ConfigureAwait(false)).Values.Select(d => d.Run);

    private async Task<IReadOnlyList<RemovedDataset>> DescribeAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var datasets = await registry.Datasets.GetAsync(ids, cancellationToken).ConfigureAwait(false);
        var memberships = (await new MembershipReader(registry.Context).OfDatasetsAsync(ids, cancellationToken).ConfigureAwait(false))
            .Where(m => request.Memberships?.Contains(m.Collection) != false).ToLookup(m => m.Dataset);
        var removed = new Dictionary<Guid, RemovedDataset>(datasets.Count);
        foreach (var dataset in datasets.Values)
            removed[dataset.Id] = RemovedDataset.Of(dataset, memberships[dataset.Id]);
        if (request.Action == LogAction.Disassociate)
            return [.. removed.Values];
        foreach (var store in datastore.FileStores)
        {
            var records = await store.FetchRecordsAsync(ids, cancellationToken).Where(r => removed.ContainsKey(r.DatasetId)).ToListAsync(cancellationToken).ConfigureAwait(false);
            var sizes = await SizesAsync(store, records, cancellationToken).ConfigureAwait(false);
            foreach (var record in records)
                (removed[record.DatasetId].Records ??= []).Add(new(store.Name, record, record.FileSize < 0 && sizes.TryGetValue(record.Path, out var size) ? size : null));
        }

        return [.. removed.Values];
    }

    // Of those files of which the records don't tell.
    private static async Task<IReadOnlyDictionary<string, long>> SizesAsync(FileDatastore store, IEnumerable<FileRecord> records, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> untold = [.. records.Where(r => r.FileSize < 0 && !StoredPath.Parse(r.Path).IsAbsolute).Select(r => r.Path).Distinct(StringComparer.Ordinal)];
        var files = await PresentFile.LookAsync(store.Stores, [.. untold.Select(p => store.LocateFile(StoredPath.Parse(p).File))], cancellationToken).ConfigureAwait(false);
        return untold.Zip(files).Where(f => f.Second is { Link: null }).ToDictionary(f => f.First, f => f.Second!.Size, StringComparer.Ordinal);
    }
}
