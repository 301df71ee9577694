using SkyButler.Configuration.Overrides;
using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Configs.Text;
using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Showing;

/// <summary>Shows configurations of tasks: their values, and where these come from.</summary>
internal static class ConfigShowing
{
    /// <summary>Statements that set the fields that a pattern means, or all fields.</summary>
    public static async Task WriteAsync(TaskGraph graph, string? pattern, TextWriter writer)
    {
        var wanted = new FieldPattern(pattern ?? "*");
        var isFound = false;
        foreach (var task in wanted.TasksOf(graph))
        {
            await WriteTitleAsync(writer, $"### Configuration for task `{task.Label}'").ConfigureAwait(false);
            foreach (var (field, statement) in ConfigWriter.Statements(task.Config))
            {
                if (!wanted.Matches(field))
                    continue;
                isFound = true;
                await writer.WriteAsync(statement).ConfigureAwait(false);
            }
        }

        if (!isFound && pattern is not null)
            throw NothingFound(graph, pattern);
    }

    /// <summary>Configurations as they are stored.</summary>
    public static async Task DumpAsync(TaskGraph graph, string? name, TextWriter writer)
    {
        foreach (var task in FieldPattern.Named(graph, name))
        {
            await WriteTitleAsync(writer, $"### Configuration for task `{task.Label}'").ConfigureAwait(false);
            await writer.WriteAsync(task.ConfigText).ConfigureAwait(false);
        }
    }

    /// <summary>The values that fields were given one after the other, the default first, with the place of each.</summary>
    public static async Task WriteHistoryAsync(TaskGraph graph, string pattern, TextWriter writer)
    {
        var wanted = new FieldPattern(pattern);
        var isFound = false;
        foreach (var task in wanted.TasksOf(graph))
        {
            var defaults = ConfigTree.Leaves(task.Type.MakeConfig()).ToDictionary(l => l.Path, l => PythonText.Repr(l.Field.Get(l.Owner)), StringComparer.Ordinal);
            foreach (var (path, _, _) in ConfigTree.Leaves(task.Config).Where(l => wanted.Matches(l.Path)))
            {
                isFound = true;
                await WriteTitleAsync(writer, $"### Configuration field for task `{task.Label}'").ConfigureAwait(false);
                await writer.WriteLineAsync(path).ConfigureAwait(false);
                var given = task.ConfigHistory.Where(h => h.Field == path).Select(h => (h.Value, Place: h.Location.ToString()));
                if (defaults.TryGetValue(path, out var value))
                    given = given.Prepend((value, SourceLocation.Default.ToString()));
                foreach (var assignment in given)
                    await writer.WriteLineAsync($"{assignment.Value}  {assignment.Place}").ConfigureAwait(false);
                await writer.WriteLineAsync().ConfigureAwait(false);
            }
        }

        if (!isFound)
            throw NothingFound(graph, pattern);
    }

    private static Task WriteTitleAsync(TextWriter writer, string title) => writer.WriteLineAsync(title);

    private static PipelineException NothingFound(TaskGraph graph, string pattern)
    {
        var field = pattern[(pattern.LastIndexOf(':') + 1)..];
        var known = graph.Tasks.SelectMany(t => ConfigTree.Leaves(t.Config)).Select(l => l.Path).Distinct(StringComparer.Ordinal);
        return new PipelineException($"No configuration field matches '{pattern}'.{Suggestions.For(field, known)}");
    }
}
