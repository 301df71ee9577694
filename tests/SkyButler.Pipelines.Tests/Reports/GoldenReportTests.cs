using Microsoft.Extensions.Logging.Abstractions;
using SkyButler.Configuration.Yaml;
using SkyButler.Pipelines.Reports;
using SkyButler.Pipelines.Reports.Campaigns;
using SkyButler.Pipelines.Requests;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Reports;

/// <summary>What is said of the reference's own runs, in a copy.</summary>
public sealed class GoldenReportTests : IDisposable
{
    private readonly TemporaryDirectory copy = SharedFiles.CopyGolden("runs/repo");

    private readonly RunReporter reporter = new(NullLoggerFactory.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => copy.Dispose();

    [Theory]
    [InlineData("ok")]
    [InlineData("fail")]
    public async Task A_run_is_counted_as_the_reference_counts_it(string run)
    {
        var report = await reporter.ReportAsync(Request(run), Token);
        var expected = YamlReader.Read(await File.ReadAllTextAsync(SharedFiles.Golden($"runs/report-{run}.json"), Token));
        report.ToYaml().ShouldBe(YamlWriter.Write(expected, YamlKeyOrder.Sorted));
    }

    [Fact]
    public async Task Failures_are_told_with_their_errors()
    {
        var summary = await reporter.SummarizeAsync(Request("fail"), Token);

        var first = summary.Tasks["stepA"];
        (first.NExpected, first.NSuccessful, first.NFailed, first.NBlocked, first.NUnknown, first.NWonky).ShouldBe((8, 7, 1, 0, 0, 0));
        var failed = first.FailedQuanta.ShouldHaveSingleItem();
        failed.DataId.ToJsonString().ShouldBe("""{"instrument":"CamA","detector":1,"exposure":1004}""");
        failed.Runs.Values.ShouldBe(["FAILED"]);
        failed.Messages.ShouldHaveSingleItem().ShouldContain("asked to fail on 10041");
        (summary.Tasks["gather"].NSuccessful, summary.Tasks["gather"].NBlocked).ShouldBe((1, 1));
        var made = summary.Datasets["a_out"];
        (made.Producer, made.NVisible, made.NUnsuccessful, made.NExpected).ShouldBe(("stepA", 7, 1, 8));
        // The log of the failure is there, and counts as unsuccessful all the same.
        (summary.Datasets["stepA_log"].NVisible, summary.Datasets["stepA_log"].NUnsuccessful, summary.Datasets["stepA_log"].NCursed).ShouldBe((7, 1, 0));
    }

    [Fact]
    public async Task Logs_of_failures_are_cursed_where_that_is_asked_for()
    {
        var request = Request("fail") with { Collections = ["u/me/fail"], CursesFailedLogs = true };
        var cursed = (await reporter.SummarizeAsync(request, Token)).Datasets["stepA_log"].CursedDatasets.ShouldHaveSingleItem();
        cursed.RunVisible.ShouldNotBeNull().ShouldStartWith("u/me/fail/");
        cursed.Messages.ShouldBe(["Unsuccessful dataset stepA_log visible in final output collection."]);
        (await Should.ThrowAsync<PipelineException>(() => reporter.SummarizeAsync(request with { Collections = [] }, Token))).Message.ShouldContain("--collections");
    }

    [Fact]
    public async Task What_succeeded_and_failed_later_makes_no_sense()
    {
        var summary = await reporter.SummarizeAsync(Request("ok", "fail"), Token);

        var first = summary.Tasks["stepA"];
        (first.NExpected, first.NSuccessful, first.NFailed, first.NWonky).ShouldBe((8, 7, 0, 1));
        var wonky = first.WonkyQuanta.ShouldHaveSingleItem();
        wonky.Runs.Values.ShouldBe(["SUCCESSFUL", "FAILED"]);
        wonky.Messages[0].ShouldStartWith("Status went from successful in run 'u/me/ok/");
        (await Should.ThrowAsync<PipelineException>(() => reporter.SummarizeAsync(Request("fail", "ok"), Token))).Message.ShouldContain("oldest first");
    }

    [Fact]
    public async Task Summaries_of_different_data_add_up()
    {
        var one = await reporter.SummarizeAsync(Request("fail"), Token);
        var again = CampaignSummary.FromJson(one.ToJson(), "one.json");
        again.ToJson().ShouldBe(one.ToJson());

        var both = CampaignSummary.Of([one, again]);

        (both.Tasks["stepA"].NSuccessful, both.Tasks["stepA"].NFailed, both.Tasks["gather"].NBlocked).ShouldBe((14, 2, 2));
        both.Datasets["a_out"].NVisible.ShouldBe(14);
        Should.Throw<PipelineException>(() => CampaignSummary.FromJson("{}", "nothing.json")).Message.ShouldContain("nothing.json");
        Should.Throw<PipelineException>(() => CampaignSummary.FromJson("tasks: {}", "yaml.json")).Message.ShouldContain("yaml.json");
    }

    private ReportRequest Request(params IReadOnlyList<string> runs) => new()
    {
        Repository = copy.Path,
        Graphs = [.. runs.Select(r => SharedFiles.Golden($"runs/{r}.qg"))],
        Parallelism = 2,
    };
}
