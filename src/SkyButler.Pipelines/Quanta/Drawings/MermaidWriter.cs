using SkyButler.Dimensions.DataIds;

namespace SkyButler.Pipelines.Quanta.Drawings;

/// <summary>Draws a quantum graph as a Mermaid flow chart.</summary>
internal static class MermaidWriter
{
    /// <summary>Writes the drawing.</summary>
    public static async Task WriteAsync(QuantumGraph graph, TextWriter writer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(writer);
        await writer.WriteAsync("flowchart TD\n").ConfigureAwait(false);
        foreach (var quantum in graph.Quanta)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await writer.WriteAsync(Node(quantum.Id, quantum.TaskLabel, [$"ID: {quantum.Id}", .. Values(quantum.DataId)])).ConfigureAwait(false);
        }

        foreach (var dataset in GraphDatasets.Of(graph))
            await writer.WriteAsync(Node(dataset.Id, dataset.DatasetType.Name, [$"ID: {dataset.Id}", $"run: {dataset.Run}", .. Values(dataset.DataId)])).ConfigureAwait(false);
        foreach (var (from, to) in GraphDatasets.Arrows(graph))
            await writer.WriteAsync($"u{from:N} --> u{to:N}\n").ConfigureAwait(false);
        await writer.WriteAsync("\n").ConfigureAwait(false);
    }

    private static string Node(Guid id, string title, IEnumerable<string> lines) =>
        $"u{id:N}[\"**{Escape(title)}**<br>{string.Join("<br>", lines.Select(Escape))}\"]\n";

    private static string Escape(string text) => text.Replace("\"", "#quot;", StringComparison.Ordinal);

    private static IEnumerable<string> Values(DataCoordinate dataId) => dataId.Items.Take(dataId.Dimensions.Required.Count).Select(i => $"{i.Name}={i.Value}");
}
