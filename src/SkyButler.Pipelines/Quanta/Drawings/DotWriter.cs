using System.Net;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.Pipelines.Quanta.Drawings;

/// <summary>Draws a quantum graph for Graphviz, in the original's style: quanta, datasets, and the arrows between them.</summary>
internal static class DotWriter
{
    private const string QuantumStyle = "style=\"filled\", color=\"black\", fillcolor=\"#B1F2EF\"";
    private const string DatasetStyle = "style=\"rounded,filled,bold\", color=\"#00BABC\", fillcolor=\"#F5F5F5\"";

    /// <summary>Writes the drawing.</summary>
    public static async Task WriteAsync(QuantumGraph graph, TextWriter writer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(writer);
        await writer.WriteAsync(
            "digraph QuantumGraph {\n"
            + "graph [splines=\"ortho\", nodesep=\"0.5\", ranksep=\"0.75\", pad=\"0.5\"];\n"
            + "node [shape=\"box\", fontname=\"Monospace\", fontsize=\"14\", margin=\"0.2,0.1\", penwidth=\"3\"];\n"
            + "edge [color=\"black\", arrowsize=\"1.5\", penwidth=\"1.5\"];\n").ConfigureAwait(false);
        foreach (var quantum in graph.Quanta)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await NodeAsync(writer, quantum.Id, QuantumStyle, [quantum.Id.ToString(), quantum.TaskLabel, .. Values(quantum.DataId)]).ConfigureAwait(false);
        }

        foreach (var dataset in GraphDatasets.Of(graph))
            await NodeAsync(writer, dataset.Id, DatasetStyle, [dataset.DatasetType.Name, $"run: '{dataset.Run}'", .. Values(dataset.DataId)]).ConfigureAwait(false);
        foreach (var (from, to) in GraphDatasets.Arrows(graph))
            await writer.WriteAsync($"{Name(from)} -> {Name(to)};\n").ConfigureAwait(false);
        await writer.WriteAsync("}\n").ConfigureAwait(false);
    }

    private static Task NodeAsync(TextWriter writer, Guid id, string style, IEnumerable<string> rows)
    {
        var cells = string.Concat(rows.Select(r => $"<TR><TD>{Escape(r)}</TD></TR>"));
        return writer.WriteAsync($"{Name(id)} [{style}, label=<<TABLE BORDER=\"0\" CELLPADDING=\"5\">{cells}</TABLE>>];\n");
    }

    private static string Name(Guid id) => $"\"u{id:N}\"";

    private static string Escape(string text) => WebUtility.HtmlEncode(text).Replace("&#39;", "'", StringComparison.Ordinal);

    private static IEnumerable<string> Values(DataCoordinate dataId) => dataId.Items.Take(dataId.Dimensions.Required.Count).Select(i => $"{i.Name} = {i.Value}");
}
