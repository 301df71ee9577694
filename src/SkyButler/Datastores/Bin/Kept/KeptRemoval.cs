using System.Runtime.CompilerServices;
using SkyButler.Datastores.Bin.Lists;
using SkyButler.Datastores.Bin.Pending;
using SkyButler.Registry;
using SkyButler.Registry.Log;

namespace SkyButler.Datastores.Bin.Kept;

/// <summary>What is kept of one removal, to be brought back; nobody else works on it meanwhile.</summary>
internal sealed class KeptRemoval : IAsyncDisposable
{
    private const int AtATime = 1000;
    private readonly Bins bins;
    private readonly LogEntry entry;
    private readonly IAsyncDisposable held;
    private readonly Dictionary<string, IReadOnlyList<(Guid Action, KeptFiles Files)>> others = new(StringComparer.Ordinal);

    private KeptRemoval(LogEntry entry, Bins bins, IAsyncDisposable held)
    {
        (this.entry, this.held) = (entry, held);
        this.bins = bins;
    }

    /// <summary>The place of its files, in the first of the bins.</summary>
    public string Files => bins.Main.FilesOf(entry.Id) is { IsLocal: true } folder ? folder.LocalPath.TrimEnd('/') : bins.Main.FilesOf(entry.Id).DisplayName;

    /// <summary>Opens what is kept of a removal.</summary>
    /// <exception cref="BinException">Nothing is kept, or not all; or the removal is under way, or is being taken back.</exception>
    public static async Task<KeptRemoval> OpenAsync(Datastore datastore, LogEntry entry, CancellationToken cancellationToken)
    {
        var bins = await Bins.OfAsync(datastore, cancellationToken).ConfigureAwait(false);
        if (!await bins.HasAsync(entry.Id, cancellationToken).ConfigureAwait(false))
            throw new BinException($"What the action {entry.Id} removed is not kept any more: the bin was trimmed (skybutler.undo says how much it keeps) or emptied.");
        var held = await bins.TryHoldAsync(entry.Id, cancellationToken).ConfigureAwait(false)
            ?? throw new BinException($"The action {entry.Id} is still under way, or somebody takes it back just now; try again when that is over.");
        try
        {
            var lists = (await bins.Main.PartsAsync(entry.Id, cancellationToken).ConfigureAwait(false)).ToHashSet();
            for (var part = new PendingPart(entry.Id, 0); part.Part < entry.Parts; part = part with { Part = part.Part + 1 })
                if (!lists.Contains(part))
                    throw new BinException($"Of what the action {entry.Id} removed, the list {bins.Main.ListOf(part).DisplayName} is gone, so it can't be taken back.");
            return new(entry, bins, held);
        }
        catch
        {
            await held.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Brings a removal that was stopped to its end where it stopped: files that are not in the bin yet are taken there.</summary>
    /// <exception cref="BinException">Another client does so just now.</exception>
    public async Task FinishAsync(Datastore datastore, SqlRegistry registry, CancellationToken cancellationToken)
    {
        if (!await IsUnfinishedAsync(cancellationToken).ConfigureAwait(false))
            return;
        await datastore.EmptyTrashAsync(cancellationToken).ConfigureAwait(false);
        if (!await BinRecovery.SettleAsync(bins, registry, entry.Id, cancellationToken).ConfigureAwait(false))
            throw new BinException($"Files of the action {entry.Id} are being taken out by another client just now; try again when that is over.");
    }

    /// <summary>What was known of its datasets, some hundreds at a time, none of two parts at once.</summary>
    /// <exception cref="BinException">A list can't be read.</exception>
    public async IAsyncEnumerable<(long Part, RemovedDataset[] Datasets)> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var part = new PendingPart(entry.Id, 0); part.Part < entry.Parts; part = part with { Part = part.Part + 1 })
            foreach (var lines in (await RemovedLists.ReadAsync(bins.Main, part, cancellationToken).ConfigureAwait(false)).Chunk(AtATime))
                yield return (part.Part, [.. lines.Select(line => RemovedLists.Parse(line, bins.Main, part))]);
    }

    /// <summary>The files of it that one datastore had.</summary>
    public async Task<KeptFiles> FilesOfAsync(FileDatastore store, CancellationToken cancellationToken) => new(
        bins.All.First(b => b.Store == store).Bin, store.Stores, await bins.Main.PartsAsync(entry.Id, cancellationToken).ConfigureAwait(false));

    /// <summary>Other removals that have files of one datastore, by path; files that none has are left out.</summary>
    public async Task<IReadOnlyDictionary<string, Guid>> FindElsewhereAsync(FileDatastore store, IReadOnlyCollection<string> paths, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Guid>(StringComparer.Ordinal);
        if (paths.Count == 0)
            return found;
        foreach (var (action, files) in await OthersAsync(store, cancellationToken).ConfigureAwait(false))
        {
            var missing = paths.Where(p => !found.ContainsKey(p)).ToList();
            if (missing.Count == 0)
                break;
            foreach (var path in (await files.FindAsync(0, missing, cancellationToken).ConfigureAwait(false)).Keys)
                found[path] = action;
        }

        return found;
    }

    /// <summary>Forgets all of it.</summary>
    public Task DropAsync(CancellationToken cancellationToken) => bins.DropAsync(entry.Id, cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => held.DisposeAsync();

    // Latest first; what each of them has is looked up once.
    private async Task<IReadOnlyList<(Guid Action, KeptFiles Files)>> OthersAsync(FileDatastore store, CancellationToken cancellationToken)
    {
        if (others.TryGetValue(store.Name, out var known))
            return known;
        var bin = bins.All.First(b => b.Store == store).Bin;
        var read = new List<(Guid Action, KeptFiles Files)>();
        foreach (var action in (await bin.ActionsAsync(cancellationToken).ConfigureAwait(false)).Where(a => a != entry.Id))
            read.Add((action, new KeptFiles(bin, store.Stores, await bins.Main.PartsAsync(action, cancellationToken).ConfigureAwait(false))));
        return others[store.Name] = read;
    }

    private async Task<bool> IsUnfinishedAsync(CancellationToken cancellationToken)
    {
        foreach (var (_, bin) in bins.All)
            if ((await PendingRemovals.ListAsync(bin, cancellationToken).ConfigureAwait(false)).Any(p => p.Action == entry.Id))
                return true;
        return false;
    }
}
