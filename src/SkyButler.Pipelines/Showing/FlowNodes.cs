using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Showing;

/// <summary>What a drawing of a pipeline holds, in the order in which data flow.</summary>
internal static class FlowNodes
{
    private const char TaskSymbol = '■';
    private const char DatasetSymbol = '○';

    /// <summary>Tasks and the dataset types between them; what the framework writes is left out where no task reads it.</summary>
    public static IReadOnlyList<FlowNode> OfPipeline(TaskGraph tasks, PipelineGraph? resolved)
    {
        var edges = tasks.Tasks.SelectMany(t => t.Edges).Where(e => !e.IsInit).ToLookup(e => e.DatasetTypeName, StringComparer.Ordinal);
        var shown = tasks.Order
            .Where(n => n.Kind switch
            {
                NodeKind.Task => true,
                NodeKind.DatasetType => edges[n.Name].Any(e => !e.IsWrite || !TaskNode.IsAutomatic(e.ConnectionName)),
                _ => false,
            })
            .ToList();
        var numbers = shown.Index().ToDictionary(n => n.Item, n => n.Index);
        return
        [
            .. shown.Select(node => node.Kind == NodeKind.Task
                ? new FlowNode(TaskSymbol, $"{node.Name}: {Group(tasks[node.Name].Dimensions)}", Numbers(
                    tasks[node.Name].Edges.Where(e => e.IsWrite && !e.IsInit).Select(e => (NodeKind.DatasetType, e.DatasetTypeName)), numbers))
                : new FlowNode(DatasetSymbol, Describe(node.Name, [.. edges[node.Name]], resolved), Numbers(
                    edges[node.Name].Where(e => !e.IsWrite).Select(e => (NodeKind.Task, e.TaskLabel)), numbers))),
        ];
    }

    /// <summary>Tasks alone.</summary>
    public static IReadOnlyList<FlowNode> OfTasks(TaskGraph tasks)
    {
        var numbers = tasks.Tasks.Index().ToDictionary(t => t.Item.Label, t => t.Index, StringComparer.Ordinal);
        var next = tasks.Tasks.Select(_ => new SortedSet<int>()).ToList();
        foreach (var (reader, writers) in tasks.Writers())
            foreach (var writer in writers.Where(w => w != reader))
                next[numbers[writer]].Add(numbers[reader]);
        return [.. tasks.Tasks.Select((t, i) => new FlowNode(TaskSymbol, $"{t.Label}: {Group(t.Dimensions)}", [.. next[i]]))];
    }

    /// <summary>Name, dimensions and storage class of a dataset type: as the repository has it, or as its writer or else its first reader of the whole declares it.</summary>
    public static string Describe(string name, IReadOnlyList<TaskEdge> edges, PipelineGraph? resolved)
    {
        if (resolved?.DatasetTypes.GetValueOrDefault(name) is { } node)
            return $"{name}: {Group([.. node.Type.Dimensions.Required.Select(d => d.Name)])} {node.Type.StorageClass}";
        var edge = edges.FirstOrDefault(e => e.IsWrite) ?? edges.FirstOrDefault(e => e.Component is null) ?? edges[0];
        return $"{name}: {Group(edge.RawDimensions)} {(edge.Component is null ? edge.Connection.StorageClass : "<UNKNOWN>")}";
    }

    private static IReadOnlyList<int> Numbers(IEnumerable<(NodeKind Kind, string Name)> nodes, Dictionary<(NodeKind Kind, string Name), int> numbers) =>
        [.. nodes.Where(numbers.ContainsKey).Select(n => numbers[n]).Distinct().Order()];

    private static string Group(IReadOnlyList<string> dimensions) => $"{{{string.Join(", ", dimensions)}}}";
}
