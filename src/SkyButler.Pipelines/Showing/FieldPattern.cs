using SkyButler.Pipelines.Graphs;
using SkyButler.Registry;

namespace SkyButler.Pipelines.Showing;

/// <summary>Which fields of which tasks are meant: <c>[TASK::]PATTERN[:NOIGNORECASE]</c>.</summary>
internal sealed class FieldPattern
{
    private const string TaskMark = "::";
    private const string CaseMark = ":NOIGNORECASE";
    private readonly string? task;
    private readonly Func<string, bool> matches;

    public FieldPattern(string text)
    {
        var mark = text.IndexOf(TaskMark, StringComparison.Ordinal);
        task = mark < 0 ? null : text[..mark];
        var pattern = mark < 0 ? text : text[(mark + TaskMark.Length)..];
        if (pattern.EndsWith(CaseMark, StringComparison.Ordinal))
        {
            matches = Glob.Matcher(pattern[..^CaseMark.Length]);
            return;
        }

        var folded = Glob.Matcher(pattern.ToLowerInvariant());
        matches = name => folded(name.ToLowerInvariant());
    }

    /// <summary>Whether a field's dotted name is meant.</summary>
    public bool Matches(string field) => matches(field);

    /// <summary>The tasks that are meant, all where none is named.</summary>
    public IReadOnlyList<TaskNode> TasksOf(TaskGraph graph) => Named(graph, task);

    /// <summary>The tasks of a name, which is a label or the last part of a class name; all for null.</summary>
    /// <exception cref="PipelineException">There is none.</exception>
    public static IReadOnlyList<TaskNode> Named(TaskGraph graph, string? name)
    {
        if (string.IsNullOrEmpty(name))
            return graph.Tasks;
        var found = graph.Tasks.Where(t => t.Label == name || t.ClassName == name || t.ClassName.EndsWith("." + name, StringComparison.Ordinal)).ToList();
        return found.Count > 0
            ? found
            : throw new PipelineException($"The pipeline has no task named '{name}'.{Suggestions.For(name, graph.Tasks.Select(t => t.Label))}");
    }
}
