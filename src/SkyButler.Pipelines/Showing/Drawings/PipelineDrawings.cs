using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Requests;

namespace SkyButler.Pipelines.Showing.Drawings;

/// <summary>Writes the drawings of a pipeline that a request asks for.</summary>
internal static class PipelineDrawings
{
    private static readonly string[] Pictures = [".svg", ".png"];

    /// <exception cref="PipelineException">A drawing can't be written.</exception>
    public static async Task WriteAsync(PipelineRequest request, TaskGraph tasks, PipelineGraph? resolved, CancellationToken cancellationToken)
    {
        if (request.DotPath is null && request.MermaidPath is null)
            return;
        var picture = PipelinePicture.Of(tasks, resolved).Merged(withClasses: true);
        if (request.DotPath is { } dot)
            await OutputFile.WriteAsync(dot, w => PipelineDot.WriteAsync(picture, w), cancellationToken).ConfigureAwait(false);
        if (request.MermaidPath is not { } mermaid)
            return;
        if (Pictures.Contains(Path.GetExtension(mermaid), StringComparer.OrdinalIgnoreCase))
            throw new PipelineException($"Mermaid charts are written as text, which other programs turn into '{mermaid}'; give a name that ends in .mmd.");
        await OutputFile.WriteAsync(mermaid, w => PipelineMermaid.WriteAsync(picture, w), cancellationToken).ConfigureAwait(false);
    }
}
