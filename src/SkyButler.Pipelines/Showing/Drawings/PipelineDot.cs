using System.Net;
using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Showing.Drawings;

/// <summary>Draws a pipeline for Graphviz, in the original's style.</summary>
internal static class PipelineDot
{
    private const string TaskStyle = "style=\"filled\", color=\"black\", fillcolor=\"#B1F2EF\"";
    private const string DatasetStyle = "style=\"rounded,filled,bold\", color=\"#00BABC\", fillcolor=\"#F5F5F5\"";

    public static async Task WriteAsync(PipelinePicture picture, TextWriter writer)
    {
        await writer.WriteAsync(
            "digraph Pipeline {\n"
            + "graph [splines=\"ortho\", nodesep=\"0.5\", ranksep=\"0.75\"];\n"
            + "node [shape=\"box\", fontname=\"Monospace\", fontsize=\"14\", margin=\"0.2,0.1\", penwidth=\"3\"];\n"
            + "edge [color=\"black\", arrowsize=\"1.5\", penwidth=\"1.5\", pad=\"10mm\"];\n").ConfigureAwait(false);
        foreach (var node in picture.Nodes)
            await writer.WriteAsync($"{Id(node)} [{(node.Kind == NodeKind.Task ? TaskStyle : DatasetStyle)}, label=<<TABLE BORDER=\"0\" CELLPADDING=\"5\">{Rows(node)}</TABLE>>];\n").ConfigureAwait(false);
        foreach (var arrow in picture.Arrows)
            await writer.WriteAsync($"{Id(picture.Nodes[arrow.From])} -> {Id(picture.Nodes[arrow.To])}{Style(arrow)};\n").ConfigureAwait(false);
        await writer.WriteAsync("}\n").ConfigureAwait(false);
    }

    private static string Rows(PipelineNode node) => string.Concat(
    [
        .. node.Names.Select(n => Row($"<B><FONT POINT-SIZE=\"18\">{Escape(n)}</FONT></B>")),
        .. node.Kind == NodeKind.Task ? (IEnumerable<string>)[Row(Escape(node.Detail))] : [],
        Row($"<I>dimensions:</I>&nbsp;{Escape(node.Dimensions)}"),
        .. node.Kind == NodeKind.Task ? (IEnumerable<string>)[] : [Row($"<I>storage class:</I>&nbsp;{Escape(node.Detail)}")],
    ]);

    private static string Row(string content) => $"<TR><TD>{content}</TD></TR>";

    private static string Style(PipelineArrow arrow)
    {
        var styles = new List<string>();
        if (arrow.IsPrerequisite)
            styles.Add("style=\"dashed\"");
        if (arrow.Component is { } component)
            styles.Add($"xlabel=\".{component}\"");
        return styles.Count == 0 ? "" : $" [{string.Join(", ", styles)}]";
    }

    private static string Id(PipelineNode node) => $"\"{node.Id.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
