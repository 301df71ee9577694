using SkyButler.Pipelines.Graphs.Selecting;

namespace SkyButler.Pipelines.Tests.Graphs;

public sealed class TaskSelectionTests
{
    // stepA -> stepB -> stepC -> gather; subset first = stepA, stepB
    [Theory]
    [InlineData("stepA", "stepA")]
    [InlineData("T:stepA | T:gather", "stepA gather")]
    [InlineData("first", "stepA stepB")]
    [InlineData("S:first", "stepA stepB")]
    [InlineData("a_out", "stepA")]
    [InlineData("<stepC", "stepA stepB")]
    [InlineData("<=stepC", "stepA stepB stepC")]
    [InlineData(">stepB", "stepC gather")]
    [InlineData(">=stepB", "stepB stepC gather")]
    [InlineData("<b_out", "stepA stepB")]
    [InlineData("> b_out", "stepC gather")]
    [InlineData(">= D:b_out", "stepB stepC gather")]
    [InlineData(">raw_md", "stepA stepB stepC gather")]
    [InlineData("~first", "stepC gather")]
    [InlineData("~~first", "stepA stepB")]
    [InlineData("~<stepC & ~gather", "stepC")]
    [InlineData("stepA | stepB & stepC", "stepA")]
    [InlineData("(stepA | stepB) & ~stepB", "stepA")]
    public async Task Expressions_mean_tasks(string expression, string labels) =>
        (await SelectAsync(expression)).ShouldBe(labels.Split(' '), ignoreOrder: true);

    [Theory]
    [InlineData("", "ends too early")]
    [InlineData("stepA |", "ends too early")]
    [InlineData("stepA stepB", "can't be read at 'stepB'")]
    [InlineData("(stepA", "ends too early")]
    [InlineData("X:stepA", "can't be read")]
    [InlineData("T: stepA", "can't be read")]
    [InlineData("stepX", "Did you mean")]
    [InlineData("T:a_out", "no task 'a_out'")]
    [InlineData("D:stepA", "no dataset type 'stepA'")]
    [InlineData("<first", "no task")]
    [InlineData("stepA & stepB", "none of the pipeline's tasks")]
    [InlineData("raw_md", "none of the pipeline's tasks")]
    public async Task Others_are_refused(string expression, string reason) =>
        (await Should.ThrowAsync<PipelineException>(() => SelectAsync(expression))).Message.ShouldContain(reason);

    private static async Task<IEnumerable<string>> SelectAsync(string expression)
    {
        var pipeline = await TestPipelines.ParseAsync(TestPipelines.Peer);
        return TaskSelection.Apply(await TestPipelines.TasksAsync(TestPipelines.Peer), pipeline.Subsets, expression).Tasks.Select(t => t.Label);
    }
}
