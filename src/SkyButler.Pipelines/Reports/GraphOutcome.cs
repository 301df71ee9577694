using System.Collections;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Columns;
using SkyButler.Queries;
using SkyButler.Registry.Errors;

namespace SkyButler.Pipelines.Reports;

/// <summary>What became of a graph's quanta in its run: which of their outputs are registered there, and what follows from that.</summary>
internal sealed class GraphOutcome
{
    private readonly Dictionary<DatasetColumn, BitArray> produced;
    private readonly Dictionary<TaskQuanta, QuantumOutcome[]> outcomes = [];

    private GraphOutcome(QuantumGraph graph, Dictionary<DatasetColumn, BitArray> produced)
    {
        Graph = graph;
        this.produced = produced;
        // What failed and blocked quanta should have made.
        var lacking = new Dictionary<DatasetColumn, BitArray>();
        foreach (var task in graph.Tasks)
            outcomes[task] = [.. Enumerable.Range(0, task.Count).Select(place => Judge(task, place, lacking))];
    }

    public QuantumGraph Graph { get; }

    /// <summary>Looks in the registry.</summary>
    public static async Task<GraphOutcome> LookAsync(Butler butler, QuantumGraph graph, CancellationToken cancellationToken)
    {
        var produced = new Dictionary<DatasetColumn, BitArray>();
        var isThere = await butler.Registry.Collections.FindAsync(graph.OutputRun, cancellationToken).ConfigureAwait(false) is not null;
        foreach (var column in graph.Tasks.SelectMany(t => t.Connections).Where(c => c.Edge.IsWrite).Select(c => c.Datasets).Distinct())
        {
            var ids = isThere ? await RegisteredAsync(butler, column.Type.Name, graph.OutputRun, cancellationToken).ConfigureAwait(false) : [];
            var marks = new BitArray(column.Count);
            for (var i = 0; i < column.Count && ids.Count > 0; i++)
                marks[i] = ids.Contains(column.Ids[i]);
            produced[column] = marks;
        }

        return new GraphOutcome(graph, produced);
    }

    public QuantumOutcome Of(TaskQuanta task, int place) => outcomes[task][place];

    public bool IsProduced(DatasetColumn datasets, int position) => produced[datasets][position];

    /// <summary>Whether all outputs of a quantum are there.</summary>
    public bool IsComplete(TaskQuanta task, int place)
    {
        foreach (var connection in task.Connections.Where(c => c.Edge.IsWrite))
            foreach (var target in connection.Targets(place))
                if (!IsProduced(connection.Datasets, target))
                    return false;
        return true;
    }

    private static async Task<HashSet<Guid>> RegisteredAsync(Butler butler, string type, string run, CancellationToken cancellationToken)
    {
        var ids = new HashSet<Guid>();
        try
        {
            await foreach (var dataset in butler.Queries.DatasetsAsync(new DatasetQuery { DatasetType = type, Collections = [run] }, cancellationToken).ConfigureAwait(false))
                ids.Add(dataset.Id);
        }
        catch (MissingDatasetTypeException)
        {
            // Nothing was ever made of it.
        }

        return ids;
    }

    private QuantumOutcome Judge(TaskQuanta task, int place, Dictionary<DatasetColumn, BitArray> lacking)
    {
        var outcome = (IsThere(TaskNode.MetadataConnection), IsThere(TaskNode.LogConnection)) switch
        {
            (true, true) => QuantumOutcome.Successful,
            // Some tasks keep no logs.
            (true, null) => QuantumOutcome.Successful,
            (true, false) => QuantumOutcome.LogsMissing,
            (_, true) => QuantumOutcome.Failed,
            _ => ReadsLacking() ? QuantumOutcome.Blocked : QuantumOutcome.MetadataMissing,
        };
        if (outcome is QuantumOutcome.Failed or QuantumOutcome.Blocked)
        {
            foreach (var connection in task.Connections.Where(c => c.Edge.IsWrite))
            {
                if (!lacking.TryGetValue(connection.Datasets, out var marks))
                    lacking.Add(connection.Datasets, marks = new BitArray(connection.Datasets.Count));
                foreach (var target in connection.Targets(place))
                    marks[target] = true;
            }
        }

        return outcome;

        bool? IsThere(string connectionName)
        {
            foreach (var connection in task.Connections)
                if (connection.Edge.IsWrite && connection.Edge.ConnectionName == connectionName)
                    foreach (var target in connection.Targets(place))
                        return IsProduced(connection.Datasets, target);
            return null;
        }

        bool ReadsLacking()
        {
            foreach (var connection in task.Connections.Where(c => !c.Edge.IsWrite))
                if (lacking.TryGetValue(connection.Datasets, out var marks))
                    foreach (var target in connection.Targets(place))
                        if (marks[target])
                            return true;
            return false;
        }
    }
}
