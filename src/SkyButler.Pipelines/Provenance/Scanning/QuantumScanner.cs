using System.Collections;
using System.Text;
using System.Text.Json;
using SkyButler.Configuration;
using SkyButler.Configuration.Json;
using SkyButler.Datasets;
using SkyButler.Datastores.Contents;
using SkyButler.Datastores.Formatters.Text;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Artifacts;
using SkyButler.Registry.Provenance;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Pipelines.Provenance.Scanning;

/// <summary>
/// Finds out what became of the quanta of a graph, from the metadata and logs that they left, whether the repository knows these or they just lie where
/// its datastore would have written them. Quanta that depend on a failure are not looked for.
/// </summary>
internal sealed class QuantumScanner
{
    private const int BatchSize = 500;
    private readonly Butler butler;
    private readonly QuantumGraph graph;
    private readonly GraphDatasets datasets;
    private readonly QuantumDependencies dependencies;
    private readonly BitArray blocked;
    private readonly int parallelism;
    private readonly bool isRunOver;

    /// <param name="butler">The repository.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="parallelism">How many files are read at a time.</param>
    /// <param name="isRunOver">Whether what left nothing will leave nothing any more.</param>
    public QuantumScanner(Butler butler, QuantumGraph graph, int parallelism, bool isRunOver)
    {
        this.butler = butler;
        this.graph = graph;
        this.parallelism = parallelism;
        this.isRunOver = isRunOver;
        datasets = new GraphDatasets(graph, butler);
        dependencies = new QuantumDependencies(graph);
        blocked = new BitArray(graph.Count);
    }

    /// <summary>All quanta by hundreds, each after those that it depends on.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ScannedQuantum>> ScanAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = 0;
        foreach (var task in graph.Tasks)
        {
            for (var place = 0; place < task.Count; place += BatchSize)
            {
                var numbers = Enumerable.Range(first + place, Math.Min(BatchSize, task.Count - place)).ToList();
                yield return await ScanAsync(numbers, cancellationToken).ConfigureAwait(false);
            }

            first += task.Count;
        }
    }

    private async Task<IReadOnlyList<ScannedQuantum>> ScanAsync(IReadOnlyList<int> numbers, CancellationToken cancellationToken)
    {
        var open = numbers.Where(n => !blocked[n]).Select(dependencies.Quantum).ToList();
        var records = open.SelectMany(Records).ToList();
        var places = await FindAsync(records, cancellationToken).ConfigureAwait(false);
        var contents = new System.Collections.Concurrent.ConcurrentDictionary<Guid, object>();
        await Parallel.ForEachAsync(
            records.Where(r => places.ContainsKey(r.Id)), new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, parallelism), CancellationToken = cancellationToken },
            async (record, token) =>
            {
                if (await ReadAsync(record, places[record.Id], token).ConfigureAwait(false) is { } content)
                    contents[record.Id] = content;
            }).ConfigureAwait(false);
        var unsaid = new List<DatasetRef>();
        var scanned = numbers.Select(n => Judge(n, contents, unsaid)).ToList();
        var there = (await FindAsync(unsaid, cancellationToken).ConfigureAwait(false)).Keys;
        return [.. scanned.Select(s => Outputs(s.Quantum).Any(o => there.Contains(o)) ? s with { Produced = s.Produced.Union(Outputs(s.Quantum).Intersect(there)).ToHashSet() } : s)];
    }

    private ScannedQuantum Judge(int number, System.Collections.Concurrent.ConcurrentDictionary<Guid, object> contents, List<DatasetRef> unsaid)
    {
        var quantum = dependencies.Quantum(number);
        if (blocked[number])
        {
            Block(number);
            return new(quantum, number, AttemptStatus.Blocked, [], new HashSet<Guid>());
        }

        var records = Records(quantum).ToList();
        var metadata = contents.GetValueOrDefault(records[0].Id);
        var log = records.Count > 1 ? contents.GetValueOrDefault(records[1].Id) as LogRecords : null;
        // Some tasks keep no logs.
        var attempts = AttemptHistory.Of(quantum.TaskLabel, metadata, log);
        if (records.Count == 1 && metadata is not null)
            attempts = [attempts[0] with { Status = AttemptStatus.Successful }];
        var status = attempts[^1].Status;
        if (status is not (AttemptStatus.Successful or AttemptStatus.AbortedSuccess))
            Block(number);
        var produced = records.Where(r => contents.ContainsKey(r.Id)).Select(r => r.Id).ToHashSet();
        if (AttemptHistory.Outputs(attempts) is { } said)
            produced.UnionWith(said.Intersect(Outputs(quantum)));
        else
            unsaid.AddRange(quantum.Outputs.Where(o => !TaskNode.IsAutomatic(o.Key)).SelectMany(o => o.Value).Select(datasets.Here));
        return status == AttemptStatus.Aborted && !isRunOver
            ? new(quantum, number, AttemptStatus.Unknown, [], produced) { IsAbandoned = true }
            : new(quantum, number, status, attempts, produced) { IsAbandoned = !isRunOver && status == AttemptStatus.Failed };
    }

    private void Block(int number)
    {
        foreach (var next in dependencies.Followers(number))
            blocked[next] = true;
    }

    // Metadata first, then the log where there is one.
    private IEnumerable<DatasetRef> Records(Quantum quantum)
    {
        var outputs = quantum.Outputs;
        yield return datasets.Here(outputs[TaskNode.MetadataConnection][0]);
        if (outputs.TryGetValue(TaskNode.LogConnection, out var logs))
            yield return datasets.Here(logs[0]);
    }

    private static IEnumerable<Guid> Outputs(Quantum quantum)
    {
        foreach (var connection in quantum.Quanta.Connections.Where(c => c.Edge.IsWrite))
            foreach (var target in connection.Targets(quantum.Place).ToArray())
                yield return connection.Datasets.Id(target);
    }

    // Where datasets are that are there: an empty text for those that the datastore knows, else the file.
    private async Task<Dictionary<Guid, string>> FindAsync(IReadOnlyList<DatasetRef> wanted, CancellationToken cancellationToken)
    {
        if (wanted.Count == 0)
            return [];
        var known = await butler.Datastore.FindRecordsAsync([.. wanted.Select(d => d.Id)], cancellationToken).ConfigureAwait(false);
        var found = known.Keys.ToDictionary(id => id, _ => "");
        if (known.Count < wanted.Count)
            foreach (var file in (await datasets.FindNewAsync([.. wanted.Where(d => !known.ContainsKey(d.Id))], cancellationToken).ConfigureAwait(false)).Files)
                found[file.Datasets[0].Id] = file.Path;
        return found;
    }

    // What can't be read is as if it were not there: a process that was killed may have left half of it.
    private async Task<object?> ReadAsync(DatasetRef record, string file, CancellationToken cancellationToken)
    {
        try
        {
            if (file.Length == 0)
                return await butler.GetAsync(record, null, cancellationToken).ConfigureAwait(false);
            var sources = ConfigSources.Default;
            var path = ResourcePath.Parse(file, sources.WorkingDirectory, sources.Environment);
            var stream = await sources.Stores.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                using var content = new MemoryStream();
                await stream.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
                return record.DatasetType.StorageClass == "ButlerLogRecords"
                    ? LogsFormatter.Parse(Encoding.UTF8.GetString(content.ToArray()))
                    : JsonTreeReader.Read(content.ToArray());
            }
        }
        catch (Exception e) when (e is Datastores.DatastoreException or DatasetNotFoundException or ResourceException or JsonException or FormatException or InvalidCastException or IOException)
        {
            return null;
        }
    }
}
