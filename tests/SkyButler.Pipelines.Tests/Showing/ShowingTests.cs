using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Showing;
using SkyButler.Pipelines.Tasks;
using SkyButler.Pipelines.Tests.Execution;
using SkyButler.Pipelines.Tests.Graphs;
using SkyButler.Pipelines.Tests.Mocks;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Showing;

public sealed class ShowingTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();
    private readonly TestLog log = new();

    public void Dispose()
    {
        folder.Dispose();
        log.Dispose();
    }

    [Fact]
    public async Task The_pipeline_is_shown_as_yaml() =>
        (await ShowAsync("pipeline")).ShouldStartWith("description: four tiny tasks\ninstrument: peertasks.CamA\ntasks:\n");

    [Fact]
    public async Task Configurations_are_statements_without_imports()
    {
        var text = await ShowAsync("config");
        text.ShouldStartWith("### Configuration for task `");
        text.ShouldContain("# added to the value\nconfig.add=7\n");
        text.ShouldContain("config.connections.inp='raw_md'\n");
        text.ShouldNotContain("import");
    }

    [Theory]
    [InlineData("config=stepA::ADD")]
    [InlineData("config=StepATask::a*d")]
    [InlineData("config=add:NOIGNORECASE")]
    public async Task A_pattern_chooses_fields(string item)
    {
        var text = await ShowAsync(item);
        text.ShouldContain("### Configuration for task `stepA'\n# added to the value\nconfig.add=7\n\n");
        text.ShouldNotContain("config.failOn");
        text.ShouldNotContain("config.mul");
    }

    [Fact]
    public async Task A_dumped_configuration_is_the_one_that_is_stored()
    {
        var text = await ShowAsync("dump-config=stepB");
        text.ShouldStartWith("### Configuration for task `stepB'\nimport peertasks\nassert type(config) is peertasks.StepBConfig");
        text.ShouldContain("config.mul=2\n");
    }

    [Fact]
    public async Task History_tells_where_each_value_came_from()
    {
        var text = await ShowAsync("history=stepA::add");
        var lines = text.Split('\n');
        lines[..3].ShouldBe(["### Configuration field for task `stepA'", "add", "5  default"]);
        lines[3].ShouldEndWith("pipe.yaml:7");
        lines[4].ShouldBe("7  command line");
    }

    [Fact]
    public async Task Tasks_subsets_and_inputs_are_listed()
    {
        (await ShowAsync("tasks")).ShouldContain("### Subtasks for task `peertasks.GatherTask'\n");
        (await ShowAsync("subsets")).ShouldBe("first:\n  - stepA\n  - stepB\n");
        (await ShowAsync("inputs")).ShouldBe("bias_info: {instrument, detector} StructuredDataDict\nraw_md: {instrument, exposure, detector} StructuredDataDict\n");
    }

    [Fact]
    public async Task The_flow_is_drawn_by_tasks_or_with_dataset_types()
    {
        (await ShowAsync("task-graph")).ShouldBe(
            "■  stepA: {instrument, exposure, detector}\n■  stepB: {instrument, exposure, detector}\n■  stepC: {instrument, exposure, detector}\n■  gather: {instrument, exposure}\n");
        var text = await ShowAsync("pipeline-graph");
        text.ShouldContain("○ │  raw_md: {instrument, exposure, detector} StructuredDataDict\n".Replace("○ │", "│ ○", StringComparison.Ordinal));
        text.ShouldContain("gathered: {instrument, exposure} StructuredDataDict\n");
        text.ShouldNotContain("_log");
    }

    [Theory]
    [InlineData("config=stpA::add", "no task named 'stpA'. Did you mean 'stepA'?")]
    [InlineData("config=ad", "No configuration field matches 'ad'. Did you mean 'add'?")]
    [InlineData("history=mull", "Did you mean 'mul'?")]
    [InlineData("history", "history of which field?")]
    [InlineData("taks", "Did you mean 'tasks'?")]
    [InlineData("pipeline=x", "takes no value")]
    public async Task What_is_not_there_is_refused(string item, string message) =>
        (await Should.ThrowAsync<PipelineException>(() => ShowAsync(item))).Message.ShouldContain(message);

    [Fact]
    public async Task An_unknown_task_is_refused_and_nothing_is_saved()
    {
        var saved = folder.File("saved.yaml");
        var request = new PipelineRequest { Edits = [new AddTaskEdit("no.such.Task", "x")], SavePath = saved };
        await using var writer = new StringWriter();
        await Should.ThrowAsync<UnknownTaskException>(() => Runner.BuildPipelineAsync(request, [], writer, TestContext.Current.CancellationToken));
        File.Exists(saved).ShouldBeFalse();
    }

    [Fact]
    public async Task A_repository_names_tasks_and_its_dataset_types_count()
    {
        using var repository = new MixedRepository();
        await File.AppendAllTextAsync(Path.Combine(repository.Root, "butler.yaml"), "\nskybutler:\n  tasks:\n    their.Task: peertasks.StepATask\n", TestContext.Current.CancellationToken);
        var request = new PipelineRequest { Edits = [new AddTaskEdit("their.Task", "x")], Repository = repository.Root };
        (await ShowAsync(repository.Runner, request, "inputs")).ShouldBe("raw_md: {instrument, detector, exposure} StructuredDataDict\n");
    }

    [Fact]
    public async Task A_quantum_graph_shows_quanta_what_they_wait_for_and_where_files_are()
    {
        using var repository = new MixedRepository();
        var request = repository.Request(TestPipelines.Peer, "instrument='CamA' AND exposure=1004 AND detector=0", "u/me/ok", "CamA/defaults");
        await using var writer = new StringWriter { NewLine = "\n" };
        var result = await repository.Runner.BuildGraphAsync(
            request, [ShowItem.Parse("graph"), ShowItem.Parse("workflow"), ShowItem.Parse("uri")], writer, TestContext.Current.CancellationToken);
        var text = writer.ToString();
        var first = result.Graph.Quanta.First(q => q.TaskLabel == "stepA");
        var second = result.Graph.Quanta.First(q => q.TaskLabel == "stepB");
        text.ShouldContain($"stepA (peertasks.StepATask)\n  Quantum {first.Id} dataId=");
        text.ShouldContain($"Quantum {second.Id}: peertasks.StepBTask\n");
        text.ShouldContain($"Parent Quantum {first.Id} - Child Quantum {second.Id}\n");
        text.ShouldContain($"    file://{repository.Root}/{result.Graph.OutputRun}/a_out/");
    }

    private PipelineRunner Runner => new(log, catalog: TestPipelines.Catalog);

    private Task<string> ShowAsync(string item)
    {
        var file = folder.File("pipe.yaml");
        File.WriteAllText(file, TestPipelines.Peer);
        return ShowAsync(Runner, new PipelineRequest { Location = file, Edits = [ConfigEdit.Parse("stepA:add=7")] }, item);
    }

    private static async Task<string> ShowAsync(PipelineRunner runner, PipelineRequest request, string item)
    {
        await using var writer = new StringWriter { NewLine = "\n" };
        await runner.BuildPipelineAsync(request, [ShowItem.Parse(item)], writer, TestContext.Current.CancellationToken);
        return writer.ToString();
    }
}
