using SkyButler.Datasets;
using SkyButler.Datastores.Arrivals;
using SkyButler.Datastores.Bin;
using SkyButler.Registry;
using SkyButler.Registry.Log;
using SkyButler.Registry.Log.Details;

namespace SkyButler.History.Undoing;

/// <summary>
/// Brings parts of what was removed back: files move from the bin as they do when they are taken in, with the rows in the same transaction. What is
/// back already is left alone, so that it can be stopped and begun again.
/// </summary>
internal sealed class DatasetRestoring(Butler butler, LogEntry entry, LogDetail detail)
{
    private readonly HashSet<Guid> lost = [];

    private SqlRegistry Registry => butler.Registry;

    /// <summary>Finds what of a part can't come back, and changes nothing.</summary>
    public async Task CheckAsync(RemovedDataset[] part, UndoLosses losses, CancellationToken cancellationToken)
    {
        var types = await TypesAsync(part, cancellationToken).ConfigureAwait(false);
        var known = await Registry.Datasets.GetAsync([.. part.Select(d => d.Id)], cancellationToken).ConfigureAwait(false);
        RefuseOthers(part, known, losses);
        foreach (var store in butler.Datastore.FileStores)
            await new FileRestoring(store, entry).CheckAsync(part, lost, losses, cancellationToken).ConfigureAwait(false);
        await Trial.RunAsync(
            Registry,
            async token =>
            {
                await CollectionRestoring.RegisterAsync(Registry, detail, token).ConfigureAwait(false);
                await RestoreRowsAsync(part, types, known, losses, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings a part back, but for what can't be.</summary>
    public async Task ApplyAsync(RemovedDataset[] part, CancellationToken cancellationToken)
    {
        var types = await TypesAsync(part, cancellationToken).ConfigureAwait(false);
        var known = await Registry.Datasets.GetAsync([.. part.Select(d => d.Id)], cancellationToken).ConfigureAwait(false);
        var arrivals = new List<Arrival>();
        foreach (var store in butler.Datastore.FileStores)
            if (await new FileRestoring(store, entry).PlanAsync([.. part.Where(d => !lost.Contains(d.Id))], types, cancellationToken).ConfigureAwait(false) is { } arrival)
                arrivals.Add(arrival);
        if (arrivals.Count == 0)
            await Registry.TransactAsync(token => RestoreRowsAsync(part, types, known, new(), token), cancellationToken).ConfigureAwait(false);
        else
            await ArrivalSteps.BringAsync(new JointArrival(arrivals), Registry, token => RestoreRowsAsync(part, types, known, new(), token), cancellationToken).ConfigureAwait(false);
    }

    private async Task RestoreRowsAsync(
        RemovedDataset[] part, Dictionary<string, DatasetType> types, IReadOnlyDictionary<Guid, DatasetRef> known, UndoLosses losses, CancellationToken cancellationToken)
    {
        IReadOnlyList<RemovedDataset> returning = [.. part.Where(d => !lost.Contains(d.Id))];
        var isRegistering = entry.Action is LogAction.Purge or LogAction.RemoveRuns;
        IReadOnlyList<DatasetRef> missing = isRegistering ? [.. returning.Where(d => !known.ContainsKey(d.Id)).Select(d => d.ToRef(types[d.DatasetType]))] : [];
        await Registry.Datasets.ImportAsync(missing, cancellationToken).ConfigureAwait(false);
        var members = isRegistering ? returning.Where(d => !known.ContainsKey(d.Id)) : returning;
        await Memberships.RestoreAsync(Registry, [.. members.SelectMany(d => d.Memberships ?? [])], losses, cancellationToken).ConfigureAwait(false);
    }

    // Where taking back has begun, they are ours.
    private void RefuseOthers(RemovedDataset[] part, IReadOnlyDictionary<Guid, DatasetRef> known, UndoLosses losses)
    {
        var isRegistering = entry.Action is LogAction.Purge or LogAction.RemoveRuns;
        if (isRegistering && entry.State != LogState.Undoing && part.FirstOrDefault(d => known.ContainsKey(d.Id)) is { } again)
            throw new HistoryException($"The action {entry.Id} can't be taken back: the dataset {again.Id} ({again.DatasetType} in '{again.Run}') was registered again since.");
        if (isRegistering)
            return;
        foreach (var gone in part.Where(d => !known.ContainsKey(d.Id)))
        {
            lost.Add(gone.Id);
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
