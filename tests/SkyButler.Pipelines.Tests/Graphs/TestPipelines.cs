using Microsoft.Extensions.Logging.Abstractions;
using SkyButler.Configuration;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Pipelines;
using SkyButler.Pipelines.Tasks;
using SkyButler.Pipelines.Tests.Mocks;

namespace SkyButler.Pipelines.Tests.Graphs;

internal static class TestPipelines
{
    /// <summary>The pipeline of golden/runs.</summary>
    public const string Peer = """
        description: four tiny tasks
        instrument: peertasks.CamA
        tasks:
          stepA:
            class: peertasks.StepATask
            config:
              add: 5
          stepB: peertasks.StepBTask
          stepC: peertasks.StepCTask
          gather: peertasks.GatherTask
        subsets:
          first:
            subset: [stepA, stepB]
            description: two of them
        """;

    public static TaskCatalog Catalog { get; } = new([typeof(MockTask).Assembly, typeof(PipelineRunner).Assembly]);

    public static async Task<Pipeline> ParseAsync(string text) =>
        await new PipelineLoader().ParseAsync(text, "pipe.yaml", TestContext.Current.CancellationToken);

    public static async Task<TaskGraph> TasksAsync(string text) =>
        await new TaskGraphFactory(Catalog, ConfigSources.Default, NullLogger.Instance).MakeAsync(await ParseAsync(text), TestContext.Current.CancellationToken);
}
