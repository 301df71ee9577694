using SkyButler.Pipelines.Graphs.Errors;

namespace SkyButler.Pipelines.Graphs;

/// <summary>The tasks of a pipeline in order, before anything is known of a repository.</summary>
public sealed class TaskGraph
{
    private readonly Dictionary<string, TaskNode> byLabel;

    /// <summary>Orders tasks.</summary>
    /// <exception cref="DuplicateOutputException">Two tasks write the same dataset type.</exception>
    /// <exception cref="PipelineDataCycleException">Tasks depend on one another in a circle.</exception>
    public TaskGraph(IReadOnlyCollection<TaskNode> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        byLabel = tasks.ToDictionary(t => t.Label, StringComparer.Ordinal);
        foreach (var writers in tasks.SelectMany(t => t.Edges).Where(e => e.IsWrite).GroupBy(e => e.DatasetTypeName, StringComparer.Ordinal))
            if (writers.Count() > 1)
                throw new DuplicateOutputException($"The dataset type '{writers.Key}' is written by {string.Join(" and ", writers)}; only one task can.");
        Order = GraphSorting.Sort(tasks);
        Tasks = [.. Order.Where(n => n.Kind == NodeKind.Task).Select(n => byLabel[n.Name])];
    }

    /// <summary>The tasks, each after those whose outputs it reads.</summary>
    public IReadOnlyList<TaskNode> Tasks { get; }

    /// <summary>All nodes in order.</summary>
    internal IReadOnlyList<(NodeKind Kind, string Name)> Order { get; }

    /// <summary>A task by label.</summary>
    public TaskNode this[string label] => byLabel.TryGetValue(label, out var task)
        ? task
        : throw new PipelineGraphException($"There is no task '{label}' in the pipeline.{Suggestions.For(label, byLabel.Keys)}");

    /// <summary>Labels of the tasks between two, both included, along the flow of data; null leaves an end open.</summary>
    public IReadOnlySet<string> Between(string? from, string? to)
    {
        var chosen = byLabel.Keys.ToHashSet(StringComparer.Ordinal);
        if (from is not null)
            chosen.IntersectWith(Reach(this[from].Label, Readers()));
        if (to is not null)
            chosen.IntersectWith(Reach(this[to].Label, Writers()));
        return chosen;
    }

    /// <summary>For each task, the tasks whose outputs it reads.</summary>
    internal Dictionary<string, HashSet<string>> Writers()
    {
        var writer = Tasks.SelectMany(t => t.Edges).Where(e => e.IsWrite).ToDictionary(e => e.DatasetTypeName, e => e.TaskLabel, StringComparer.Ordinal);
        return Tasks.ToDictionary(
            t => t.Label,
            t => t.Edges.Where(e => !e.IsWrite).Select(e => writer.GetValueOrDefault(e.DatasetTypeName)).OfType<string>().ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    /// <summary>For each task, the tasks that read its outputs.</summary>
    internal Dictionary<string, HashSet<string>> Readers()
    {
        var readers = Tasks.ToDictionary(t => t.Label, _ => new HashSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (reader, writers) in Writers())
            foreach (var writer in writers)
                readers[writer].Add(reader);
        return readers;
    }

    private static HashSet<string> Reach(string start, Dictionary<string, HashSet<string>> next)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { start };
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out var label))
            foreach (var other in next[label])
                if (reached.Add(other))
                    open.Enqueue(other);
        return reached;
    }
}
