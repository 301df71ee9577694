using SkyButler.Datasets;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Provenance.Files;
using SkyButler.Pipelines.Provenance.Scanning;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Artifacts;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Provenance;

/// <summary>
/// Gathers what the quanta of a graph left (<c>butler aggregate-graph</c>): makes their outputs known to the repository, and tells in a provenance graph
/// which attempt at which quantum used and made what. The classes of tasks need not be known.
/// </summary>
public sealed class GraphAggregator
{
    private readonly Butler butler;
    private readonly QuantumGraph graph;
    private readonly GraphDatasets datasets;
    private readonly AggregationOptions options;
    private readonly Guid provenanceId;
    private readonly ProvenanceRows rows;
    private long ingested;

    private GraphAggregator(Butler butler, QuantumGraph graph, Guid provenanceId, AggregationOptions options)
    {
        this.butler = butler;
        this.graph = graph;
        this.options = options;
        this.provenanceId = provenanceId;
        datasets = new GraphDatasets(graph, butler);
        rows = new ProvenanceRows(butler, provenanceId, graph);
    }

    /// <summary>Gathers what the quanta of a predicted graph left.</summary>
    /// <param name="butler">The repository.</param>
    /// <param name="location">Path or URI of the graph.</param>
    /// <param name="options">What is done.</param>
    /// <param name="cancellationToken">Stops the work; what was done of it is not done again.</param>
    /// <exception cref="QuantumGraphException">The file can't be read, is no predicted graph, or options contradict one another.</exception>
    public static async Task<AggregationSummary> AggregateAsync(Butler butler, string location, AggregationOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(butler);
        ArgumentNullException.ThrowIfNull(options);
        if (options is { IsIncomplete: true, Output: not null })
            throw new QuantumGraphException("A provenance graph (--output) tells of runs that are over; leave --incomplete out.");
        if (options.Output is { } output)
            GraphFile.CheckExtension(output);
        var archive = await GraphArchive.OpenAsync(location, null, cancellationToken).ConfigureAwait(false);
        if (archive.Kind != GraphKind.Predicted)
            throw new QuantumGraphException($"The graph '{location}' tells what was done already; give the predicted one that was executed.");
        var graph = await archive.ReadAsync(cancellationToken).ConfigureAwait(false);
        return await new GraphAggregator(butler, graph, archive.ProvenanceId ?? Guid.CreateVersion7(), options).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<AggregationSummary> RunAsync(CancellationToken cancellationToken)
    {
        var counts = new SortedDictionary<AttemptStatus, int>();
        var (abandoned, done) = (0, 0);
        var writer = new ProvenanceGraphWriter(graph, options.Compression);
        await using var closing = writer.ConfigureAwait(false);
        var once = graph.InitQuanta.SelectMany(q => q.Outputs).ToLookup(o => options.WillIngestGraph && o.Key == TaskNode.ConfigConnection, o => o.Value);
        var initOutputs = await TakeAsync([.. once[false]], cancellationToken).ConfigureAwait(false);
        var (known, promised) = await FindAsync([.. once[true]], cancellationToken).ConfigureAwait(false);
        initOutputs.UnionWith(known.Concat(promised.Ids));
        await foreach (var batch in new QuantumScanner(butler, graph, options.Parallelism, !options.IsIncomplete).ScanAsync(cancellationToken).ConfigureAwait(false))
        {
            var outputs = new List<DatasetRef>();
            foreach (var scanned in batch)
            {
                if (scanned.IsAbandoned)
                {
                    abandoned++;
                    continue;
                }

                counts[scanned.Status] = counts.GetValueOrDefault(scanned.Status) + 1;
                outputs.AddRange(scanned.Quantum.Outputs.Where(o => !options.WillIngestGraph || !TaskNode.IsAutomatic(o.Key)).SelectMany(o => o.Value).Where(d => scanned.Produced.Contains(d.Id)));
                if (options is { Output: not null, IsDryRun: false })
                    await writer.AddAsync(scanned, cancellationToken).ConfigureAwait(false);
            }

            await TakeAsync(outputs, cancellationToken).ConfigureAwait(false);
            if (!options.IsDryRun)
                await rows.AddAsync([.. batch.Where(s => !s.IsAbandoned)], cancellationToken).ConfigureAwait(false);
            options.Progress?.Report(new("Gathering quanta", done += batch.Count, graph.Count));
        }

        if (!options.IsDryRun)
            await FinishAsync(writer, initOutputs, cancellationToken).ConfigureAwait(false);
        return new AggregationSummary(counts, abandoned, ingested);
    }

    private async Task FinishAsync(ProvenanceGraphWriter writer, IReadOnlySet<Guid> initOutputs, CancellationToken cancellationToken)
    {
        if (options.Output is { } output)
        {
            object packages = new Dictionary<string, object?>();
            if (graph.Packages is { } versions && initOutputs.Contains(versions.Id))
                packages = await butler.GetAsync(datasets.Here(versions), null, cancellationToken).ConfigureAwait(false);
            await OutputFile.WriteBytesAsync(output, stream => writer.WriteAsync(stream, packages, initOutputs, provenanceId, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        if (options.UpdateOutputChain && graph.Header.Output is not null
            && await butler.Registry.Collections.FindAsync(graph.OutputRun, cancellationToken).ConfigureAwait(false) is not null)
            await datasets.UpdateChainAsync("butler aggregate-graph", cancellationToken).ConfigureAwait(false);
    }

    // Makes datasets known whose files lie where they should; those that are known stay as they are. Which are there?
    private async Task<HashSet<Guid>> TakeAsync(IReadOnlyList<DatasetRef> wanted, CancellationToken cancellationToken)
    {
        var (known, found) = await FindAsync(wanted, cancellationToken).ConfigureAwait(false);
        ingested += found.Count;
        if (!options.IsDryRun)
            await datasets.TakeInAsync(found, options.RegisterDatasetTypes, null, cancellationToken).ConfigureAwait(false);
        return known.Concat(found.Ids).ToHashSet();
    }

    // What the repository knows, and what it does not know, though it is there.
    private async Task<(IEnumerable<Guid> Known, NewDatasets Found)> FindAsync(IReadOnlyList<DatasetRef> wanted, CancellationToken cancellationToken)
    {
        var own = wanted.Select(datasets.Here).ToList();
        var known = await butler.Datastore.FindRecordsAsync([.. own.Select(d => d.Id)], cancellationToken).ConfigureAwait(false);
        return (known.Keys, await datasets.FindNewAsync([.. own.Where(d => !known.ContainsKey(d.Id))], cancellationToken).ConfigureAwait(false));
    }
}
