using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Quanta;
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

    [Fact]
    public async Task Two_files_with_classes_of_one_name_are_refused()
    {
        using var repository = await SurveyRepository.MakeAsync();
        repository.File("a.cs", CountTaskFile.Text(Marker));
        repository.File("b.cs", CountTaskFile.Text(Marker, "_ = 1;"));
        var request = repository.Request("{description: d, tasks: {a: a.cs, b: {class: b.cs, config: {connections.count: other}}}}", Where);
        (await Should.ThrowAsync<TaskSourceException>(() => Runner(repository).BuildGraphAsync(request, Token))).Message.ShouldContain("both called 'tests.CountTask'");
    }

    [Fact]
    public async Task A_graph_replaces_no_class_that_is_known_and_names_no_file_that_others_write()
    {
        var text = CountTaskFile.Text(Marker);
        var file = folder.File("Count.cs");
        await File.WriteAllTextAsync(file, text, Token);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var checksum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
        var catalog = new TaskCatalog([typeof(PipelineRunner).Assembly]) { Sources = new TaskSources(new TaskAssemblyCache(null)) };
        (await Should.ThrowAsync<TaskSourceException>(() => GraphTaskSources.LoadOwnAsync(Header("skybutler.MockTask"), catalog, Token))).Message.ShouldContain("is known here");
        await GraphTaskSources.LoadOwnAsync(Header("tests.CountTask"), catalog, Token);
        catalog.Get("tests.CountTask").Source!.File.ShouldBe(file);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
        var other = new TaskCatalog([typeof(PipelineRunner).Assembly]) { Sources = new TaskSources(new TaskAssemblyCache(null)) };
        (await Should.ThrowAsync<TaskSourceException>(() => GraphTaskSources.LoadOwnAsync(Header("tests.CountTask"), other, Token))).Message.ShouldContain("chmod go-w");

        QuantumGraphHeader Header(string name) => new()
        {
            Inputs = [],
            OutputRun = "run",
            Metadata = new Dictionary<string, object?> { [$"skybutler_task_file:{name}"] = $"{checksum} {file}" },
        };
    }

    [Fact]
    public async Task A_pipeline_that_is_saved_elsewhere_still_finds_the_file_beside_the_first()
    {
        using var repository = await SurveyRepository.MakeAsync();
        var source = repository.File("tests.CountTask.cs", CountTaskFile.Text(Marker));
        foreach (var path in (string[])[source, Path.GetDirectoryName(source)!])
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) & ~(UnixFileMode.GroupWrite | UnixFileMode.OtherWrite));
        var first = repository.Request("{description: d, tasks: {count: tests.CountTask}}", Where);
        var saved = Path.Combine(Directory.CreateDirectory(folder.File("elsewhere")).FullName, "saved.yaml");
        await Runner(repository).BuildPipelineAsync(first.Pipeline with { SavePath = saved }, [], TextWriter.Null, Token);
        var result = await Runner(repository).RunAsync(Run(first with { Pipeline = new() { Location = saved } }), Token);
        result.Count(QuantumStatus.Success).ShouldBe(2);
    }

    private static RunRequest Run(GraphRequest graph) => new() { Graph = graph, RegisterDatasetTypes = true };

    private PipelineRunner Runner(SurveyRepository repository) => new(
        repository.Log, repository.Clock, new TaskCatalog([typeof(PipelineRunner).Assembly]) { Sources = new TaskSources(new TaskAssemblyCache(folder.File("cache"))) });
}
