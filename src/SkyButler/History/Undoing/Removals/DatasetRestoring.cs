using SkyButler.Datasets;
using SkyButler.Datastores.Arrivals;
using SkyButler.Datastores.Bin.Kept;
using SkyButler.Datastores.Bin.Lists;
using SkyButler.Registry;
using SkyButler.Registry.Log;
using SkyButler.Registry.Log.Details;

namespace SkyButler.History.Undoing.Removals;

/// <summary>
/// Brings parts of what was removed back: files move from the bin as they do when they are taken in, with the rows in the same transaction. What is
/// back already is left alone, so that it can be stopped and begun again.
/// </summary>
internal sealed class DatasetRestoring(Butler butler, LogEntry entry, LogDetail detail, KeptRemoval kept)
{
    private readonly LostDatasets lost = new();
    private readonly IReadOnlyList<FileRestoring> stores = [.. butler.Datastore.FileStores.Select(store => new FileRestoring(store, entry, kept))];

    /// <summary>The best that can be said of anything that does not come back.</summary>
    public LossKind Hope => lost.Hope;

    private bool IsRegistering => entry.Action is LogAction.Purge or LogAction.RemoveRuns;

    private SqlRegistry Registry => butler.Registry;

    /// <summary>Finds what of a part can't come back, and changes nothing.</summary>
    /// <returns>Which rows can't.</returns>
    public async Task<UndoLosses> CheckAsync(long number, RemovedDataset[] part, UndoLosses losses, CancellationToken cancellationToken)
    {
        var types = await TypesAsync(part, cancellationToken).ConfigureAwait(false);
        var known = await Registry.Datasets.GetAsync([.. part.Select(d => d.Id)], cancellationToken).ConfigureAwait(false);
        RefuseOthers(part, known, losses);
        foreach (var store in stores)
            await store.CheckAsync(number, part, lost, losses, RestOfAsync, cancellationToken).ConfigureAwait(false);
        var rows = new UndoLosses();
        await Trial.RunAsync(
            Registry,
            async token =>
            {
                rows = new();
                await CollectionRestoring.RegisterAsync(Registry, detail, token).ConfigureAwait(false);
                await RestoreRowsAsync(part, types, known, rows, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        losses.Add(rows);
        return rows;

        async Task<string?> RestOfAsync(RemovedDataset dataset)
        {
            foreach (var store in stores)
                if (await store.FindKeptAsync(number, dataset, cancellationToken).ConfigureAwait(false) is { } file)
                    return file;
            return null;
        }
    }

    /// <summary>Brings a part back, but for what can't be.</summary>
    /// <param name="number">The part's number.</param>
    /// <param name="part">The part.</param>
    /// <param name="told">Which rows can't be, by the check.</param>
    /// <param name="damage">Is told what came back and is not as it was.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="HistoryException">Something was changed since the check; nothing of the part comes back.</exception>
    public async Task ApplyAsync(long number, RemovedDataset[] part, UndoLosses told, UndoLosses damage, CancellationToken cancellationToken)
    {
        var types = await TypesAsync(part, cancellationToken).ConfigureAwait(false);
        var known = await Registry.Datasets.GetAsync([.. part.Select(d => d.Id)], cancellationToken).ConfigureAwait(false);
        var (meanwhile, count) = (new UndoLosses(), lost.Count);
        RefuseOthers(part, known, meanwhile);
        if (lost.Count > count)
            throw Conflicts.Meanwhile(entry, meanwhile.First[0]);
        var arrivals = new List<Arrival>();
        IReadOnlyList<RemovedDataset> returning = [.. part.Where(d => !lost.Contains(d.Id))];
        foreach (var store in stores)
            if (await store.PlanAsync(number, returning, types, cancellationToken).ConfigureAwait(false) is { } arrival)
                arrivals.Add(arrival);
        if (arrivals.Count == 0)
            await Registry.TransactAsync(RestoreAsync, cancellationToken).ConfigureAwait(false);
        else
            await ArrivalSteps.BringAsync(new JointArrival(arrivals), Registry, RestoreAsync, cancellationToken).ConfigureAwait(false);
        foreach (var store in stores)
            await store.VerifyAsync(returning, damage, cancellationToken).ConfigureAwait(false);

        async Task RestoreAsync(CancellationToken token)
        {
            var losses = new UndoLosses();
            await RestoreRowsAsync(part, types, known, losses, token).ConfigureAwait(false);
            Conflicts.RequireTold(entry, losses, told);
        }
    }

    private async Task RestoreRowsAsync(
        RemovedDataset[] part, Dictionary<string, DatasetType> types, IReadOnlyDictionary<Guid, DatasetRef> known, UndoLosses losses, CancellationToken cancellationToken)
    {
        IReadOnlyList<RemovedDataset> returning = [.. part.Where(d => !lost.Contains(d.Id))];
        IReadOnlyList<DatasetRef> missing = IsRegistering ? [.. returning.Where(d => !known.ContainsKey(d.Id)).Select(d => d.ToRef(types[d.DatasetType]))] : [];
        await Registry.Datasets.ImportAsync(missing, cancellationToken).ConfigureAwait(false);
        var members = IsRegistering ? returning.Where(d => !known.ContainsKey(d.Id)) : returning;
        await Memberships.RestoreAsync(Registry, [.. members.SelectMany(d => d.Memberships ?? [])], losses, cancellationToken).ConfigureAwait(false);
    }

    // Where taking back has begun, they are ours.
    private void RefuseOthers(RemovedDataset[] part, IReadOnlyDictionary<Guid, DatasetRef> known, UndoLosses losses)
    {
        if (IsRegistering && entry.State != LogState.Undoing && part.FirstOrDefault(d => known.ContainsKey(d.Id)) is { } again)
            throw new HistoryException($"The action {entry.Id} can't be taken back: the dataset {again.Id} ({again.DatasetType} in '{again.Run}') was registered again since.");
        if (IsRegistering)
            return;
        foreach (var gone in part.Where(d => !known.ContainsKey(d.Id) && !lost.Contains(d.Id)))
        {
            lost.Add(gone.Id, LossKind.Waiting);
            losses.Add($"The dataset {gone.Id} ({gone.DatasetType} in '{gone.Run}') was removed altogether since.");
        }
    }

    private async Task<Dictionary<string, DatasetType>> TypesAsync(RemovedDataset[] part, CancellationToken cancellationToken)
    {
        var types = new Dictionary<string, DatasetType>(StringComparer.Ordinal);
        foreach (var name in part.Select(d => d.DatasetType).Distinct(StringComparer.Ordinal))
            types[name] = await Registry.DatasetTypes.GetAsync(name, cancellationToken).ConfigureAwait(false);
        return types;
    }
}
