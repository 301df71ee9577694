using SkyButler.Pipelines.Graphs.Errors;

namespace SkyButler.Pipelines.Graphs;

/// <summary>Sorts the nodes of a pipeline so that whatever is read has been written: of what could come next, the first by kind and name does.</summary>
internal static class GraphSorting
{
    /// <summary>All nodes in order: dataset types, and each task with its making before it.</summary>
    /// <exception cref="PipelineDataCycleException">Tasks depend on one another in a circle.</exception>
    public static IReadOnlyList<(NodeKind Kind, string Name)> Sort(IReadOnlyCollection<TaskNode> tasks)
    {
        var following = new Dictionary<(NodeKind, string), HashSet<(NodeKind, string)>>();
        foreach (var task in tasks)
        {
            Link(following, (NodeKind.TaskInit, task.Label), (NodeKind.Task, task.Label));
            foreach (var edge in task.Edges)
            {
                var type = (NodeKind.DatasetType, edge.DatasetTypeName);
                var node = (edge.IsInit ? NodeKind.TaskInit : NodeKind.Task, task.Label);
                if (edge.IsWrite)
                    Link(following, node, type);
                else
                    Link(following, type, node);
            }
        }

        return Walk(following);
    }

    private static List<(NodeKind Kind, string Name)> Walk(Dictionary<(NodeKind Kind, string Name), HashSet<(NodeKind, string)>> following)
    {
        var waiting = following.Keys.ToDictionary(n => n, _ => 0);
        foreach (var next in following.Values.SelectMany(n => n))
            waiting[next]++;
        var order = Comparer<(NodeKind Kind, string Name)>.Create(
            (a, b) => a.Kind != b.Kind ? a.Kind.CompareTo(b.Kind) : string.CompareOrdinal(a.Name, b.Name));
        var ready = new SortedSet<(NodeKind Kind, string Name)>(waiting.Where(w => w.Value == 0).Select(w => w.Key), order);
        var sorted = new List<(NodeKind Kind, string Name)>();
        while (ready.Count > 0)
        {
            var node = ready.Min;
            ready.Remove(node);
            sorted.Add(node);
            foreach (var next in following[node])
                if (--waiting[next] == 0)
                    ready.Add(next);
        }

        if (sorted.Count < waiting.Count)
            throw new PipelineDataCycleException("These depend on one another in a circle: "
                + string.Join(", ", waiting.Where(w => w.Value > 0).Select(w => w.Key.Name).Distinct().Order(StringComparer.Ordinal)) + ".");
        return sorted;
    }

    private static void Link(Dictionary<(NodeKind, string), HashSet<(NodeKind, string)>> following, (NodeKind, string) from, (NodeKind, string) to)
    {
        following.TryAdd(from, []);
        following.TryAdd(to, []);
        following[from].Add(to);
    }
}
