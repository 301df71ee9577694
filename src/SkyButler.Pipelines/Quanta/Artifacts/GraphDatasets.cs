using SkyButler.Configuration;
using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Registry;
using SkyButler.Resources.Stores;

namespace SkyButler.Pipelines.Quanta.Artifacts;

/// <summary>The datasets that a graph names, as a repository sees them. No class of a task is needed.</summary>
public sealed class GraphDatasets
{
    private const int BatchSize = 5_000;
    private readonly QuantumGraph graph;
    private readonly Butler butler;
    private readonly Dictionary<string, DatasetType> types = new(StringComparer.Ordinal);

    internal GraphDatasets(QuantumGraph graph, Butler butler)
    {
        this.graph = graph;
        this.butler = butler;
    }

    /// <summary>What the graph was built for.</summary>
    public QuantumGraphHeader Header => graph.Header;

    /// <summary>Reads a graph.</summary>
    /// <param name="location">Path or URI of its file.</param>
    /// <param name="butler">The repository in which the datasets are looked for.</param>
    /// <param name="quanta">The quanta that count; none for all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="QuantumGraphException">The file can't be read, or does not have one of the quanta.</exception>
    public static async Task<GraphDatasets> OpenAsync(string location, Butler butler, IReadOnlyCollection<Guid> quanta, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(butler);
        ArgumentNullException.ThrowIfNull(quanta);
        var archive = await GraphArchive.OpenAsync(location, null, cancellationToken).ConfigureAwait(false);
        var graph = quanta.Count > 0 ? await archive.ReadAsync(quanta, cancellationToken).ConfigureAwait(false) : await archive.ReadAsync(cancellationToken).ConfigureAwait(false);
        return new(graph, butler);
    }

    /// <summary>What the quanta read, with what is read once, but for what others of them write; each once.</summary>
    public IEnumerable<DatasetRef> Inputs() => Select(write: false).ExceptBy(Select(write: true).Select(d => d.Id), d => d.Id);

    /// <summary>What the quanta write, with what is written once; each once.</summary>
    public IEnumerable<DatasetRef> Outputs() => Select(write: true);

    /// <summary>Of some datasets, those whose types match any of some globs, where there are any, and that the repository's datastore has.</summary>
    public async IAsyncEnumerable<DatasetRef> StoredAsync(
        IEnumerable<DatasetRef> datasets, IReadOnlyList<string> globs, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var batch in Matching(datasets, globs).Chunk(BatchSize))
        {
            var records = await butler.Datastore.FindRecordsAsync([.. batch.Select(d => d.Id)], cancellationToken).ConfigureAwait(false);
            foreach (var dataset in batch.Where(d => records.ContainsKey(d.Id)))
                yield return dataset;
        }
    }

    /// <summary>
    /// Makes outputs known to the repository that lie where its datastore would have written them, as quanta leave them that were executed without
    /// the repository's database. What is known stays as it is.
    /// </summary>
    /// <param name="globs">Patterns of dataset types; none for all.</param>
    /// <param name="options">What is done besides.</param>
    /// <param name="cancellationToken">Stops the work; what was done of it is not done again.</param>
    /// <returns>How many datasets there are to make known, or were made so.</returns>
    /// <exception cref="QuantumGraphException">A dataset type is not registered, and is not to be.</exception>
    public async Task<int> TransferAsync(IReadOnlyList<string> globs, GraphTransferOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var count = 0;
        foreach (var batch in Matching(Outputs(), globs).Chunk(BatchSize))
        {
            var files = await NewFilesAsync(batch, cancellationToken).ConfigureAwait(false);
            count += files.Count;
            if (options.IsDryRun || files.Count == 0)
                continue;
            if (!options.RegisterDatasetTypes)
                await RequireTypesAsync([.. files.Select(f => f.Datasets[0].DatasetType).Distinct()], cancellationToken).ConfigureAwait(false);
            await butler.IngestAsync(files, new Datastores.IngestOptions { SkipExisting = true, Progress = options.Progress }, cancellationToken).ConfigureAwait(false);
        }

        if (options.UpdateOutputChain && !options.IsDryRun)
            await UpdateChainAsync("butler transfer-from-graph", cancellationToken).ConfigureAwait(false);
        return count;
    }

    /// <summary>Of some datasets, the files of those that lie where the datastore would have written them, and that it does not know.</summary>
    internal async Task<List<Datastores.FileDataset>> NewFilesAsync(IReadOnlyList<DatasetRef> batch, CancellationToken cancellationToken)
    {
        var known = await butler.Datastore.FindRecordsAsync([.. batch.Select(d => d.Id)], cancellationToken).ConfigureAwait(false);
        var absent = batch.Where(d => !known.ContainsKey(d.Id)).ToList();
        var uris = await butler.GetUrisAsync(absent, cancellationToken).ConfigureAwait(false);
        var places = absent.Select(d => uris[d.Id][0].Uri.WithFragment("")).ToList();
        var found = await ConfigSources.Default.Stores.FindAsync(places, cancellationToken).ConfigureAwait(false);
        var there = absent.Zip(places, found).Where(p => p.Third is not null).ToList();
        var parts = there.Find(p => uris[p.First.Id].Count > 1).First;
        return parts is null
            ? [.. there.Select(p => new Datastores.FileDataset(p.Second.ToString(), [p.First]))]
            : throw new QuantumGraphException($"{parts} is stored as several files, one for each component, and can't be made known; leave its dataset type out by --dataset-type.");
    }

    internal async Task RequireTypesAsync(IReadOnlyList<DatasetType> wanted, CancellationToken cancellationToken)
    {
        var known = (await butler.Registry.DatasetTypes.QueryAsync([.. wanted.Select(t => t.Name)], null, cancellationToken).ConfigureAwait(false)).Select(t => t.Name).ToHashSet();
        var absent = wanted.Select(t => t.Name).Where(n => !known.Contains(n)).ToList();
        if (absent.Count > 0)
            throw new QuantumGraphException($"The dataset types {string.Join(", ", absent)} are not registered; give --register-dataset-types.");
    }

    /// <summary>Puts the run first into the graph's output chain.</summary>
    internal async Task UpdateChainAsync(string by, CancellationToken cancellationToken)
    {
        if (Header.Output is not { } chain)
            throw new QuantumGraphException("The graph was built without an output chain (-o), so that there is none to update.");
        var collections = butler.Registry.Collections;
        if (await collections.FindAsync(chain, cancellationToken).ConfigureAwait(false) is { } there && there.Children.Contains(Header.OutputRun))
            return;
        var exists = await collections.FindAsync(chain, cancellationToken).ConfigureAwait(false) is not null;
        IReadOnlyList<string> inputs = exists ? [] : [.. (await collections.FlattenAsync(Header.Inputs, cancellationToken).ConfigureAwait(false)).Select(c => c.Name)];
        await new Registry.Collections.Chains.ChainDefinition
        {
            Parent = chain,
            Children = [Header.OutputRun, .. inputs],
            Edit = Registry.Collections.Chains.ChainEdit.Prepend,
            By = by,
        }.ApplyAsync(butler.Registry, cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<DatasetRef> Matching(IEnumerable<DatasetRef> datasets, IReadOnlyList<string> globs)
    {
        if (globs.Count == 0)
            return datasets;
        var matchers = globs.Select(Glob.Matcher).ToList();
        return datasets.Where(d => matchers.Exists(m => m(d.DatasetType.Name)));
    }

    private IEnumerable<DatasetRef> Select(bool write)
    {
        var seen = new HashSet<Guid>();
        foreach (var dataset in graph.InitQuanta.SelectMany(q => (write ? q.Outputs : q.Inputs).Values))
            if (seen.Add(dataset.Id))
                yield return Here(dataset);
        foreach (var column in graph.Tasks.SelectMany(t => t.Connections).Where(c => c.Edge.IsWrite == write))
            for (var quantum = 0; quantum < column.QuantumCount; quantum++)
                foreach (var dataset in column.Refs(quantum))
                    if (seen.Add(dataset.Id))
                        yield return Here(dataset);
    }

    /// <summary>A dataset of the graph as the repository sees it: the file has dimensions of its own.</summary>
    internal DatasetRef Here(DatasetRef dataset)
    {
        if (!types.TryGetValue(dataset.DatasetType.Name, out var type))
        {
            var given = dataset.DatasetType;
            types.Add(given.Name, type = new DatasetType(given.Name, butler.Universe.Conform(given.Dimensions.Names), given.StorageClass, given.IsCalibration));
        }

        return new DatasetRef(type, new DataCoordinate(type.Dimensions, [.. dataset.DataId.Values]), dataset.Run, dataset.Id);
    }
}
