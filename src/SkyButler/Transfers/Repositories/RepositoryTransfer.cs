using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Records;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Records;
using SkyButler.Resources;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;

namespace SkyButler.Transfers.Repositories;

/// <summary>
/// Brings datasets from one repository into another, some thousands at a time: their types, dimension records and runs, then rows and files
/// together. Identifiers, relative paths, formatters, sizes and checksums are kept. What is there already is passed over, so a transfer that
/// was stopped goes on when it is asked for again. Fault point: <c>transfer.after-batch</c>.
/// </summary>
internal sealed class RepositoryTransfer
{
    private readonly TransferSource source;
    private readonly TransferTarget target;
    private readonly TransferRequest request;
    private readonly ResourceStores stores;
    private readonly FreshRecords fresh;
    private readonly MissingFiles lost;
    private readonly Dictionary<string, DatasetType> types = new(StringComparer.Ordinal);
    private readonly HashSet<string> runs = new(StringComparer.Ordinal);
    private long datasets;
    private long added;
    private long missing;
    private long seen;

    public RepositoryTransfer(TransferSource source, TransferTarget target, TransferRequest request)
    {
        request.RequirePossible();
        if (source.Registry.Universe.Namespace != target.Registry.Universe.Namespace)
            throw new TransferException(
                $"The repositories have different dimension universes, '{source.Registry.Universe.Namespace}' and '{target.Registry.Universe.Namespace}'; datasets can't be transferred between these.");
        this.source = source;
        this.target = target;
        this.request = request;
        stores = source.Files.Resources;
        lost = new(target.Log, "its datasets come without it or not at all");
        fresh = new(source.Registry, source.Queries);
    }

    /// <summary>Brings datasets.</summary>
    public async Task<TransferSummary> RunAsync(IAsyncEnumerable<DatasetRef> wanted, CancellationToken cancellationToken)
    {
        await foreach (var batch in wanted.Chunk(request.BatchSize).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await BringAsync(batch, cancellationToken).ConfigureAwait(false);
            seen += batch.Length;
            // They come as a search finds them, so how many there are shows at the end.
            request.Progress?.Report(new("Transferring datasets", seen, 0));
            FaultPoints.Hit("transfer.after-batch");
        }

        lost.Finish();
        return new(datasets, added, missing);
    }

    private async Task BringAsync(DatasetRef[] batch, CancellationToken cancellationToken)
    {
        var records = await source.Files.FindAsync(batch, cancellationToken).ConfigureAwait(false);
        var there = await FindThereAsync(batch, cancellationToken).ConfigureAwait(false);
        var files = new List<(DatasetRef Dataset, FileDatastore Store, IReadOnlyList<FileRecord> Records)>();
        var unstored = new List<DatasetRef>();
        var absent = await FindAbsentAsync(batch.Where(d => !there.Contains(d.Id)).Select(d => d.Id), records, cancellationToken).ConfigureAwait(false);
        foreach (var dataset in batch)
        {
            var isStored = records.TryGetValue(dataset.Id, out var own) && !absent.Contains(dataset.Id);
            if (!isStored && !request.IncludeUnstored)
            {
                missing++;
                continue;
            }

            datasets++;
            if (there.Contains(dataset.Id))
                continue;
            if (isStored)
                files.Add((dataset, own.Store, own.Records));
            else
                unstored.Add(dataset);
        }

        if (files.Count + unstored.Count == 0)
            return;
        await PrepareAsync([.. files.Select(f => f.Dataset), .. unstored], cancellationToken).ConfigureAwait(false);
        added += files.Count;
        if (request.DryRun)
            return;
        if (unstored.Count > 0)
            await target.Registry.Datasets.ImportAsync([.. unstored.Select(Typed)], cancellationToken).ConfigureAwait(false);
        if (files.Count > 0)
            await target.AdoptAsync(await AdoptedAsync(files, cancellationToken).ConfigureAwait(false), null, cancellationToken).ConfigureAwait(false);
    }

    // What the target's datastore has; with datasets that have no file, what its registry has.
    private async Task<IReadOnlySet<Guid>> FindThereAsync(DatasetRef[] batch, CancellationToken cancellationToken) =>
        (await target.Datastore.FindRecordsAsync([.. batch.Select(d => d.Id)], cancellationToken).ConfigureAwait(false)).Keys.ToHashSet();

    // Files that are registered but missing. Those outside are not asked for where only their addresses come.
    private async Task<HashSet<Guid>> FindAbsentAsync(
        IEnumerable<Guid> ids, Dictionary<Guid, (FileDatastore Store, IReadOnlyList<FileRecord> Records)> records, CancellationToken cancellationToken)
    {
        var places = ids.Where(records.ContainsKey).SelectMany(id => records[id].Records
            .Where(r => request.Transfer != TransferMode.Auto || !StoredPath.Parse(StoredPath.Parse(r.Path).File).IsAbsolute)
            .Select(r => (Id: id, Path: records[id].Store.Locate(r).WithFragment("")))).ToList();
        var paths = places.Select(p => p.Path).Distinct().ToList();
        var found = await stores.FindAsync(paths, cancellationToken).ConfigureAwait(false);
        var gone = paths.Where((_, i) => found[i] is null).ToHashSet();
        foreach (var path in gone)
            lost.Add(path);
        return [.. places.Where(p => gone.Contains(p.Path)).Select(p => p.Id)];
    }

    private async Task PrepareAsync(IReadOnlyList<DatasetRef> coming, CancellationToken cancellationToken)
    {
        await RegisterTypesAsync(coming.Select(d => d.DatasetType).Distinct().Where(t => !types.ContainsKey(t.Name)).ToList(), cancellationToken).ConfigureAwait(false);
        if (request.DryRun)
            return;
        if (request.TransferDimensions)
            await BringRecordsAsync([.. coming.Select(d => d.DataId)], cancellationToken).ConfigureAwait(false);
        var open = coming.Select(d => d.Run).Distinct(StringComparer.Ordinal).Where(r => !runs.Contains(r)).ToList();
        if (open.Count == 0)
            return;
        var records = await source.Registry.Collections.FindAllAsync(open, cancellationToken).ConfigureAwait(false);
        foreach (var group in records.GroupBy(r => r.Documentation, StringComparer.Ordinal))
            await target.Registry.Collections.RegisterAsync([.. group.Select(r => r.Name)], CollectionType.Run, group.Key, cancellationToken).ConfigureAwait(false);
        runs.UnionWith(open);
    }

    private async Task RegisterTypesAsync(List<DatasetType> open, CancellationToken cancellationToken)
    {
        if (open.Count == 0)
            return;
        var unknown = new List<DatasetType>();
        var all = await target.Registry.DatasetTypes.QueryAsync([.. open.Select(t => t.Name)], [], cancellationToken).ConfigureAwait(false);
        var there = all.ToDictionary(t => t.Name, StringComparer.Ordinal);
        foreach (var type in open)
        {
            var here = RecordConversion.To(target.Registry.Universe, type);
            types[type.Name] = here;
            if (!there.TryGetValue(type.Name, out var registered))
                unknown.Add(here);
            else if (registered.Dimensions != here.Dimensions || registered.IsCalibration != here.IsCalibration)
                throw new TransferException($"The dataset type '{type.Name}' is {here} in the source, and {registered} in the target.");
            else
                types[type.Name] = registered;
        }

        if (unknown.Count > 0 && !request.RegisterDatasetTypes)
            throw new TransferException($"The target does not know the dataset type{(unknown.Count > 1 ? "s" : "")} {string.Join(", ", unknown.Select(t => $"'{t.Name}'"))}; ask to register them (--register-dataset-types).");
        if (!request.DryRun)
            await target.Registry.DatasetTypes.RegisterAsync(unknown, cancellationToken).ConfigureAwait(false);
    }

    private async Task BringRecordsAsync(IReadOnlyList<DataCoordinate> dataIds, CancellationToken cancellationToken)
    {
        var expanded = await source.Registry.Records.ExpandAsync(dataIds, cancellationToken).ConfigureAwait(false);
        var records = new SortedDictionary<int, List<DimensionRecord>>();
        await foreach (var record in fresh.OfAsync(expanded, cancellationToken).ConfigureAwait(false))
        {
            if (!records.TryGetValue(record.Element.Index, out var list))
                records[record.Element.Index] = list = [];
            list.Add(record);
        }

        var order = records.Values.Select(list => (Element: target.Registry.Universe[list[0].Element.Name], Records: list)).OrderBy(p => p.Element.Index);
        foreach (var (element, list) in order)
            await target.Registry.Records.InsertAsync(
                element, [.. list.Select(r => RecordConversion.To(element, r))], RecordInsertMode.SkipExisting, cancellationToken).ConfigureAwait(false);
    }

    // Datasets that share a file come with it together. A zip comes as a whole, with what else is in it left aside.
    private async Task<IReadOnlyList<AdoptedFile>> AdoptedAsync(
        List<(DatasetRef Dataset, FileDatastore Store, IReadOnlyList<FileRecord> Records)> files, CancellationToken cancellationToken)
    {
        var adopted = new List<AdoptedFile>();
        var groups = files.SelectMany(f => f.Records.Select(r => (f.Dataset, f.Store, Record: r))).GroupBy(p => (p.Store, StoredPath.Parse(p.Record.Path).File)).ToList();
        var expanded = await ExpandAsync([.. groups.Where(g => HasNewPath(g.Key.File)).Select(g => g.First().Dataset)], cancellationToken).ConfigureAwait(false);
        foreach (var group in groups)
        {
            var (store, path) = group.Key;
            var place = store.Locate(group.First().Record).WithFragment("");
            IReadOnlyList<DatasetRef> datasets = [.. group.Select(p => Typed(p.Dataset)).DistinctBy(d => d.Id)];
            var kept = HasNewPath(path) ? TemplatePath(expanded[datasets[0].Id], group.First().Record, place) : path;
            var mode = kept == path && StoredPath.Parse(path).IsAbsolute ? TransferMode.Direct : request.Transfer;
            var records = group.Select(p => kept == path ? p.Record : p.Record with { Path = kept + p.Record.Path[path.Length..] }).ToList();
            var size = records[0].Path == kept ? records[0].FileSize : -1;
            var isZip = group.First().Record.Path.Length > path.Length;
            if (isZip && mode != TransferMode.Direct)
                await RequireWholeAsync(store, [.. group.Select(p => p.Record).Where(r => store.Required(r) is not null)], cancellationToken).ConfigureAwait(false);
            adopted.Add(new(kept, place, mode, size, datasets, records) { Required = isZip ? null : store.Required(group.First().Record) });
        }

        return await WithoutThoseInPlaceAsync(adopted, cancellationToken).ConfigureAwait(false);
    }

    // Checksums are of what is in a zip, not of the zip.
    private static async Task RequireWholeAsync(FileDatastore store, IReadOnlyList<FileRecord> members, CancellationToken cancellationToken)
    {
        await foreach (var damage in store.CompareContentsAsync(members, cancellationToken).ConfigureAwait(false))
            throw new TransferException($"The file {damage.File.DisplayName} of the dataset {damage.DatasetId} is damaged, so it is not copied: {damage.Detail}. Restore it, or leave the dataset out; 'butler verify --checksums' lists all such files.");
    }

    // A file from outside gets the path that a new dataset would have, unless it stays where it is.
    private bool HasNewPath(string path) => request.Transfer != TransferMode.Auto && StoredPath.Parse(path).IsAbsolute;

    private async Task<IReadOnlyDictionary<Guid, DatasetRef>> ExpandAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        IReadOnlyList<DatasetRef> typed = [.. datasets.Select(Typed).DistinctBy(d => d.Id)];
        var dataIds = typed.Count == 0 ? [] : await target.Registry.Records.ExpandAsync([.. typed.Select(d => d.DataId)], cancellationToken).ConfigureAwait(false);
        return typed.Select((d, i) => d.WithDataId(dataIds[i])).ToDictionary(d => d.Id);
    }

    private string TemplatePath(DatasetRef dataset, FileRecord record, ResourcePath place)
    {
        var part = record.Component is { } component ? dataset.WithDatasetType(dataset.DatasetType.MakeComponent(component, record.StorageClass)) : dataset;
        return target.Datastore.FileStores.First().TemplatePath(part, place.Extension);
    }

    // A file whose other datasets came before lies there already.
    private async Task<IReadOnlyList<AdoptedFile>> WithoutThoseInPlaceAsync(List<AdoptedFile> adopted, CancellationToken cancellationToken)
    {
        var sharing = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var store in target.Datastore.FileStores)
            foreach (var record in await store.FindByPathAsync([.. adopted.Select(a => a.Path)], cancellationToken).ConfigureAwait(false))
                sharing.TryAdd(record.Path, record.DatasetId);
        if (sharing.Count == 0)
            return adopted;
        var known = await source.Files.FindRecordedAsync(sharing.Values.ToHashSet(), cancellationToken).ConfigureAwait(false);
        return
        [
            .. adopted.Select(a => sharing.TryGetValue(a.Path, out var other) && known.TryGetValue(other, out var own) && own.Records.Any(r => r.Path == a.Path)
                ? a with { Transfer = a.Transfer == TransferMode.Direct ? TransferMode.Direct : TransferMode.None }
                : a),
        ];
    }

    private DatasetRef Typed(DatasetRef dataset)
    {
        var type = types[dataset.DatasetType.Name];
        return new(type, new DataCoordinate(type.Dimensions, Values(dataset, type)), dataset.Run, dataset.Id);
    }

    private static DataIdValue[] Values(DatasetRef dataset, DatasetType type) => [.. type.Dimensions.Required.Select(d => dataset.DataId[d.Name])];
}
