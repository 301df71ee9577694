using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Showing.Drawings;

/// <summary>What a drawing of a pipeline holds: nodes in the order in which data flow, and arrows.</summary>
internal sealed record PipelinePicture(IReadOnlyList<PipelineNode> Nodes, IReadOnlyList<PipelineArrow> Arrows)
{
    private const int MostRounds = 4;

    /// <summary>Tasks and the dataset types between them; what the framework writes is left out where no task reads it.</summary>
    public static PipelinePicture Of(TaskGraph tasks, PipelineGraph? resolved)
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
        var nodes = shown.Select(n => n.Kind == NodeKind.Task
            ? new PipelineNode(n.Kind, [n.Name], Group(tasks[n.Name].Dimensions), tasks[n.Name].ClassName)
            : DatasetType(n.Name, [.. edges[n.Name]], resolved)).ToList();
        var arrows = tasks.Tasks.SelectMany(t => t.Edges).Where(e => !e.IsInit && numbers.ContainsKey((NodeKind.DatasetType, e.DatasetTypeName)))
            .Select(e => (Type: numbers[(NodeKind.DatasetType, e.DatasetTypeName)], Task: numbers[(NodeKind.Task, e.TaskLabel)], Edge: e))
            .Select(e => e.Edge.IsWrite
                ? new PipelineArrow(e.Task, e.Type, false, null)
                : new PipelineArrow(e.Type, e.Task, e.Edge.Kind == EdgeKind.Prerequisite, e.Edge.Component));
        return new PipelinePicture(nodes, [.. arrows.Distinct()]);
    }

    /// <summary>
    /// The same with similar nodes as one: those of the same kind, dimensions and storage class that come after and before the same nodes. Classes of
    /// tasks count where the drawing shows them.
    /// </summary>
    public PipelinePicture Merged(bool withClasses)
    {
        var picture = this;
        for (var round = 0; round < MostRounds && picture.MergeOnce(withClasses) is { } smaller; round++)
            picture = smaller;
        return picture;
    }

    /// <summary>Name, dimensions and storage class of a dataset type: as the repository has it, or as its writer or else its first reader of the whole declares it.</summary>
    public static PipelineNode DatasetType(string name, IReadOnlyList<TaskEdge> edges, PipelineGraph? resolved)
    {
        if (resolved?.DatasetTypes.GetValueOrDefault(name) is { } node)
            return new PipelineNode(NodeKind.DatasetType, [name], Group([.. node.Type.Dimensions.Required.Select(d => d.Name)]), node.Type.StorageClass);
        var edge = edges.FirstOrDefault(e => e.IsWrite) ?? edges.FirstOrDefault(e => e.Component is null) ?? edges[0];
        return new PipelineNode(NodeKind.DatasetType, [name], Group(edge.RawDimensions), edge.Component is null ? edge.Connection.StorageClass : "<UNKNOWN>");
    }

    /// <summary>Names of dimensions as drawings write them.</summary>
    public static string Group(IReadOnlyList<string> dimensions) => $"{{{string.Join(", ", dimensions)}}}";

    private PipelinePicture? MergeOnce(bool withClasses)
    {
        var arriving = Arrows.ToLookup(a => a.To);
        var leaving = Arrows.ToLookup(a => a.From);
        var groups = Nodes.Index().GroupBy(n => (
            n.Item.Kind, n.Item.Dimensions, Detail: n.Item.Kind == NodeKind.Task && !withClasses ? "" : n.Item.Detail,
            Before: Ends(arriving[n.Index].Select(a => (a.From, a.IsPrerequisite, a.Component))),
            After: Ends(leaving[n.Index].Select(a => (a.To, a.IsPrerequisite, a.Component))))).ToList();
        if (groups.Count == Nodes.Count)
            return null;
        var number = new int[Nodes.Count];
        var nodes = new List<PipelineNode>();
        foreach (var group in groups)
        {
            foreach (var (index, _) in group)
                number[index] = nodes.Count;
            nodes.Add(group.First().Item with { Names = [.. group.SelectMany(n => n.Item.Names)] });
        }

        return new PipelinePicture(nodes, [.. Arrows.Select(a => a with { From = number[a.From], To = number[a.To] }).Distinct()]);
    }

    private static string Ends(IEnumerable<(int Node, bool IsPrerequisite, string? Component)> ends) => string.Join(';', ends.Order());
}
