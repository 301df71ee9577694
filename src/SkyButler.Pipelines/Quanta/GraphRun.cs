using SkyButler.Datasets;
using SkyButler.Pipelines.Quanta.Columns;

namespace SkyButler.Pipelines.Quanta;

/// <summary>Gives a graph another output run.</summary>
internal static class GraphRun
{
    /// <summary>
    /// The same graph for another run: quanta and everything that they write get new identifiers; what is read of the old run and not
    /// written keeps its own. Inputs from elsewhere stay as they are.
    /// </summary>
    public static QuantumGraph Change(QuantumGraph graph, string run, DatasetIds ids)
    {
        var old = graph.OutputRun;
        var renamed = new Dictionary<Guid, Guid>();
        foreach (var dataset in graph.InitQuanta.SelectMany(q => q.Outputs.Values).Where(d => d.Run == old))
            renamed.TryAdd(dataset.Id, ids.MakeUnique());
        foreach (var connection in graph.Tasks.SelectMany(t => t.Connections).Where(c => c.Edge.IsWrite))
            for (var quantum = 0; quantum < connection.QuantumCount; quantum++)
                foreach (var target in connection.Targets(quantum))
                    if (connection.Datasets.Run(target) == old)
                        renamed.TryAdd(connection.Datasets.Id(target), ids.MakeUnique());
        var runs = new RunNames();
        var columns = graph.Tasks.SelectMany(t => t.Connections).Select(c => c.Datasets).Distinct().ToDictionary(c => c, c => Column(c));
        var tasks = graph.Tasks.Select(t => new TaskQuanta(
            t.Task, t.DataIds.Table, t.DataIds.Rows, [.. t.Ids.Select(_ => ids.MakeUnique())],
            [.. t.Connections.Select(c => c.With(columns[c.Datasets]))]));
        var init = graph.InitQuanta.Select(q => new InitQuantum(q.Task, ids.MakeUnique(), Sets(q.Inputs), Sets(q.Outputs)));
        return new QuantumGraph(graph.Header with { OutputRun = run }, graph.Pipeline, [.. tasks], [.. init]) { HasDatastoreRecords = graph.HasDatastoreRecords };

        DatasetColumn Column(DatasetColumn column)
        {
            var changed = new DatasetColumn(column.Type, column.Table, runs);
            for (var i = 0; i < column.Count; i++)
                changed.Append(renamed.GetValueOrDefault(column.Id(i), column.Id(i)), column.Run(i) == old ? run : column.Run(i), column.Row(i));
            return changed;
        }

        Dictionary<string, DatasetRef> Sets(IReadOnlyDictionary<string, DatasetRef> sets) => sets.ToDictionary(
            s => s.Key, s => s.Value.Run == old ? new DatasetRef(s.Value.DatasetType, s.Value.DataId, run, renamed.GetValueOrDefault(s.Value.Id, s.Value.Id)) : s.Value, StringComparer.Ordinal);
    }
}
