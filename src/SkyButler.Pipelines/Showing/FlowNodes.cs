using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Showing.Drawings;

namespace SkyButler.Pipelines.Showing;

/// <summary>What a drawing of a pipeline holds, in the order in which data flow.</summary>
internal static class FlowNodes
{
    private const char TaskSymbol = '■';
    private const char TasksSymbol = '▥';
    private const char DatasetSymbol = '○';
    private const char DatasetsSymbol = '◍';

    /// <summary>Tasks and the dataset types between them, similar ones as one; what the framework writes is left out where no task reads it.</summary>
    public static IReadOnlyList<FlowNode> OfPipeline(TaskGraph tasks, PipelineGraph? resolved)
    {
        var picture = PipelinePicture.Of(tasks, resolved).Merged(withClasses: false);
        var leaving = picture.Arrows.ToLookup(a => a.From, a => a.To);
        return [.. picture.Nodes.Select((n, i) => new FlowNode(Symbol(n), $"{string.Join(", ", n.Names)}: {Attributes(n)}", [.. leaving[i].Distinct().Order()]))];
    }

    /// <summary>Tasks alone.</summary>
    public static IReadOnlyList<FlowNode> OfTasks(TaskGraph tasks)
    {
        var numbers = tasks.Tasks.Index().ToDictionary(t => t.Item.Label, t => t.Index, StringComparer.Ordinal);
        var next = tasks.Tasks.Select(_ => new SortedSet<int>()).ToList();
        foreach (var (reader, writers) in tasks.Writers())
            foreach (var writer in writers.Where(w => w != reader))
                next[numbers[writer]].Add(numbers[reader]);
        return [.. tasks.Tasks.Select((t, i) => new FlowNode(TaskSymbol, $"{t.Label}: {PipelinePicture.Group(t.Dimensions)}", [.. next[i]]))];
    }

    /// <summary>Name, dimensions and storage class of a dataset type.</summary>
    public static string Describe(string name, IReadOnlyList<TaskEdge> edges, PipelineGraph? resolved) => $"{name}: {Attributes(PipelinePicture.DatasetType(name, edges, resolved))}";

    private static string Attributes(PipelineNode node) => node.Kind == NodeKind.Task ? node.Dimensions : $"{node.Dimensions} {node.Detail}";

    private static char Symbol(PipelineNode node) => (node.Kind, node.Names.Count) switch
    {
        (NodeKind.Task, 1) => TaskSymbol,
        (NodeKind.Task, _) => TasksSymbol,
        (_, 1) => DatasetSymbol,
        _ => DatasetsSymbol,
    };
}
