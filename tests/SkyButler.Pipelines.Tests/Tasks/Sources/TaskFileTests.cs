using Microsoft.Extensions.Logging.Abstractions;
using SkyButler.Configuration;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Pipelines;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Showing;
using SkyButler.Pipelines.Tasks;
using SkyButler.Pipelines.Tasks.Sources;
using SkyButler.Pipelines.Tests.Graphs;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Tasks.Sources;

public sealed class TaskFileTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Marker => folder.File("ran");

    private string Cache => folder.File("cache");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_task_in_a_file_beside_the_pipeline_is_compiled_and_configured()
    {
        Write("Count.cs", CountTaskFile.Text(Marker));
        var task = await TaskAsync(CountTaskFile.Pipeline);
        task.ClassName.ShouldBe("tests.CountTask");
        task.Edges.Select(e => e.DatasetTypeName).ShouldBe(["raw", "count", "count_metadata", "count_log", "count_config"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("Count.cs#CountTask")]
    [InlineData("Count.cs#tests.CountTask")]
    [InlineData("$WHERE/Count.cs")]
    public async Task The_file_may_be_named_with_its_class_and_by_a_path_with_variables(string name)
    {
        Write("Count.cs", CountTaskFile.Text(Marker));
        (await TaskAsync($"{{description: d, tasks: {{x: '{name}'}}}}")).ClassName.ShouldBe("tests.CountTask");
    }

    [Fact]
    public async Task A_class_is_found_in_the_file_of_its_name_beside_the_pipeline()
    {
        File.SetUnixFileMode(Write("tests.CountTask.cs", CountTaskFile.Text(Marker)), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await TaskAsync("{description: d, tasks: {x: tests.CountTask}}")).ClassName.ShouldBe("tests.CountTask");
    }

    [Fact]
    public async Task An_imported_pipeline_finds_the_file_beside_itself()
    {
        Directory.CreateDirectory(folder.File("sub"));
        Write("sub/Count.cs", CountTaskFile.Text(Marker));
        Write("sub/inner.yaml", CountTaskFile.Pipeline);
        (await TaskAsync("{description: d, imports: sub/inner.yaml}")).Label.ShouldBe("count");
    }

    [Fact]
    public async Task Errors_have_file_line_and_column()
    {
        var file = Write("Count.cs", CountTaskFile.Text(Marker, "missing();"));
        var error = await Should.ThrowAsync<TaskSourceException>(() => TaskAsync(CountTaskFile.Pipeline));
        var line = (await File.ReadAllLinesAsync(file, Token)).Index().Single(l => l.Item.Contains("missing", StringComparison.Ordinal)).Index + 1;
        error.Message.ShouldBe(
            $"{folder.File("pipe.yaml")}:3: task 'count': The task file '{file}' does not compile: {file}:{line}:9: CS0103 The name 'missing' does not exist in the current context.");
        error.Message.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("class Nothing;", "holds no task")]
    [InlineData("", "holds no task")]
    public async Task A_file_without_a_task_is_refused(string text, string message)
    {
        Write("Count.cs", text);
        (await Should.ThrowAsync<TaskSourceException>(() => TaskAsync(CountTaskFile.Pipeline))).Message.ShouldContain(message);
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_has_no_such_task_is_refused()
    {
        (await Should.ThrowAsync<TaskSourceException>(() => TaskAsync(CountTaskFile.Pipeline))).Message.ShouldContain("can't be read");
        Write("Count.cs", CountTaskFile.Text(Marker));
        (await Should.ThrowAsync<TaskSourceException>(() => TaskAsync("{description: d, tasks: {x: 'Count.cs#Cuont'}}"))).Message.ShouldContain("none is called 'Cuont'");
    }

    [Fact]
    public async Task An_exception_tells_the_line_of_the_file()
    {
        var file = Write("Count.cs", CountTaskFile.Text(Marker, """throw new InvalidDataException("broken");"""));
        var node = await TaskAsync(CountTaskFile.Pipeline);
        var task = node.Type.MakeTask("count", node.Config, node.Connections, NullLogger.Instance);
        var error = await Should.ThrowAsync<InvalidDataException>(() => task.RunAsync(new TaskInputs(), Examples.Trial.Context(), Token));
        var line = (await File.ReadAllLinesAsync(file, Token)).Index().Single(l => l.Item.Contains("broken", StringComparison.Ordinal)).Index + 1;
        error.StackTrace!.ShouldContain($"{file}:line {line}");
    }

    [Fact]
    public async Task Showing_a_pipeline_runs_no_code_of_it()
    {
        Write("Count.cs", CountTaskFile.Text(Marker));
        var request = new PipelineRequest { Location = Write("pipe.yaml", CountTaskFile.Pipeline) };
        await using var writer = new StringWriter();
        var runner = new PipelineRunner(NullLoggerFactory.Instance, catalog: Catalog());
        await runner.BuildPipelineAsync(request, [ShowItem.Parse("pipeline"), ShowItem.Parse("subsets")], writer, Token);
        writer.ToString().ShouldContain($"{folder.File("Count.cs")}");
        File.Exists(Marker).ShouldBeFalse();
        await runner.BuildPipelineAsync(request, [ShowItem.Parse("tasks")], writer, Token);
        File.Exists(Marker).ShouldBeTrue();
    }

    [Fact]
    public async Task Another_process_loads_what_was_compiled_before()
    {
        var file = Write("Count.cs", CountTaskFile.Text(Marker));
        await TaskAsync(CountTaskFile.Pipeline);
        var entry = Directory.GetFiles(Cache).ShouldHaveSingleItem();
        var written = File.GetLastWriteTimeUtc(entry);
        await TaskAsync(CountTaskFile.Pipeline);
        File.GetLastWriteTimeUtc(entry).ShouldBe(written);
        await File.AppendAllTextAsync(file, "// changed", Token);
        await TaskAsync(CountTaskFile.Pipeline);
        Directory.GetFiles(Cache).Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("flipped")]
    [InlineData("empty")]
    [InlineData("of another file")]
    [InlineData("writable by others")]
    public async Task An_entry_that_can_not_be_trusted_is_compiled_anew(string damage)
    {
        Write("Count.cs", CountTaskFile.Text(Marker));
        await TaskAsync(CountTaskFile.Pipeline);
        var entry = Directory.GetFiles(Cache).ShouldHaveSingleItem();
        var good = await File.ReadAllBytesAsync(entry, Token);
        switch (damage)
        {
            case "cut":
                await File.WriteAllBytesAsync(entry, good[..^100], Token);
                break;
            case "flipped":
                good[^1000] ^= 1;
                await File.WriteAllBytesAsync(entry, good, Token);
                break;
            case "empty":
                await File.WriteAllBytesAsync(entry, [], Token);
                break;
            case "of another file":
                Write("Other.cs", "class Other;");
                await Should.ThrowAsync<TaskSourceException>(() => TaskAsync("{description: d, tasks: {x: Other.cs}}"));
                File.Copy(Directory.GetFiles(Cache).Single(f => f != entry), entry, overwrite: true);
                break;
            default:
                File.SetUnixFileMode(entry, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
                break;
        }

        (await TaskAsync(CountTaskFile.Pipeline)).ClassName.ShouldBe("tests.CountTask");
        File.GetUnixFileMode(entry).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        new FileInfo(entry).Length.ShouldBe(good.Length);
    }

    [Fact]
    public async Task A_cache_that_others_may_write_is_not_used()
    {
        Write("Count.cs", CountTaskFile.Text(Marker));
        Directory.CreateDirectory(Cache);
        File.SetUnixFileMode(Cache, (UnixFileMode)0x1FF);
        await File.WriteAllTextAsync(Path.Combine(Cache, "theirs.task"), "x", Token);
        (await TaskAsync(CountTaskFile.Pipeline)).ClassName.ShouldBe("tests.CountTask");
        File.GetUnixFileMode(Cache).ShouldBe((UnixFileMode)0x1FF);
        Path.GetFileName(Directory.GetFiles(Cache).ShouldHaveSingleItem()).ShouldBe("theirs.task");
    }

    [Theory]
    [InlineData("file/cache")]
    [InlineData("/proc/none/cache")]
    [InlineData("/dev/null/cache")]
    public async Task Without_a_place_for_a_cache_tasks_are_compiled_all_the_same(string cache)
    {
        Write("file", "");
        Write("Count.cs", CountTaskFile.Text(Marker));
        (await TaskAsync(CountTaskFile.Pipeline, folder.File(cache))).ClassName.ShouldBe("tests.CountTask");
    }

    [Fact]
    public async Task A_file_of_a_class_s_name_is_not_taken_where_others_may_write_or_the_class_is_known()
    {
        var file = Write("tests.CountTask.cs", CountTaskFile.Text(Marker));
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
        (await Should.ThrowAsync<TaskSourceException>(() => TaskAsync("{description: d, tasks: {x: tests.CountTask}}"))).Message.ShouldContain("chmod go-w");
        File.Exists(Marker).ShouldBeFalse();
        var own = Write("skybutler.MockTask.cs", CountTaskFile.Text(Marker));
        File.SetUnixFileMode(own, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var factory = new TaskGraphFactory(TestPipelines.Catalog, ConfigSources.Default, NullLogger.Instance);
        var pipeline = await new PipelineLoader().LoadAsync(Write("pipe.yaml", "{description: d, tasks: {x: skybutler.MockTask}}"), Token);
        (await factory.MakeAsync(pipeline, Token)).Tasks[0].Type.Source.ShouldBeNull();
        File.Exists(Marker).ShouldBeFalse();
    }

    [Fact]
    public async Task A_class_that_can_not_be_made_is_told_with_its_file()
    {
        var file = Write("Count.cs", CountTaskFile.Text("/dev/null/nowhere"));
        (await Should.ThrowAsync<TaskSourceException>(() => TaskAsync(CountTaskFile.Pipeline))).Message.ShouldContain($"A task of the file '{file}' can't be made");
    }

    [Fact]
    public async Task Many_at_once_share_the_cache()
    {
        Write("Count.cs", CountTaskFile.Text(Marker));
        Write("pipe.yaml", CountTaskFile.Pipeline);
        var tasks = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => TaskAsync(CountTaskFile.Pipeline), Token)));
        tasks.ShouldAllBe(t => t.ClassName == "tests.CountTask");
        Directory.GetFiles(Cache).ShouldHaveSingleItem();
    }

    private TaskCatalog Catalog(string? cache = null) => new([]) { Sources = new TaskSources(new TaskAssemblyCache(cache ?? Cache)) };

    private async Task<TaskNode> TaskAsync(string pipeline, string? cache = null)
    {
        if (!File.Exists(folder.File("pipe.yaml")) || await File.ReadAllTextAsync(folder.File("pipe.yaml"), Token) != pipeline)
            Write("pipe.yaml", pipeline);
        var sources = ConfigSources.Default with { Environment = ConfigSources.Default.Environment.With("WHERE", folder.Path) };
        var loaded = await new PipelineLoader(sources).LoadAsync(folder.File("pipe.yaml"), Token);
        return (await new TaskGraphFactory(Catalog(cache), sources, NullLogger.Instance).MakeAsync(loaded, Token)).Tasks[0];
    }

    private string Write(string name, string text)
    {
        var path = folder.File(name);
        File.WriteAllText(path, text);
        return path;
    }
}
