using SkyButler.Pipelines.Connections;
using SkyButler.Pipelines.Connections.Errors;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Tests.Graphs;

namespace SkyButler.Pipelines.Tests.Connections;

/// <summary>Connections that a task changes as its configuration asks, before anybody looks at them.</summary>
public sealed class DynamicConnectionTests
{
    [Theory]
    [InlineData("", "first: Input deepImage {instrument, visit}")]
    [InlineData("name", "first: Input deepImageSmall {instrument, visit}")]
    [InlineData("dimensions", "first: Input deepImage {instrument, exposure}")]
    [InlineData("kind of input", "first: Prerequisite deepImage {instrument, visit}")]
    [InlineData("init", "first: InitInput deepImage {}")]
    [InlineData("storage class", "first: Input deepImage {instrument, visit}")]
    [InlineData("removed", "")]
    [InlineData("added", "first: Input deepImage {instrument, visit}; extra: Input extra {instrument}")]
    [InlineData("twice", "first: Input again {instrument}")]
    public async Task The_graph_has_the_connections_that_are_left(string change, string expected)
    {
        var task = await TaskAsync(change);
        var inputs = task.Edges.Where(e => !e.IsWrite).Select(e => $"{e.ConnectionName}: {e.Kind} {e.DatasetTypeName} {{{string.Join(", ", e.RawDimensions)}}}");
        string.Join("; ", inputs).ShouldBe(expected);
        task.Dimensions.ShouldBe(change == "dimensions" ? ["instrument", "exposure"] : ["instrument", "visit"]);
        task.Edges.Single(e => e.ConnectionName == "last").DatasetTypeName.ShouldBe("deepResult");
    }

    [Fact]
    public async Task Names_from_the_configuration_are_filled_in_before()
    {
        var task = await TaskAsync("name, connections.kind: good");
        task.Edges.Single(e => e.ConnectionName == "first").DatasetTypeName.ShouldBe("goodImageSmall");
        (await TaskAsync("name, connections.first: own")).Edges.Single(e => e.ConnectionName == "first").DatasetTypeName.ShouldBe("ownSmall");
    }

    [Theory]
    [InlineData("unknown", "no connection 'firs' to remove. Did you mean 'first'?")]
    [InlineData("too few", "wants 2 datasets, so it must be 'multiple'")]
    [InlineData("name, connections.first: '{knd}Image'", "uses the template 'knd', which the task does not have. Did you mean 'kind'?")]
    public async Task Changes_that_can_not_be_are_refused(string change, string message) =>
        (await Should.ThrowAsync<ConnectionException>(() => TaskAsync(change))).Message.ShouldContain(message);

    [Fact]
    public async Task Nothing_changes_afterwards()
    {
        var connections = (DynamicConnections)(await TaskAsync("")).Connections;
        Should.Throw<ConnectionException>(connections.ChangeLater).Message.ShouldContain("can't be changed any more");
        connections.All.Select(c => c.Key).ShouldBe(["first", "last"]);
    }

    [Fact]
    public async Task Every_task_of_a_pipeline_has_connections_of_its_own()
    {
        var graph = await TestPipelines.TasksAsync(
            "{description: d, tasks: {a: {class: dynamic.Task, config: {change: removed, connections.last: other}}, b: {class: dynamic.Task, config: {change: added}}}}");
        graph["a"].Connections.All.Count.ShouldBe(1);
        graph["b"].Connections.All.Count.ShouldBe(3);
        ((Input)graph["b"].Connections.All.Single(c => c.Key == "extra").Value).Minimum.ShouldBe(1);
    }

    private static async Task<TaskNode> TaskAsync(string change) =>
        (await TestPipelines.TasksAsync($"{{description: d, tasks: {{a: {{class: dynamic.Task, config: {{change: {(change.Length == 0 ? "''" : change)}}}}}}}}}")).Tasks[0];
}
