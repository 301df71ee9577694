using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Connections.Adjusting;
using SkyButler.Pipelines.Connections.Errors;
using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Quanta.Building.Skeletons;

/// <summary>The quanta of a task's skeleton, for the task to change them as a whole.</summary>
internal sealed class SkeletonQuanta : IQuantaInBuilding
{
    private readonly TaskSkeleton task;
    private readonly OrderedDictionary<DataCoordinate, int> quanta = [];
    private readonly Dictionary<EdgeRows, Dictionary<int, int>> writers = [];
    private readonly Dictionary<DatasetNodes, Dictionary<DataCoordinate, int>> places = [];

    private SkeletonQuanta(TaskSkeleton task) => this.task = task;

    public string Label => task.Task.Label;

    public IReadOnlyList<DataCoordinate> DataIds => [.. quanta.Keys];

    /// <summary>The quanta that are still in the graph, with records.</summary>
    public static async Task<SkeletonQuanta> MakeAsync(Butler butler, TaskSkeleton task, CancellationToken cancellationToken)
    {
        var alive = task.Alive();
        var made = new SkeletonQuanta(task);
        var dataIds = await QuantumRecords.ExpandAsync(butler, [.. alive.Select(task.Branch.Table.DataId)], cancellationToken).ConfigureAwait(false);
        foreach (var (dataId, quantum) in dataIds.Zip(alive))
            made.quanta.Add(dataId, quantum);
        return made;
    }

    public void Remove(DataCoordinate quantum)
    {
        task.Drop(Quantum(quantum), () => "the task took it away, looking at all its quanta");
        quanta.Remove(quantum);
    }

    public IReadOnlyList<DatasetRef> Inputs(DataCoordinate quantum, string connection) =>
        task.Prerequisites.Find(p => p.Edge.ConnectionName == connection) is { } found
            ? found[Quantum(quantum)]
            : Refs(Edge(task.Inputs, connection), Quantum(quantum));

    public IReadOnlyList<DatasetRef> Outputs(DataCoordinate quantum, string connection) => Refs(Edge(task.Outputs, connection), Quantum(quantum));

    public void AddInput(DataCoordinate quantum, string connection, DataCoordinate dataset)
    {
        var number = Quantum(quantum);
        if (task.Prerequisites.Find(p => p.Edge.ConnectionName == connection) is { } prerequisite)
        {
            var known = quanta.Values.SelectMany(q => prerequisite[q]).FirstOrDefault(d => Same(d.DataId, dataset)) ?? throw Missing(connection, dataset);
            if (!prerequisite[number].Contains(known))
                prerequisite[number] = [.. prerequisite[number].Append(known).OrderBy(d => d.DataId)];
            return;
        }

        var edge = Edge(task.Inputs, connection);
        var row = Row(edge, connection, dataset);
        if (!edge.All(number).Contains(row))
            edge.Replace(number, [.. edge.All(number), row]);
    }

    public void MoveOutput(DataCoordinate quantum, string connection, DataCoordinate dataset)
    {
        var number = Quantum(quantum);
        var edge = Edge(task.Outputs, connection);
        var row = Row(edge, connection, dataset);
        if (!Writers(edge).TryGetValue(row, out var writer))
            throw Missing(connection, dataset);
        if (writer == number)
            return;
        edge.Replace(writer, [.. edge.All(writer).ToArray().Where(r => r != row)]);
        edge.Replace(number, [.. edge.All(number), row]);
        Writers(edge)[row] = number;
    }

    private static IReadOnlyList<DatasetRef> Refs(EdgeRows edge, int quantum) => [.. edge.Present(quantum).Select(edge.Nodes.Dataset)];

    private static bool Same(DataCoordinate a, DataCoordinate b) => a.Dimensions.Required.All(d => b.Dimensions.Contains(d.Name) && a[d.Name].Equals(b[d.Name]));

    private int Quantum(DataCoordinate dataId) => quanta.TryGetValue(dataId, out var quantum)
        ? quantum
        : throw new ConnectionException($"Adjusting all quanta, task '{Label}' named {dataId}, for which it has no quantum.");

    private EdgeRows Edge(IReadOnlyList<EdgeRows> edges, string connection) => edges.FirstOrDefault(e => e.Edge.ConnectionName == connection)
        ?? throw new ConnectionException(
            $"Task '{Label}' has no connection '{connection}' to adjust.{Suggestions.For(connection, edges.Select(e => e.Edge.ConnectionName).Where(n => !TaskNode.IsAutomatic(n)))}");

    private int Row(EdgeRows edge, string connection, DataCoordinate dataset)
    {
        var nodes = edge.Nodes;
        var dimensions = nodes.Branch.Table.Dimensions;
        if (!places.TryGetValue(nodes, out var known))
            places.Add(nodes, known = Enumerable.Range(0, nodes.Count).ToDictionary(nodes.DataId));
        if (!dimensions.Required.All(d => dataset.Dimensions.Contains(d.Name)))
            throw Missing(connection, dataset);
        return known.TryGetValue(dataset.Dimensions == dimensions ? dataset : dataset.Subset(dimensions), out var row) && nodes.Has(row) ? row : throw Missing(connection, dataset);
    }

    private Dictionary<int, int> Writers(EdgeRows edge)
    {
        if (writers.TryGetValue(edge, out var known))
            return known;
        known = [];
        foreach (var quantum in quanta.Values)
            foreach (var row in edge.All(quantum))
                known[row] = quantum;
        writers.Add(edge, known);
        return known;
    }

    private ConnectionException Missing(string connection, DataCoordinate dataset) =>
        new($"Adjusting all quanta, task '{Label}' named {dataset} for '{connection}', which is not in the graph.");
}
