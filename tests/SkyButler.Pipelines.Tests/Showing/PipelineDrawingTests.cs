using System.Diagnostics;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Showing;
using SkyButler.Pipelines.Tests.Graphs;
using SkyButler.Pipelines.Tests.Mocks;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Showing;

/// <summary>Drawings of pipelines in which similar nodes are one.</summary>
public sealed class PipelineDrawingTests : IDisposable
{
    private const string Pipeline = """
        description: two tasks beside one another
        tasks:
          left: {class: skybutler.MockTask, config: {dimensions: [exposure], inputs: {a: {dataset_type_name: raw, dimensions: [exposure]}}, prerequisite_inputs: {p: {dataset_type_name: sky.wcs, dimensions: [exposure]}}, outputs: {x: {dataset_type_name: x1, dimensions: [exposure]}, y: {dataset_type_name: x2, dimensions: [exposure]}}}}
          other: {class: skybutler.MockTask, config: {dimensions: [exposure], inputs: {a: {dataset_type_name: raw, dimensions: [exposure]}}, outputs: {x: {dataset_type_name: y1, dimensions: [exposure]}}}}
          again: {class: skybutler.MockTask, config: {dimensions: [exposure], inputs: {a: {dataset_type_name: raw, dimensions: [exposure]}}, outputs: {x: {dataset_type_name: y2, dimensions: [visit]}}}}
          end1: {class: skybutler.MockTask, config: {dimensions: [exposure], inputs: {a: {dataset_type_name: x1, dimensions: [exposure]}, b: {dataset_type_name: x2, dimensions: [exposure]}}, outputs: {x: {dataset_type_name: z1, dimensions: [exposure]}}}}
        """;

    private readonly TemporaryDirectory folder = new();
    private readonly TestLog log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        folder.Dispose();
        log.Dispose();
    }

    [Fact]
    public async Task Dataset_types_with_the_same_writer_and_readers_are_one()
    {
        var text = await DrawAsync(new PipelineRequest(), ShowItem.PipelineGraph);
        text.ShouldContain("◍");
        text.ShouldContain("x1, x2: {exposure} StructuredDataDict");
        text.ShouldContain("y1: {exposure}");
        text.ShouldContain("y2: {visit}");
    }

    [Fact]
    public async Task A_drawing_for_Graphviz_has_the_style_of_the_original()
    {
        var file = folder.File("drawing.dot");
        await DrawAsync(new PipelineRequest { DotPath = file });
        var text = await File.ReadAllTextAsync(file, Token);
        text.ShouldStartWith("digraph Pipeline {\ngraph [splines=\"ortho\", nodesep=\"0.5\", ranksep=\"0.75\"];\n");
        text.ShouldContain("<B><FONT POINT-SIZE=\"18\">x1</FONT></B>");
        text.ShouldContain("\"sky:0\" -> \"left:2\" [style=\"dashed\", xlabel=\".wcs\"];\n");
        text.ShouldContain("\"left:2\" -> \"x1:0\";\n\"");
        text.ShouldNotContain("\"x2:0\"");
    }

    [Fact]
    public async Task Graphviz_draws_what_is_written_for_it()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/dot"), "graphviz is not installed");
        var file = folder.File("drawing.dot");
        await DrawAsync(new PipelineRequest { DotPath = file });
        using var dot = Process.Start(new ProcessStartInfo("/usr/bin/dot", ["-Tsvg", file, "-o", folder.File("drawing.svg")]) { RedirectStandardError = true })!;
        await dot.WaitForExitAsync(Token);
        dot.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_mermaid_chart_has_classes_and_dashes()
    {
        var file = folder.File("drawing.mmd");
        await DrawAsync(new PipelineRequest { MermaidPath = file });
        var lines = (await File.ReadAllTextAsync(file, Token)).Split('\n');
        lines[0].ShouldBe("flowchart TD");
        lines.Count(l => l.StartsWith("classDef ", StringComparison.Ordinal)).ShouldBe(3);
        lines.ShouldContain("class left_2 task;");
        lines.ShouldContain("x1_0[\"<b>x1</b><br><b>x2</b><br><i>dimensions:</i>&nbsp;{exposure}<br><i>storage class:</i>&nbsp;StructuredDataDict\"]");
        var arrows = lines.Where(l => l.Contains("-->", StringComparison.Ordinal)).ToList();
        lines.ShouldContain($"linkStyle {arrows.IndexOf("sky_0 -->|.wcs| left_2")} stroke-dasharray:5;");
    }

    [Fact]
    public async Task Pictures_are_for_other_programs() =>
        (await Should.ThrowAsync<PipelineException>(() => DrawAsync(new PipelineRequest { MermaidPath = folder.File("a.svg") }))).Message.ShouldContain(".mmd");

    private async Task<string> DrawAsync(PipelineRequest request, params IReadOnlyList<string> items)
    {
        var file = folder.File("pipe.yaml");
        await File.WriteAllTextAsync(file, Pipeline, Token);
        await using var writer = new StringWriter { NewLine = "\n" };
        await new PipelineRunner(log, catalog: TestPipelines.Catalog).BuildPipelineAsync(request with { Location = file }, [.. items.Select(ShowItem.Parse)], writer, Token);
        return writer.ToString();
    }
}
