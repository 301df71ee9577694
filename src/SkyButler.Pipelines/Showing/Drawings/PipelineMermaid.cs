using System.Globalization;
using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Showing.Drawings;

/// <summary>Draws a pipeline as a Mermaid flow chart, in the original's style.</summary>
internal static class PipelineMermaid
{
    public static async Task WriteAsync(PipelinePicture picture, TextWriter writer)
    {
        await writer.WriteAsync(
            "flowchart TD\n"
            + "classDef task fill:#B1F2EF,color:#000,stroke:#000,stroke-width:3px,font-family:Monospace,font-size:14px,text-align:left;\n"
            + "classDef dsType fill:#F5F5F5,color:#000,stroke:#00BABC,stroke-width:3px,font-family:Monospace,font-size:14px,text-align:left,rx:8,ry:8;\n"
            + "classDef taskInit fill:#F4DEFA,color:#000,stroke:#000,stroke-width:3px,font-family:Monospace,font-size:14px,text-align:left;\n").ConfigureAwait(false);
        var ids = Ids(picture.Nodes);
        foreach (var node in picture.Nodes)
        {
            var title = string.Join("<br>", node.Names.Select(n => $"<b>{Escape(n)}</b>"));
            var lines = node.Kind == NodeKind.Task
                ? $"{Escape(node.Detail)}<br><i>dimensions:</i>&nbsp;{Escape(node.Dimensions)}"
                : $"<i>dimensions:</i>&nbsp;{Escape(node.Dimensions)}<br><i>storage class:</i>&nbsp;{Escape(node.Detail)}";
            await writer.WriteAsync($"{ids[node]}[\"{title}<br>{lines}\"]\nclass {ids[node]} {(node.Kind == NodeKind.Task ? "task" : "dsType")};\n").ConfigureAwait(false);
        }

        foreach (var arrow in picture.Arrows)
            await writer.WriteAsync($"{ids[picture.Nodes[arrow.From]]} {(arrow.Component is { } part ? $"-->|.{part}| " : "--> ")}{ids[picture.Nodes[arrow.To]]}\n").ConfigureAwait(false);
        var dashed = picture.Arrows.Index().Where(a => a.Item.IsPrerequisite).Select(a => a.Index.ToString(CultureInfo.InvariantCulture)).ToList();
        if (dashed.Count > 0)
            await writer.WriteAsync($"linkStyle {string.Join(',', dashed)} stroke-dasharray:5;\n").ConfigureAwait(false);
    }

    // Neither blanks nor signs stand in a name; where two become the same, numbers follow.
    private static IReadOnlyDictionary<PipelineNode, string> Ids(IReadOnlyList<PipelineNode> nodes)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var ids = new Dictionary<PipelineNode, string>(ReferenceEqualityComparer.Instance);
        foreach (var (index, node) in nodes.Index())
        {
            var id = string.Concat(node.Id.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
            ids.Add(node, taken.Add(id) ? id : string.Create(CultureInfo.InvariantCulture, $"{id}_{index}"));
        }

        return ids;
    }

    private static string Escape(string text) => text.Replace("\"", "#quot;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
