using SkyButler.Datasets;

namespace SkyButler.Pipelines.Quanta.Drawings;

/// <summary>The datasets of a graph, each once, and the arrows between quanta and datasets.</summary>
internal static class GraphDatasets
{
    public static IEnumerable<DatasetRef> Of(QuantumGraph graph)
    {
        foreach (var column in graph.Tasks.SelectMany(t => t.Connections).Select(c => c.Datasets).Distinct())
            for (var i = 0; i < column.Count; i++)
                yield return column.Dataset(i);
    }

    public static IEnumerable<(Guid From, Guid To)> Arrows(QuantumGraph graph)
    {
        foreach (var task in graph.Tasks)
        {
            for (var i = 0; i < task.Count; i++)
            {
                foreach (var connection in task.Connections)
                {
                    foreach (var target in connection.Targets(i).ToArray())
                    {
                        var dataset = connection.Datasets.Ids[target];
                        yield return connection.Edge.IsWrite ? (task.Ids[i], dataset) : (dataset, task.Ids[i]);
                    }
                }
            }
        }
    }
}
