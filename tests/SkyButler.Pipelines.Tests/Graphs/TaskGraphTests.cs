using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Connections;
using SkyButler.Pipelines.Connections.Errors;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Graphs.Errors;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Pipelines.Tests.Graphs;

public sealed class TaskGraphTests
{
    [Fact]
    public async Task Nodes_come_in_the_order_of_the_reference()
    {
        // The indices that golden/runs/ok.qg has for its nodes.
        var order = (await TestPipelines.TasksAsync(TestPipelines.Peer)).Order;
        order.Count.ShouldBe(26);
        int At(NodeKind kind, string name) => order.ToList().IndexOf((kind, name));
        At(NodeKind.TaskInit, "gather").ShouldBe(2);
        At(NodeKind.TaskInit, "stepA").ShouldBe(4);
        At(NodeKind.TaskInit, "stepB").ShouldBe(6);
        At(NodeKind.TaskInit, "stepC").ShouldBe(8);
        At(NodeKind.Task, "stepA").ShouldBe(10);
        At(NodeKind.Task, "stepB").ShouldBe(14);
        At(NodeKind.Task, "stepC").ShouldBe(18);
    }

    [Fact]
    public async Task A_range_is_what_lies_between_in_the_flow_of_data()
    {
        var graph = await TestPipelines.TasksAsync(TestPipelines.Peer);
        graph.Between("stepB", "gather").ShouldBe(["stepB", "stepC", "gather"], ignoreOrder: true);
        graph.Between(null, "stepB").ShouldBe(["stepA", "stepB"], ignoreOrder: true);
        graph.Between("stepC", null).ShouldBe(["stepC", "gather"], ignoreOrder: true);
        graph.Between("gather", "stepA").ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_writers_of_one_dataset_type_are_refused() =>
        (await Should.ThrowAsync<DuplicateOutputException>(() => TestPipelines.TasksAsync(
            "description: d\ntasks:\n  a: peertasks.StepATask\n  b: {class: peertasks.StepBTask, config: {connections.inp: x, connections.out: a_out}}")))
        .Message.ShouldBe("The dataset type 'a_out' is written by a.out and b.out; only one task can.");

    [Fact]
    public async Task A_circle_is_refused() =>
        await Should.ThrowAsync<PipelineDataCycleException>(() => TestPipelines.TasksAsync(
            "description: d\ntasks:\n  a: {class: peertasks.StepATask, config: {connections.inp: b_out}}\n  b: peertasks.StepBTask"));

    [Fact]
    public async Task An_unknown_task_is_named_with_its_place() =>
        (await Should.ThrowAsync<UnknownTaskException>(() => TestPipelines.TasksAsync("description: d\ntasks:\n  a: peertasks.StepTask")))
        .Message.ShouldStartWith("pipe.yaml:3: task 'a': There is no task 'peertasks.StepTask' here;");

    [Fact]
    public async Task Parameters_stand_for_their_values()
    {
        var graph = await TestPipelines.TasksAsync(
            "description: d\nparameters: {n: 9}\ntasks:\n  a: {class: peertasks.StepATask, config: {add: parameters.n}}");
        graph["a"].Config.ShouldBeOfType<Mocks.StepAConfig>().Add.ShouldBe(9);
        graph["a"].ConfigHistory.Single().Location.ToString().ShouldBe("pipe.yaml:4");
    }

    [Fact]
    public async Task Python_blocks_are_read_as_assignments()
    {
        var graph = await TestPipelines.TasksAsync("description: d\ntasks:\n  a:\n    class: peertasks.StepATask\n    config:\n      python: |\n        config.add = 3\n");
        graph["a"].Config.ShouldBeOfType<Mocks.StepAConfig>().Add.ShouldBe(3);
    }

    [Fact]
    public async Task The_log_is_left_out_where_it_is_not_saved()
    {
        var graph = await TestPipelines.TasksAsync("description: d\ntasks:\n  a: {class: peertasks.StepATask, config: {saveLogOutput: false}}");
        graph["a"].Edges.Select(e => e.ConnectionName).ShouldBe(["inp", "out", "_metadata", "_config"]);
    }

    [Fact]
    public void Templates_fill_names()
    {
        var type = new TaskType(typeof(TemplateTask));
        var config = type.MakeConfig();
        new ConfigEditor("t", config).Set("connections.coaddName", "goodSeeing", SourceLocation.Default);
        var connections = type.MakeConnections();
        connections.Bind("t", config);
        connections.All.Single().Value.Name.ShouldBe("goodSeeingCoadd_calexp");
    }

    [Fact]
    public void An_unknown_template_is_refused()
    {
        var type = new TaskType(typeof(TemplateTask));
        var config = type.MakeConfig();
        new ConfigEditor("t", config).Set("connections.inp", "{coadName}Coadd", SourceLocation.Default);
        Should.Throw<ConnectionException>(() => type.MakeConnections().Bind("t", config)).Message.ShouldContain("Did you mean 'coaddName'?");
    }

    public sealed class TemplateConnections : TaskConnections
    {
        public TemplateConnections()
            : base("instrument") => Template("coaddName", "deep");

        public Input Inp { get; } = new() { Name = "{coaddName}Coadd_calexp", StorageClass = "ExposureF", Dimensions = ["instrument"] };
    }

    public sealed class TemplateTask : PipelineTask<TaskConfig, TemplateConnections>;
}
