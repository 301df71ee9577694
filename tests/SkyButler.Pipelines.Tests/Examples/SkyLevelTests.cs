using Microsoft.Extensions.Logging.Abstractions;
using SkyButler.Configuration;
using SkyButler.Examples.Tasks;
using SkyButler.Imaging.Images;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Pipelines;
using SkyButler.Pipelines.Tasks;
using SkyButler.Pipelines.Tasks.Sources;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Examples;

/// <summary>The pipeline of <c>examples/survey</c> whose task is a C# file beside it.</summary>
public sealed class SkyLevelTests
{
    [Fact]
    public async Task The_task_of_the_example_is_compiled_and_finds_the_level()
    {
        var token = TestContext.Current.CancellationToken;
        using var cache = new TemporaryDirectory();
        var catalog = new TaskCatalog([typeof(IsrTask).Assembly]) { Sources = new TaskSources(new TaskAssemblyCache(cache.Path)) };
        var pipeline = await new PipelineLoader().LoadAsync(Checkout.File("examples/survey/sky.yaml"), token);
        var graph = await new TaskGraphFactory(catalog, ConfigSources.Default, NullLogger.Instance).MakeAsync(pipeline, token);
        graph.Tasks.Select(t => t.Label).ShouldBe(["isr", "skyLevel"]);
        var node = graph["skyLevel"];
        var exposure = new Exposure(new MaskedImage(Box2I.FromSize(0, 0, 3, 3)));
        for (var i = 0; i < 9; i++)
            exposure.Image[i % 3, i / 3] = i;
        var outputs = await node.Type.MakeTask("skyLevel", node.Config, node.Connections, NullLogger.Instance).RunAsync(new TaskInputs(("exposure", exposure)), Trial.Context(), token);
        // Stride 2 leaves the corners: 0, 2, 6, 8.
        outputs["level"].ShouldBe(new Dictionary<string, object?> { ["level"] = 6.0, ["pixels"] = 4 });
    }
}
