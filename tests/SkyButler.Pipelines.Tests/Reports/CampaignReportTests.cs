using Microsoft.Extensions.Logging.Abstractions;
using SkyButler.Pipelines.Reports;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Tests.Execution;
using SkyButler.Pipelines.Tests.Graphs;
using SkyButler.Transfers;

namespace SkyButler.Pipelines.Tests.Reports;

/// <summary>Quanta that are followed through runs of our own.</summary>
public sealed class CampaignReportTests : IDisposable
{
    private const string Output = "u/me/campaign";
    private const string Where = "instrument='CamA' AND exposure IN (1004,1005)";
    private readonly MixedRepository repository = new();
    private readonly RunReporter reporter = new(NullLoggerFactory.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task What_failed_and_succeeded_later_is_recovered()
    {
        await RunAsync("first.qg", ConfigEdit.Parse("stepA:fail_on=[10041]"));
        await RunAsync("second.qg");

        var summary = await reporter.SummarizeAsync(Request("first.qg", "second.qg"), Token);

        var first = summary.Tasks["stepA"];
        (first.NExpected, first.NSuccessful, first.NFailed, first.NWonky).ShouldBe((8, 8, 0, 0));
        first.RecoveredQuanta.ShouldHaveSingleItem().ToJsonString().ShouldBe("""{"instrument":"CamA","detector":1,"exposure":1004}""");
        summary.Tasks["gather"].RecoveredQuanta.Count.ShouldBe(1);
        (summary.Datasets["a_out"].NVisible, summary.Datasets["a_out"].NExpected).ShouldBe((8, 8));
    }

    [Fact]
    public async Task What_is_gone_from_the_run_is_not_counted()
    {
        await RunAsync("first.qg");
        await using (var butler = await Butler.OpenAsync(repository.Root, new() { Access = Registry.RegistryAccess.ReadWrite }, Token))
        {
            var graph = (await repository.Runner.BuildGraphAsync(Request(), Token)).Graph;
            var quantum = graph.Quanta.First(q => q.TaskLabel == "stepB");
            var lost = quantum.Outputs.Values.SelectMany(o => o).Where(o => o.DatasetType.Name is "b_out" or "stepB_log").ToList();
            await butler.PruneDatasetsAsync(lost, new PruneOptions { Purge = true, Unstore = true }, Token);
        }

        var report = await reporter.ReportAsync(Request("first.qg"), Token);
        var task = report.Tasks.Single(t => t.Label == "stepB");
        (task.Succeeded, task.Failed.Count, task.Blocked).ShouldBe((8, 0, 0));
        (task.Outputs[0].Produced, task.Outputs[0].NotProduced).ShouldBe((7, 1));
        // Metadata without a log make no sense.
        var wonky = (await reporter.SummarizeAsync(Request("first.qg"), Token)).Tasks["stepB"].WonkyQuanta.ShouldHaveSingleItem();
        wonky.Runs.Values.ShouldBe(["LOGS_MISSING"]);
        wonky.Messages.ShouldHaveSingleItem().ShouldStartWith("Logs missing for run 'u/me/campaign/");
    }

    private GraphRequest Request() => repository.Request(TestPipelines.Peer, Where, Output, "CamA/defaults") with { Pipeline = new(), GraphFile = repository.Beside("first.qg"), ExtendRun = true };

    private ReportRequest Request(params IReadOnlyList<string> files) => new() { Repository = repository.Root, Graphs = [.. files.Select(repository.Beside)] };

    private async Task RunAsync(string file, params IReadOnlyList<PipelineEdit> edits)
    {
        var request = repository.Request(TestPipelines.Peer, Where, Output, "CamA/defaults") with { SaveGraph = repository.Beside(file), SkipExistingIn = [] };
        request = request with { Pipeline = request.Pipeline with { Edits = edits } };
        await repository.Runner.RunAsync(new RunRequest { Graph = request, RegisterDatasetTypes = true }, Token);
    }
}
