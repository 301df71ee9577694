using SkyButler.Pipelines.Quanta.Files;

namespace SkyButler.Pipelines.Showing;

/// <summary>Draws the pipeline of a saved graph; no class of a task is needed.</summary>
public static class GraphDrawing
{
    /// <summary>Draws tasks and dataset types, as <c>pipetask build --show pipeline-graph</c> does.</summary>
    /// <param name="location">Path or URI of the graph's file.</param>
    /// <param name="writer">Where it is drawn.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="Quanta.QuantumGraphException">The file can't be read.</exception>
    public static async Task WriteAsync(string location, TextWriter writer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var archive = await GraphArchive.OpenAsync(location, null, cancellationToken).ConfigureAwait(false);
        foreach (var line in FlowDrawing.Draw(FlowNodes.OfPipeline(archive.Pipeline.TaskGraph, archive.Pipeline)))
            await writer.WriteLineAsync(line.AsMemory(), cancellationToken).ConfigureAwait(false);
    }
}
