using SkyButler.Pipelines.Linting;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Showing;
using SkyButler.Pipelines.Tests.Execution;
using SkyButler.Pipelines.Tests.Graphs;

namespace SkyButler.Pipelines.Tests.Linting;

/// <summary>What can't work in a pipeline is found before any data are touched (<c>pipetask lint</c>).</summary>
public sealed class PipelineLinterTests : IDisposable
{
    private const string Foreign = """
        description: of the original
        tasks:
          isr: lsst.ip.isr.IsrTask
          calibrate: {class: lsst.pipe.tasks.calibrate.CalibrateTask, config: {doAstrometry: false}}
        subsets:
          single: {subset: [isr, calibrate], description: both}
        contracts:
          - contract: isr.connections.outputExposure == calibrate.connections.exposure
        """;

    private readonly MixedRepository repository = new();

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task A_pipeline_in_order_has_no_findings()
    {
        var text = TestPipelines.Peer.Replace("peertasks.CamA", "CamA", StringComparison.Ordinal);
        (await LintAsync(text)).ShouldBeEmpty();
        (await LintAsync(text, repository.Root)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Everything_is_told_at_once()
    {
        var findings = await LintAsync("""
            description: much is wrong
            parameters: {unused: 1}
            tasks:
              a: no.such.Task
              b: {class: mock.Task, config: {noField: 1}}
              c: {class: mock.Task, config: {failOn: 3}}
            """);
        findings.Count(f => f.Severity == LintSeverity.Error).ShouldBe(3);
        findings.Select(f => f.Message).ShouldContain(m => m.Contains("no.such.Task", StringComparison.Ordinal));
        findings.Select(f => f.Message).ShouldContain(m => m.Contains("noField", StringComparison.Ordinal));
        findings.Select(f => f.Message).ShouldContain(m => m.Contains("failOn", StringComparison.Ordinal));
        findings.Single(f => f.Severity == LintSeverity.Warning).Message.ShouldContain("'unused' is not used");
    }

    [Fact]
    public async Task Contracts_that_do_not_hold_are_errors_and_others_that_nobody_understands_warnings()
    {
        var findings = await LintAsync(TestPipelines.Peer + "\ncontracts: ['stepA.add == 6', 'stepA.add == 5', 'print(stepA)']\n");
        findings.Select(f => f.Severity).ShouldBe([LintSeverity.Error, LintSeverity.Warning]);
        findings[0].Message.ShouldBe("The contract 'stepA.add == 6' does not hold.");
    }

    [Fact]
    public async Task Two_writers_of_one_type_are_told() =>
        (await LintAsync(TestPipelines.Peer.Replace("stepB: peertasks.StepBTask", "stepB: {class: peertasks.StepBTask, config: {connections.out: a_out, connections.inp: raw_md}}", StringComparison.Ordinal)))
            .Single().Message.ShouldContain("'a_out' is written by");

    [Theory]
    [InlineData("[{label: one, dimensions: [exposure]}, {label: two, dimensions: [exposure]}]", "")]
    [InlineData("[{label: one, dimensions: [visit]}, {label: two, dimensions: [exposure]}]", "")]
    [InlineData("[{label: two, dimensions: [exposure]}, {label: one, dimensions: [exposure]}]", "comes before 'one'")]
    [InlineData("[{label: one, dimensions: [exposure]}]", "'stepC' is in no step")]
    [InlineData("[{label: one, dimensions: [exposure]}, {label: two, dimensions: [exposure]}, {label: first, dimensions: []}]", "is in the steps 'one' and 'first'")]
    [InlineData("[{label: one, dimensions: [exposure]}, {label: two, dimensions: [detector]}]", "sharded by 'detector', which its task 'gather'")]
    public async Task Steps_divide_the_tasks_in_the_order_of_the_data(string steps, string problem)
    {
        var findings = await LintAsync(TestPipelines.Peer.TrimEnd() + $"\n  one: [stepA, stepB]\n  two: [stepC, gather]\nsteps: {steps}\n");
        if (problem.Length == 0)
            findings.ShouldBeEmpty();
        else
            findings.ShouldContain(f => f.Severity == LintSeverity.Error && f.Message.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Inputs_that_the_repository_does_not_have_are_told()
    {
        var findings = await LintAsync(TestPipelines.Peer.Replace("peertasks.CamA", "CamA", StringComparison.Ordinal)
            .Replace("add: 5", "add: 5\n      connections.inp: nothing", StringComparison.Ordinal), repository.Root);
        findings.Single().Message.ShouldBe("No dataset type 'nothing' is registered, which stepA.inp needs; ingest or make it first.");
    }

    [Fact]
    public async Task A_pipeline_of_tasks_that_are_not_known_here_can_be_looked_at()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var request = new PipelineRequest { Location = repository.Pipeline(Foreign) };
        await repository.Runner.BuildPipelineAsync(request, [ShowItem.Parse("subsets")], writer, TestContext.Current.CancellationToken);
        writer.ToString().ShouldBe("single:\n  - calibrate\n  - isr\n");
        repository.Log.At(Microsoft.Extensions.Logging.LogLevel.Warning).Single()
            .ShouldBe("2 of 2 tasks have no counterpart here, and can be looked at but not run: isr (lsst.ip.isr.IsrTask), calibrate (lsst.pipe.tasks.calibrate.CalibrateTask).");
        (await Should.ThrowAsync<PipelineException>(() => repository.Runner.BuildPipelineAsync(request, [ShowItem.Parse("config")], writer, TestContext.Current.CancellationToken)))
            .Message.ShouldContain("isr (lsst.ip.isr.IsrTask), calibrate (lsst.pipe.tasks.calibrate.CalibrateTask)");
    }

    private Task<IReadOnlyList<LintFinding>> LintAsync(string pipeline, string? root = null) =>
        repository.Runner.LintAsync(new PipelineRequest { Location = repository.Pipeline(pipeline), Repository = root }, TestContext.Current.CancellationToken);
}
