using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Provenance.Files;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Artifacts;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Queries;
using SkyButler.Registry.Errors;
using SkyButler.Resources.Transfers;
using SkyButler.Transfers;

namespace SkyButler.Pipelines.Provenance;

/// <summary>
/// Takes a provenance graph in as a dataset of its run, and has it stand for the files of metadata, logs and configurations that it holds, which go
/// (<c>butler ingest-graph</c>). Where it was stopped, it goes on when it is asked for again.
/// </summary>
/// <param name="butler">The repository.</param>
public sealed class GraphIngester(Butler butler)
{
    /// <summary>Name of the dataset type of provenance graphs.</summary>
    public const string DatasetTypeName = "run_provenance";
    private const string StorageClassName = "ProvenanceQuantumGraph";

    /// <summary>Takes a graph in.</summary>
    /// <param name="location">Path or URI of the graph; null where it was taken in before.</param>
    /// <param name="run">The run, where there is no location; else null, or the same.</param>
    /// <param name="transfer">How the file gets to where the datastore wants it.</param>
    /// <param name="batchSize">How many datasets are changed at a time.</param>
    /// <param name="cancellationToken">Stops the work; what was done of it is not done again.</param>
    /// <returns>How many datasets the graph came to stand for.</returns>
    /// <exception cref="QuantumGraphException">The file can't be read, is no provenance graph, or none was taken in before.</exception>
    public async Task<int> IngestAsync(string? location, string? run, TransferMode transfer, int batchSize, CancellationToken cancellationToken)
    {
        var dataset = location is null
            ? await FindAsync(run ?? throw new QuantumGraphException("Name the graph, or the run whose graph was taken in before (--output-run)."), cancellationToken).ConfigureAwait(false)
            : await TakeAsync(location, run, transfer, cancellationToken).ConfigureAwait(false);
        var place = (await butler.GetUriAsync(dataset, cancellationToken).ConfigureAwait(false)).Uri.WithFragment("").ToString();
        var record = (await butler.Datastore.FindRecordsAsync([dataset.Id], cancellationToken).ConfigureAwait(false))[dataset.Id][0];
        var archive = await GraphArchive.OpenAsync(place, null, cancellationToken).ConfigureAwait(false);
        var graph = await archive.ReadAsync(cancellationToken).ConfigureAwait(false);
        var produced = await ProducedAsync(archive, cancellationToken).ConfigureAwait(false);
        var count = 0;
        foreach (var batch in Held(graph, produced).Chunk(batchSize))
            count += await ReplaceAsync(batch, place, record.Path, cancellationToken).ConfigureAwait(false);
        return count;
    }

    private async Task<DatasetRef> FindAsync(string run, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var found in butler.Queries.DatasetsAsync(new DatasetQuery { DatasetType = DatasetTypeName, Collections = [run] }, cancellationToken).ConfigureAwait(false))
                return found;
        }
        catch (MissingDatasetTypeException)
        {
            // None was ever taken in.
        }

        throw new QuantumGraphException($"The run '{run}' has no provenance graph yet; name its file.");
    }

    private async Task<DatasetRef> TakeAsync(string location, string? run, TransferMode transfer, CancellationToken cancellationToken)
    {
        var archive = await GraphArchive.OpenAsync(location, null, cancellationToken).ConfigureAwait(false);
        if (archive.Kind != GraphKind.Provenance)
            throw new QuantumGraphException($"The graph '{location}' tells what is to be done; 'butler aggregate-graph' makes one that tells what was done.");
        if (run is not null && run != archive.Header.OutputRun)
            throw new QuantumGraphException($"The graph '{location}' is of the run '{archive.Header.OutputRun}', not of '{run}'.");
        var type = new DatasetType(DatasetTypeName, butler.Universe.Empty, StorageClassName);
        var id = archive.ProvenanceId ?? throw new QuantumGraphException($"The graph '{location}' has no identifier of its own (provenance_dataset_id); 'butler aggregate-graph' makes one that has.");
        var dataset = new DatasetRef(type, new DataCoordinate(butler.Universe.Empty, []), archive.Header.OutputRun, id);
        await butler.IngestAsync(
            [new FileDataset(location, [dataset], ProvenanceFormatter.Name)], new IngestOptions { Transfer = transfer, SkipExisting = true }, cancellationToken).ConfigureAwait(false);
        return dataset;
    }

    // Identifiers of the datasets of which the graph says that they were made.
    private static async Task<HashSet<Guid>> ProducedAsync(GraphArchive archive, CancellationToken cancellationToken)
    {
        var produced = new HashSet<Guid>();
        await foreach (var block in archive.Members.BlocksAsync(GraphFileNames.ProvenanceDatasets, cancellationToken).ConfigureAwait(false))
            using (block)
                if (block.RootElement.GetProperty("produced").GetBoolean())
                    produced.Add(block.RootElement.GetProperty("dataset_id").GetGuid());
        return produced;
    }

    private IEnumerable<DatasetRef> Held(QuantumGraph graph, HashSet<Guid> produced)
    {
        var datasets = new GraphDatasets(graph, butler);
        foreach (var quantum in graph.InitQuanta.Where(q => q.Task is not null))
            if (quantum.Outputs.TryGetValue(TaskNode.ConfigConnection, out var config) && produced.Contains(config.Id))
                yield return datasets.Here(config);
        foreach (var connection in graph.Tasks.SelectMany(t => t.Connections).Where(c => c.Edge.IsWrite && TaskNode.IsAutomatic(c.Edge.ConnectionName)))
            for (var place = 0; place < connection.QuantumCount; place++)
                foreach (var dataset in connection.Refs(place).Where(d => produced.Contains(d.Id)))
                    yield return datasets.Here(dataset);
    }

    private async Task<int> ReplaceAsync(IReadOnlyList<DatasetRef> batch, string place, string path, CancellationToken cancellationToken)
    {
        var known = await butler.Datastore.FindRecordsAsync([.. batch.Select(d => d.Id)], cancellationToken).ConfigureAwait(false);
        var open = batch.Where(d => !known.TryGetValue(d.Id, out var records) || records[0].Path != path).ToList();
        var stored = open.Where(d => known.ContainsKey(d.Id)).ToList();
        if (stored.Count > 0)
        {
            var folders = await FoldersAsync(stored, cancellationToken).ConfigureAwait(false);
            await butler.PruneDatasetsAsync(stored, new PruneOptions { Unstore = true, Keeping = RemovalKeeping.Unlogged }, cancellationToken).ConfigureAwait(false);
            foreach (var folder in folders)
                RemoveIfEmpty(folder);
        }

        foreach (var kind in open.GroupBy(d => d.DatasetType))
            await butler.IngestAsync(
                [new FileDataset(place, [.. kind], ProvenanceFormatter.Name)], new IngestOptions { Transfer = TransferMode.Split, SkipExisting = true }, cancellationToken).ConfigureAwait(false);
        return open.Count;
    }

    private async Task<IReadOnlyList<string>> FoldersAsync(IReadOnlyList<DatasetRef> stored, CancellationToken cancellationToken)
    {
        var uris = await butler.GetUrisAsync(stored, cancellationToken).ConfigureAwait(false);
        return [.. uris.Values.SelectMany(u => u).Where(u => u.Uri.IsLocal).Select(u => Path.GetDirectoryName(u.Uri.WithFragment("").LocalPath)).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    // Up to the folder of the run, in which the graph lies.
    private static void RemoveIfEmpty(string folder)
    {
        try
        {
            for (var open = folder; open is not null && Directory.Exists(open) && !Directory.EnumerateFileSystemEntries(open).Any(); open = Path.GetDirectoryName(open))
                Directory.Delete(open);
        }
        catch (IOException)
        {
            // Somebody put something into it.
        }
    }
}
