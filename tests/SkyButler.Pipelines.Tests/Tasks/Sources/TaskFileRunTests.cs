using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Showing;
using SkyButler.Pipelines.Tasks;
using SkyButler.Pipelines.Tasks.Sources;
using SkyButler.Pipelines.Tests.Quanta;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Tasks.Sources;

public sealed class TaskFileRunTests : IDisposable
{
    private const string Where = "instrument='Cam' AND exposure=1";
    private readonly TemporaryDirectory folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Marker => folder.File("ran");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_task_in_a_file_runs_and_its_version_is_that_of_the_file()
    {
        using var repository = await SurveyRepository.MakeAsync();
        repository.File("Count.cs", CountTaskFile.Text(Marker));
        var result = await Runner(repository).RunAsync(Run(repository.Request(CountTaskFile.Pipeline, Where)), Token);
        result.ExitCode.ShouldBe(0);
        await using var butler = await repository.OpenAsync();
        var count = (IReadOnlyDictionary<string, object?>)await butler.GetAsync("count", new() { ["instrument"] = "Cam", ["exposure"] = 1, ["detector"] = 2 }, [result.OutputRun], null, Token);
        count["sum"].ShouldBe(3L);
        var packages = (IReadOnlyDictionary<string, object?>)await butler.GetAsync("packages", [], [result.OutputRun], null, Token);
        ((string)packages["Count"]!).ShouldMatch("^sha256:[0-9a-f]{64}$");
    }

    [Fact]
    public async Task A_saved_graph_runs_no_code_until_it_is_run_and_then_only_what_it_was_built_from()
    {
        using var repository = await SurveyRepository.MakeAsync();
        var source = repository.File("Count.cs", CountTaskFile.Text(Marker));
        var file = folder.File("graph.qg");
        (await Runner(repository).BuildGraphAsync(repository.Request(CountTaskFile.Pipeline, Where) with { SaveGraph = file }, Token)).Graph.Count.ShouldBe(2);
        File.Delete(Marker);

        var graph = new GraphRequest { Repository = repository.Root, Pipeline = new(), GraphFile = file };
        await using var writer = new StringWriter();
        await Runner(repository).BuildGraphAsync(graph, [ShowItem.Parse("graph")], writer, Token);
        writer.ToString().ShouldContain("count (tests.CountTask)");
        (await GraphArchive.OpenAsync(file, null, Token)).Count.ShouldBe(2);
        File.Exists(Marker).ShouldBeFalse();

        await File.AppendAllTextAsync(source, "// other", Token);
        (await Should.ThrowAsync<TaskSourceException>(() => Runner(repository).RunAsync(Run(graph), Token))).Message.ShouldContain("has changed since the graph was built");
        File.Exists(Marker).ShouldBeFalse();

        repository.File("Count.cs", CountTaskFile.Text(Marker));
        var result = await Runner(repository).RunAsync(Run(graph), Token);
        result.Count(QuantumStatus.Success).ShouldBe(2);
        File.Exists(Marker).ShouldBeTrue();
    }

    private static RunRequest Run(GraphRequest graph) => new() { Graph = graph, RegisterDatasetTypes = true };

    private PipelineRunner Runner(SurveyRepository repository) => new(
        repository.Log, repository.Clock, new TaskCatalog([typeof(PipelineRunner).Assembly]) { Sources = new TaskSources(new TaskAssemblyCache(folder.File("cache"))) });
}
