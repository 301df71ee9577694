using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Bin;
using SkyButler.Datastores.Records;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry.Log;
using SkyButler.Transfers.Removing;

namespace SkyButler.History;

/// <summary>
/// Brings datasets back that were removed: files from the bin, then their rows, some thousands at a time. What is there is left alone, so that
/// it can be stopped and begun again.
/// </summary>
internal sealed class DatasetRestoring(Butler butler)
{
    private readonly List<string> losses = [];

    /// <summary>What could not be brought back, a sentence for each.</summary>
    public IReadOnlyList<string> Losses => losses;

    /// <summary>Brings back what an action removed.</summary>
    /// <exception cref="HistoryException">Nothing of it is kept any more.</exception>
    public async Task ApplyAsync(LogEntry entry, CancellationToken cancellationToken)
    {
        foreach (var collection in entry.Detail.Collections)
            await butler.Registry.Collections.RegisterAsync([collection.Name], collection.Type, collection.Documentation, cancellationToken).ConfigureAwait(false);
        var count = 0;
        await foreach (var part in RemovalManifest.ReadAsync(butler.Datastore, entry.Id, cancellationToken).ConfigureAwait(false))
        {
            count += part.Length;
            await RestoreAsync(part, cancellationToken).ConfigureAwait(false);
        }

        if (count == 0 && entry.Action != LogAction.RemoveRuns)
            throw new HistoryException($"What the action {entry.Id} removed is not kept any more, or was never (skybutler.undo in butler.yaml says how much is).");
    }

    private async Task RestoreAsync(RemovedDataset[] part, CancellationToken cancellationToken)
    {
        var types = new Dictionary<string, DatasetType>(StringComparer.Ordinal);
        foreach (var name in part.Select(d => d.DatasetType).Distinct(StringComparer.Ordinal))
            types[name] = await butler.Registry.DatasetTypes.GetAsync(name, cancellationToken).ConfigureAwait(false);
        var known = await butler.Registry.Datasets.GetAsync([.. part.Select(d => d.Id)], cancellationToken).ConfigureAwait(false);
        IReadOnlyList<DatasetRef> missing = [.. part.Where(d => !known.ContainsKey(d.Id)).Select(d => new DatasetRef(types[d.DatasetType], DataIdOf(d, types[d.DatasetType]), d.Run, d.Id))];
        var stored = new List<(FileDatastore Store, IReadOnlyList<FileRecord> Records)>();
        foreach (var store in butler.Datastore.FileStores)
            stored.Add((store, await FilesAsync(store, part, cancellationToken).ConfigureAwait(false)));
        await butler.Registry.TransactAsync(
            async token =>
            {
                await butler.Registry.Datasets.ImportAsync(missing, token).ConfigureAwait(false);
                foreach (var (store, records) in stored)
                    await store.RestoreRecordsAsync(records, token).ConfigureAwait(false);
                await Memberships.RestoreAsync(butler.Registry, [.. part.Where(d => !known.ContainsKey(d.Id)).SelectMany(d => d.Memberships)], token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    // Records of the datasets that a store does not have, with their files back in place; of files that are lost nothing is recorded.
    private async Task<IReadOnlyList<FileRecord>> FilesAsync(FileDatastore store, RemovedDataset[] part, CancellationToken cancellationToken)
    {
        var there = new HashSet<Guid>();
        await foreach (var record in store.FetchRecordsAsync([.. part.Select(d => d.Id)], cancellationToken).ConfigureAwait(false))
            there.Add(record.DatasetId);
        var restored = new List<FileRecord>();
        var records = part.Where(d => !there.Contains(d.Id)).SelectMany(d => d.Records.GetValueOrDefault(store.Name, []));
        foreach (var sharing in records.GroupBy(r => StoredPath.Parse(r.Path).File, StringComparer.Ordinal))
        {
            var isOutside = StoredPath.Parse(sharing.Key).IsAbsolute;
            if (isOutside || store.Bin?.TryRestore([.. sharing], store.LocateForWriting(sharing.Key).LocalPath) == true)
                restored.AddRange(sharing);
            else
                losses.Add($"The file {sharing.Key} of {sharing.Count()} datasets is not kept any more; they are registered again, and not stored.");
        }

        return restored;
    }

    private static DataCoordinate DataIdOf(RemovedDataset dataset, DatasetType type)
    {
        var values = new DataId();
        foreach (var (name, number) in dataset.Numbers)
            values[name] = number;
        foreach (var (name, text) in dataset.Texts)
            values[name] = text;
        return DataCoordinate.Standardize(type.Dimensions, values);
    }
}
