using Microsoft.Extensions.Logging;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Files;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Provenance;
using SkyButler.Resources.Transfers;

namespace SkyButler;

/// <content>Storing and taking in.</content>
public sealed partial class Butler
{
    private const int LookUpBatch = 20_000;

    /// <summary>Stores an object as a new dataset of a run.</summary>
    /// <exception cref="MissingCollectionException">The run is not registered.</exception>
    /// <exception cref="ConflictException">The run has a dataset with this data ID.</exception>
    public async Task<DatasetRef> PutAsync(object value, string datasetType, DataId dataId, string? run = null, CancellationToken cancellationToken = default)
    {
        var target = run ?? Run ?? throw new ButlerException($"No run to put '{datasetType}' into; name one, or open the repository with one.");
        var type = await Registry.DatasetTypes.GetAsync(datasetType, cancellationToken).ConfigureAwait(false);
        var (coordinate, _) = await ResolveDataIdAsync(type, dataId, cancellationToken).ConfigureAwait(false);
        var dataset = new DatasetRef(type, coordinate, target, core.Ids.MakeUnique());
        return (await StoreAsync([new(value, dataset)], [], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Stores objects as new datasets with given references, in one transaction.</summary>
    /// <exception cref="MissingCollectionException">A run is not registered.</exception>
    /// <exception cref="ConflictException">A run has a dataset with one of the data IDs.</exception>
    public Task PutAsync(IReadOnlyList<(object Value, DatasetRef Dataset)> datasets, CancellationToken cancellationToken = default) =>
        StoreAsync([.. datasets.Select(d => new DatasetPut(d.Value, d.Dataset))], [], cancellationToken);

    /// <summary>Stores objects as new datasets with given references, in one transaction, and says in their files what made each.</summary>
    /// <exception cref="MissingCollectionException">A run is not registered.</exception>
    /// <exception cref="ConflictException">A run has a dataset with one of the data IDs.</exception>
    public Task PutAsync(IReadOnlyList<DatasetPut> datasets, CancellationToken cancellationToken = default) => StoreAsync(datasets, [], cancellationToken);

    /// <summary>Stores objects as new datasets, and records what the attempts at quanta did that made them, in one transaction.</summary>
    /// <param name="datasets">The datasets; there may be none.</param>
    /// <param name="attempts">The attempts, of an execution that has begun.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MissingCollectionException">A run is not registered.</exception>
    /// <exception cref="ConflictException">A run has a dataset with one of the data IDs.</exception>
    public Task PutAsync(IReadOnlyList<DatasetPut> datasets, IReadOnlyList<QuantumRecord> attempts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(datasets);
        ArgumentNullException.ThrowIfNull(attempts);
        if (datasets.Count > 0)
            return StoreAsync(datasets, attempts, cancellationToken);
        RequireWriting();
        return Registry.Provenance.AddAsync(attempts, cancellationToken);
    }

    /// <summary>Takes files in as datasets; dataset types and runs that are not there are registered.</summary>
    /// <returns>How many files were taken in: all, but for those that the options have passed over.</returns>
    /// <exception cref="DatastoreException">A file is missing, or not where the transfer mode needs it.</exception>
    /// <exception cref="ConflictException">A dataset is there already, and <see cref="IngestOptions.SkipExisting"/> is not set.</exception>
    public async Task<int> IngestAsync(IReadOnlyList<FileDataset> files, IngestOptions options, CancellationToken cancellationToken = default)
    {
        RequireWriting();
        var taken = options.SkipExisting ? await WithoutStoredAsync(files, cancellationToken).ConfigureAwait(false) : files;
        if (options.SkipExistingDataIds)
            taken = await WithoutTakenInAsync(taken, options.Transfer, cancellationToken).ConfigureAwait(false);
        if (taken.Count == 0)
            return 0;
        var datasets = new List<DatasetRef>(taken.Count);
        foreach (var file in taken)
            datasets.AddRange(file.Datasets);
        RefuseTwins(datasets);
        await Registry.DatasetTypes.RegisterAsync([.. datasets.Select(d => d.DatasetType).Distinct()], cancellationToken).ConfigureAwait(false);
        var expanded = await ExpandAsync(datasets, cancellationToken).ConfigureAwait(false);
        var next = 0;
        var complete = taken.Select(f => f with { Datasets = f.Datasets.Count == 1 ? [expanded[next++]] : [.. f.Datasets.Select(_ => expanded[next++])] }).ToList();
        await Datastore.IngestAsync(complete, options, token => RegisterAsync(expanded, token), cancellationToken).ConfigureAwait(false);
        return taken.Count;
    }

    // The runs come with the datasets, so that a refused ingest leaves none behind.
    private async Task RegisterAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        await Registry.Collections.RegisterAsync([.. datasets.Select(d => d.Run).Distinct()], CollectionType.Run, null, cancellationToken).ConfigureAwait(false);
        await Registry.Datasets.ImportAsync(datasets, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<DatasetRef>> StoreAsync(
        IReadOnlyList<DatasetPut> datasets, IReadOnlyList<QuantumRecord> attempts, CancellationToken cancellationToken)
    {
        RequireWriting();
        var expanded = await CompleteAsync(datasets, cancellationToken).ConfigureAwait(false);
        await Datastore.PutAsync(
            [.. datasets.Zip(expanded, (given, dataset) => given with { Dataset = dataset })],
            async token =>
            {
                await Registry.Datasets.ImportAsync(expanded, token).ConfigureAwait(false);
                if (attempts.Count > 0)
                    await Registry.Provenance.AddAsync(attempts, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return expanded;
    }

    // The references as they will be registered: everything that is looked up before anything is written.
    private async Task<IReadOnlyList<DatasetRef>> CompleteAsync(IReadOnlyList<DatasetPut> datasets, CancellationToken cancellationToken)
    {
        foreach (var run in datasets.Select(d => d.Dataset.Run).Distinct())
        {
            var collection = await Registry.Collections.GetAsync(run, cancellationToken).ConfigureAwait(false);
            if (collection.Type != CollectionType.Run)
                throw new CollectionTypeException($"'{run}' is a {collection.TypeName} collection, and datasets are put into RUN collections; name another.");
        }

        var typed = await WithRegisteredTypesAsync(datasets, cancellationToken).ConfigureAwait(false);
        RefuseTwins(typed);
        return await ExpandAsync(typed, cancellationToken).ConfigureAwait(false);
    }

    // What is stored is of the registered storage class, whatever view of the type a caller has.
    private async Task<List<DatasetRef>> WithRegisteredTypesAsync(IReadOnlyList<DatasetPut> datasets, CancellationToken cancellationToken)
    {
        var types = new Dictionary<string, DatasetType>(StringComparer.Ordinal);
        foreach (var type in datasets.Select(d => d.Dataset.DatasetType).DistinctBy(t => t.Name))
        {
            var registered = await Registry.DatasetTypes.GetAsync(type.Name, cancellationToken).ConfigureAwait(false);
            if (registered.Dimensions != type.Dimensions)
                throw new DatasetTypeException($"The dataset type '{type.Name}' is registered with dimensions {registered.Dimensions}, not {type.Dimensions}.");
            types.Add(type.Name, registered);
        }

        return [.. datasets.Select(d => d.Dataset.WithDatasetType(types[d.Dataset.DatasetType.Name]))];
    }

    private async Task<IReadOnlyList<FileDataset>> WithoutStoredAsync(IReadOnlyList<FileDataset> files, CancellationToken cancellationToken)
    {
        var stored = new HashSet<Guid>();
        foreach (var ids in files.SelectMany(f => f.Datasets).Select(d => d.Id).Chunk(LookUpBatch))
            stored.UnionWith((await Datastore.FindRecordsAsync(ids, cancellationToken).ConfigureAwait(false)).Keys);
        return [.. files.Select(f => f with { Datasets = [.. f.Datasets.Where(d => !stored.Contains(d.Id))] }).Where(f => f.Datasets.Count > 0)];
    }

    // By type, run and data ID, whatever the identifier.
    private async Task<IReadOnlyList<FileDataset>> WithoutTakenInAsync(IReadOnlyList<FileDataset> files, TransferMode transfer, CancellationToken cancellationToken)
    {
        var same = await FindSameAsync([.. files.SelectMany(f => f.Datasets)], cancellationToken).ConfigureAwait(false);
        var stored = new HashSet<Guid>();
        foreach (var ids in same.Values.Chunk(LookUpBatch))
            stored.UnionWith((await Datastore.FindRecordsAsync(ids, cancellationToken).ConfigureAwait(false)).Keys);
        bool IsThere(DatasetRef dataset) => same.TryGetValue(dataset.Id, out var id) && stored.Contains(id);
        var there = files.Where(f => f.Datasets.Count > 0 && f.Datasets.All(IsThere)).ToList();
        if (there.Count > 0)
            core.Log.LogInformation("{Count} of {All} files were taken in before, and are passed over.", there.Count, files.Count);
        if (transfer == TransferMode.Move && there.Count > 0)
            await new MovedSources(Datastore, core.Log).RemoveAsync([.. there.Select(f => (f, same[f.Datasets[0].Id]))], cancellationToken).ConfigureAwait(false);
        return [.. files.Select(f => f with { Datasets = [.. f.Datasets.Where(d => !IsThere(d))] }).Where(f => f.Datasets.Count > 0)];
    }

    // By the identifiers that datasets would get, the identifiers of those that are registered in their places.
    private async Task<Dictionary<Guid, Guid>> FindSameAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var same = new Dictionary<Guid, Guid>();
        var runs = await Registry.Collections.FindKnownAsync([.. datasets.Select(d => d.Run).Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
        var absent = await Registry.DatasetTypes.FindAbsentAsync([.. datasets.Select(d => d.DatasetType).Distinct()], cancellationToken).ConfigureAwait(false);
        foreach (var group in datasets.Where(d => runs.ContainsKey(d.Run) && !absent.Contains(d.DatasetType)).GroupBy(d => (d.DatasetType, d.Run)))
        {
            var wanted = group.ToList();
            var found = await Registry.Datasets.FindAsync(group.Key.DatasetType, [.. wanted.Select(d => d.DataId)], [group.Key.Run], null, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < wanted.Count; i++)
                if (found[i] is { } registered)
                    same[wanted[i].Id] = registered.Id;
        }

        return same;
    }

    /// <summary>The same references with implied values and records, in one query for each group of dimensions.</summary>
    internal async Task<IReadOnlyList<DatasetRef>> ExpandAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var expanded = datasets.ToArray();
        var open = Enumerable.Range(0, expanded.Length).Where(i => !expanded[i].DataId.IsExpanded).ToList();
        var coordinates = await Registry.Records.ExpandAsync([.. open.Select(i => expanded[i].DataId)], cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < open.Count; i++)
            expanded[open[i]] = expanded[open[i]].WithDataId(coordinates[i]);
        return expanded;
    }

    private static void RefuseTwins(IReadOnlyList<DatasetRef> datasets)
    {
        var seen = new HashSet<(string Type, string Run, DataCoordinate DataId)>(datasets.Count);
        foreach (var dataset in datasets)
        {
            if (!seen.Add((dataset.DatasetType.Name, dataset.Run, dataset.DataId)))
                throw new ConflictException($"The dataset {dataset.DatasetType.Name} {dataset.DataId} of run '{dataset.Run}' is given twice; give it once.");
        }
    }

    internal void RequireWriting()
    {
        if (Registry.Access == RegistryAccess.ReadOnly)
            throw new ButlerException("The repository is open for reading only; open it with a run, or for writing.");
    }
}
