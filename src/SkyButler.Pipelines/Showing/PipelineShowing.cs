using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Pipelines;

namespace SkyButler.Pipelines.Showing;

/// <summary>Shows a pipeline: its declaration, tasks, configurations, inputs, and how data flow.</summary>
/// <param name="pipeline">The declaration.</param>
/// <param name="tasks">Its tasks.</param>
/// <param name="resolved">The graph as a repository has it; null where none was named.</param>
internal sealed class PipelineShowing(Pipeline pipeline, TaskGraph tasks, PipelineGraph? resolved)
{
    public Task WriteAsync(ShowItem item, TextWriter writer) => item.Name switch
    {
        ShowItem.Config => ConfigShowing.WriteAsync(tasks, item.Argument, writer),
        ShowItem.DumpConfig => ConfigShowing.DumpAsync(tasks, item.Argument, writer),
        ShowItem.History => ConfigShowing.WriteHistoryAsync(tasks, item.Argument!, writer),
        ShowItem.Tasks => WriteLinesAsync(writer, tasks.Tasks.Select(t => $"### Subtasks for task `{t.ClassName}'")),
        ShowItem.Subsets => WriteSubsetsAsync(pipeline, writer),
        ShowItem.Inputs => WriteLinesAsync(writer, Inputs()),
        ShowItem.PipelineGraph => WriteLinesAsync(writer, FlowDrawing.Draw(FlowNodes.OfPipeline(tasks, resolved))),
        ShowItem.TaskGraph => WriteLinesAsync(writer, FlowDrawing.Draw(FlowNodes.OfTasks(tasks))),
        _ => throw new ArgumentException($"'{item}' is not shown of a pipeline.", nameof(item)),
    };

    /// <summary>Subsets with their tasks, for which no task need be known.</summary>
    public static Task WriteSubsetsAsync(Pipeline pipeline, TextWriter writer) =>
        WriteLinesAsync(writer, pipeline.Subsets.OrderBy(s => s.Label, StringComparer.Ordinal).SelectMany(Lines));

    private IEnumerable<string> Inputs() => tasks.Tasks.SelectMany(t => t.Edges)
        .GroupBy(e => e.DatasetTypeName, StringComparer.Ordinal)
        .Where(g => !g.Any(e => e.IsWrite))
        .OrderBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => FlowNodes.Describe(g.Key, [.. g], resolved));

    private static IEnumerable<string> Lines(PipelineSubset subset) => [$"{subset.Label}:", .. subset.Tasks.Order(StringComparer.Ordinal).Select(t => $"  - {t}")];

    private static async Task WriteLinesAsync(TextWriter writer, IEnumerable<string> lines)
    {
        foreach (var line in lines)
            await writer.WriteLineAsync(line).ConfigureAwait(false);
    }
}
