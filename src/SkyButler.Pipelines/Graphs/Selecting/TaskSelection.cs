using SkyButler.Pipelines.Pipelines;

namespace SkyButler.Pipelines.Graphs.Selecting;

/// <summary>
/// Which tasks an expression means (<c>--select-tasks</c>): labels, dataset types (their producers) and subsets, perhaps led by <c>T:</c>,
/// <c>D:</c> or <c>S:</c>; <c>&lt;x</c> what comes before x, <c>&gt;x</c> what comes after, with x itself by <c>&lt;=</c> and <c>&gt;=</c>;
/// <c>~</c> not, <c>&amp;</c> and, <c>|</c> or.
/// </summary>
internal sealed class TaskSelection(TaskGraph graph, IReadOnlyList<PipelineSubset> subsets)
{
    private readonly Dictionary<string, HashSet<string>> writers = graph.Writers();
    private readonly Dictionary<string, HashSet<string>> readers = graph.Readers();

    /// <summary>The graph with only the tasks that an expression means.</summary>
    /// <exception cref="PipelineException">The expression can't be read, names nothing, or means no task.</exception>
    public static TaskGraph Apply(TaskGraph graph, IReadOnlyList<PipelineSubset> subsets, string expression)
    {
        var chosen = SelectionParser.Parse(expression, new TaskSelection(graph, subsets));
        return chosen.Count > 0
            ? new TaskGraph([.. graph.Tasks.Where(t => chosen.Contains(t.Label))])
            : throw new PipelineException($"The selection '{expression}' means none of the pipeline's tasks.");
    }

    /// <summary>All labels.</summary>
    public IEnumerable<string> All => graph.Tasks.Select(t => t.Label);

    /// <summary>The tasks that a name means as it stands.</summary>
    public IReadOnlySet<string> Plain(string? kind, string name)
    {
        if (kind is null or "T" && IsTask(name))
            return Set(name);
        if (kind is null or "S" && subsets.FirstOrDefault(s => s.Label == name) is { } subset)
            return Set([.. subset.Tasks.Where(IsTask)]);
        if (kind is null or "D" && IsType(name))
            return Producers(name);
        throw Unknown(kind, name);
    }

    /// <summary>What comes before or after a task or dataset type.</summary>
    public IReadOnlySet<string> Directed(string direction, string? kind, string name)
    {
        var isBefore = direction[0] == '<';
        var withItself = direction.Length == 2;
        if (kind is null or "T" && IsTask(name))
        {
            var found = Reach([name], isBefore ? writers : readers);
            if (!withItself)
                found.Remove(name);
            return found;
        }

        if (kind is not (null or "D") || !IsType(name))
            throw Unknown(kind, name);
        var producers = Producers(name);
        var reached = isBefore ? Reach(producers, writers) : Reach(Consumers(name), readers);
        if (withItself)
            reached.UnionWith(producers);
        return reached;
    }

    private bool IsTask(string name) => graph.Tasks.Any(t => t.Label == name);

    private bool IsType(string name) => graph.Tasks.SelectMany(t => t.Edges).Any(e => e.DatasetTypeName == name);

    private HashSet<string> Producers(string type) => Set([.. graph.Tasks.SelectMany(t => t.Edges).Where(e => e.IsWrite && e.DatasetTypeName == type).Select(e => e.TaskLabel)]);

    private HashSet<string> Consumers(string type) => Set([.. graph.Tasks.SelectMany(t => t.Edges).Where(e => !e.IsWrite && e.DatasetTypeName == type).Select(e => e.TaskLabel)]);

    private static HashSet<string> Set(params IReadOnlyList<string> labels) => new(labels, StringComparer.Ordinal);

    private static HashSet<string> Reach(IEnumerable<string> start, Dictionary<string, HashSet<string>> next)
    {
        var reached = new HashSet<string>(start, StringComparer.Ordinal);
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out var label))
            foreach (var other in next[label])
                if (reached.Add(other))
                    open.Enqueue(other);
        return reached;
    }

    private PipelineException Unknown(string? kind, string name)
    {
        var what = kind switch { "T" => "task", "D" => "dataset type", "S" => "subset", _ => "task, dataset type or subset" };
        var known = All.Concat(subsets.Select(s => s.Label)).Concat(graph.Tasks.SelectMany(t => t.Edges).Select(e => e.DatasetTypeName).Distinct(StringComparer.Ordinal));
        return new PipelineException($"There is no {what} '{name}' in the pipeline to select by.{Suggestions.For(name, known)}");
    }
}
