using System.Text.Json;
using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Pipelines.Quanta.Files.Reading;
using SkyButler.Registry;

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

    /// <summary>The file of the graph; null where it was read before.</summary>
    private GraphArchive? Archive { get; init; }

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
        return new(graph, butler) { Archive = archive };
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
        if (options.TransferDimensions && !options.IsDryRun)
            await InsertRecordsAsync(cancellationToken).ConfigureAwait(false);
        foreach (var batch in Matching(Outputs(), globs).Chunk(BatchSize))
        {
            var found = await FindNewAsync(batch, cancellationToken).ConfigureAwait(false);
            count += found.Count;
            if (!options.IsDryRun)
                await TakeInAsync(found, options.RegisterDatasetTypes, options.Progress, cancellationToken).ConfigureAwait(false);
        }

        if (options.UpdateOutputChain && !options.IsDryRun)
            await UpdateChainAsync("butler transfer-from-graph", cancellationToken).ConfigureAwait(false);
        return count;
    }

    private async Task InsertRecordsAsync(CancellationToken cancellationToken)
    {
        using var json = JsonDocument.Parse(await Archive!.DimensionDataAsync(cancellationToken).ConfigureAwait(false));
        var reader = new DimensionDataReader(json.RootElement, butler.Universe);
        await butler.Registry.TransactAsync(
            async token =>
            {
                foreach (var element in reader.Elements)
                    await butler.Registry.Records.InsertAsync(element, [.. reader.Records(element)], Registry.Records.RecordInsertMode.SkipExisting, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Of some datasets, those that lie where the datastore would have written them, and that it does not know.</summary>
    internal async Task<NewDatasets> FindNewAsync(IReadOnlyList<DatasetRef> batch, CancellationToken cancellationToken)
    {
        var found = await butler.FindUnrecordedAsync(batch, cancellationToken).ConfigureAwait(false);
        var whole = found.Where(f => f.Records is [{ Component: null }]).DistinctBy(f => f.Dataset.Id).ToList();
        var uris = await butler.GetUrisAsync([.. whole.Select(f => f.Dataset)], cancellationToken).ConfigureAwait(false);
        return new NewDatasets(
            [.. whole.Select(f => new Datastores.FileDataset(uris[f.Dataset.Id][0].Uri.WithFragment("").ToString(), [f.Dataset]))],
            [.. found.Where(f => f.Records.All(r => r.Component is not null))]);
    }

    /// <summary>Makes new datasets known.</summary>
    /// <param name="found">The datasets.</param>
    /// <param name="registerTypes">Whether dataset types are registered that are not.</param>
    /// <param name="progress">Is told how far the work has come; null for nobody.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="QuantumGraphException">A dataset type is not registered, and is not to be.</exception>
    internal async Task TakeInAsync(NewDatasets found, bool registerTypes, IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
    {
        if (found.Count == 0)
            return;
        if (registerTypes)
            await butler.Registry.DatasetTypes.RegisterAsync(found.Types, cancellationToken).ConfigureAwait(false);
        else
            await RequireTypesAsync(found.Types, cancellationToken).ConfigureAwait(false);
        if (found.Files.Count > 0)
            await butler.IngestAsync(found.Files, new Datastores.IngestOptions { SkipExisting = true, Progress = progress }, cancellationToken).ConfigureAwait(false);
        await butler.AdoptAsync(found.Parts, cancellationToken).ConfigureAwait(false);
    }

    private async Task RequireTypesAsync(IReadOnlyList<DatasetType> wanted, CancellationToken cancellationToken)
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
