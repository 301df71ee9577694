using SkyButler.Pipelines.Contracts;
using SkyButler.Pipelines.Pipelines;
using SkyButler.Pipelines.Tests.Graphs;
using SkyButler.Pipelines.Tests.Mocks;

namespace SkyButler.Pipelines.Tests.Contracts;

public sealed class ContractTests
{
    private const string Pipeline = """
        description: two
        tasks:
          isr:
            class: mock.Task
            config:
              dimensions: [instrument, exposure]
              failOn: ['a', 'b']
              outputs: {out: {dataset_type_name: post, dimensions: [instrument, exposure], minimum: 2}}
          sum:
            class: mock.Task
            config:
              dimensions: [instrument]
              inputs: {in: {dataset_type_name: post, dimensions: [instrument, exposure], multiple: true}}
              outputs: {out: {dataset_type_name: sum, dimensions: [instrument]}}
        """;

    [Theory]
    [InlineData("isr.saveLogOutput", true)]
    [InlineData("not isr.saveLogOutput", false)]
    [InlineData("isr.saveLogOutput == sum.saveLogOutput and len(isr.failOn) == 2", true)]
    [InlineData("isr.outputs['out'].dataset_type_name == sum.inputs['in'].dataset_type_name", true)]
    [InlineData("isr.outputs['out'].dataset_type_name != 'post'", false)]
    [InlineData("'a' in isr.failOn", true)]
    [InlineData("'c' not in isr.failOn", true)]
    [InlineData("'c' in isr.failOn or 'b' in isr.failOn", true)]
    [InlineData("set(isr.failOn) == {'b', 'a'}", true)]
    [InlineData("all(x.startswith('a') for x in isr.failOn)", false)]
    [InlineData("any(x.endswith('b') for x in isr.failOn if x != 'a')", true)]
    [InlineData("[x for x in isr.failOn if x == 'a'] == ['a']", true)]
    [InlineData("[all(x != 'z' for x in isr.failOn)] == [True]", true)]
    [InlineData("1 < isr.outputs['out'].minimum <= 2", true)]
    [InlineData("1 < isr.outputs['out'].minimum < 2", false)]
    [InlineData("(isr.outputs['out'].minimum + 3) * 2 - 1 == 9.0", true)]
    [InlineData("7 // 2 == 3 and 7 % 2 == 1 and 7 / 2 == 3.5", true)]
    [InlineData("isr.failOn[0] == 'a' and isr.failOn[-1] == 'b'", true)]
    [InlineData("None is None and isr.failOn is not None", true)]
    [InlineData("True if isr.saveLogOutput else False", true)]
    [InlineData("len(isr.outputs.keys()) == 1 and isr.outputs.get('no', 'nothing') == 'nothing'", true)]
    [InlineData("max(1, 2) == 2", null)]
    [InlineData("max([1, 3, 2]) == 3 and sorted(['b', 'a']) == ['a', 'b']", true)]
    [InlineData("max([]) == 1", null)]
    [InlineData("'a'.replace('', 'b') == 'a'", null)]
    [InlineData("isr.noSuchField == 1", null)]
    [InlineData("nobody.saveLogOutput", null)]
    [InlineData("__import__('os').system('true')", null)]
    [InlineData("isr.__class__", null)]
    [InlineData("lambda: 1", null)]
    [InlineData("isr.saveLogOutput ==", null)]
    [InlineData("((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((1))))))))", null)]
    public async Task Contracts_hold_or_do_not_or_are_not_understood(string expression, bool? expected) =>
        ContractChecker.Holds(new PipelineContract(expression, null), await TestPipelines.TasksAsync(Pipeline), out _).ShouldBe(expected);

    [Fact]
    public async Task A_broken_contract_is_told_with_its_message()
    {
        var pipeline = await TestPipelines.ParseAsync(Pipeline + "\ncontracts:\n  - contract: isr.saveLogOutput == False\n    msg: logs are not wanted\n");
        var tasks = await TestPipelines.TasksAsync(Pipeline);
        var thrown = Should.Throw<ContractException>(() => Check(pipeline, tasks, new TestLog()));
        thrown.Message.ShouldBe("Contract(s) were not satisfied: 'isr.saveLogOutput == False': logs are not wanted.");
    }

    [Fact]
    public async Task A_contract_that_is_not_understood_is_a_warning()
    {
        var log = new TestLog();
        var pipeline = await TestPipelines.ParseAsync(Pipeline + "\ncontracts: ['open(isr.x).read()']\n");
        Check(pipeline, await TestPipelines.TasksAsync(Pipeline), log);
        log.At(Microsoft.Extensions.Logging.LogLevel.Warning).Single().ShouldContain("can't be evaluated: the function 'open' is not understood");
    }

    private static void Check(Pipeline pipeline, SkyButler.Pipelines.Graphs.TaskGraph tasks, TestLog log) => ContractChecker.Check(pipeline, tasks, log);
}
