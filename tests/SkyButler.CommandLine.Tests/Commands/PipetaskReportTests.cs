using SkyButler.CommandLine.Tests.Support;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Commands;

/// <summary>What pipetask says of the reference's runs, and what it removes of them.</summary>
public sealed class PipetaskReportTests : IDisposable
{
    private readonly TemporaryDirectory copy = SharedFiles.CopyGolden("runs/repo");
    private readonly TemporaryDirectory folder = new();

    public void Dispose()
    {
        copy.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_report_tells_of_quanta_datasets_and_errors()
    {
        var run = await CommandRun.OfAsync("pipetask", "report", copy.Path, SharedFiles.Golden("runs/fail.qg"));
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("{instrument: 'CamA', detector: 1, exposure: 1004}       0         7        8");
        run.Output.ShouldContain("failed. Exception RuntimeError: asked to fail on 10041");
        run.Output.Split('\n').ShouldContain(line => line.StartsWith("gathered", StringComparison.Ordinal) && line.TrimEnd().EndsWith("1        2", StringComparison.Ordinal));

        var brief = await CommandRun.OfAsync("pipetask", "report", copy.Path, SharedFiles.Golden("runs/fail.qg"), "--brief");
        brief.Output.ShouldNotContain("RuntimeError");
    }

    [Fact]
    public async Task Reports_are_added_up()
    {
        string one = folder.File("one.json"), sum = folder.File("sum.json");
        (await CommandRun.OfAsync("pipetask", "report", copy.Path, SharedFiles.Golden("runs/fail.qg"), "--force-v2", "--full-output-filename", one)).ExitCode.ShouldBe(0);
        var run = await CommandRun.OfAsync("pipetask", "aggregate-reports", one, one, "--full-output-filename", sum);
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.Split('\n')[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["stepA", "0", "14", "0", "2", "0", "16", "16"]);
        (await File.ReadAllTextAsync(sum, TestContext.Current.CancellationToken)).ShouldContain("\"n_successful\": 14");

        var wrong = await CommandRun.OfAsync("pipetask", "aggregate-reports", SharedFiles.Golden("runs/report-ok.json"));
        wrong.ExitCode.ShouldBe(1);
        wrong.Error.ShouldContain("report-ok.json' is no summary");
        wrong.Error.TrimEnd().ShouldNotContain("\n");
    }

    [Fact]
    public async Task Replaced_runs_and_whole_outputs_are_removed()
    {
        (await CommandRun.OfAsync("butler", "collection-chain", copy.Path, "--mode", "pop", "u/me/fail")).ExitCode.ShouldBe(0);
        var cleanup = await CommandRun.OfAsync("pipetask", "cleanup", "-b", copy.Path, "u/me/fail", "--no-confirm");
        cleanup.ExitCode.ShouldBe(0, cleanup.Error);
        cleanup.Output.ShouldBe("Removed:\n  runs: u/me/fail/20261121T204745Z\n  others: \n");
        (await CommandRun.OfAsync("pipetask", "cleanup", "-b", copy.Path, "u/me/fail", "--no-confirm")).Output.ShouldBe("Did not find any collections to remove.\n");

        var purge = await CommandRun.OfAsync("pipetask", "purge", "-b", copy.Path, "u/me/ok", "--no-confirm");
        purge.ExitCode.ShouldBe(0, purge.Error);
        purge.Output.ShouldBe("Removed:\n  runs: u/me/ok/20261121T204742Z\n  chains: u/me/ok\n  others: \n");
        (await CommandRun.OfAsync("butler", "query-collections", copy.Path, "u/me/*")).Output.ShouldNotContain("u/me/ok");

        var wrong = await CommandRun.OfAsync("pipetask", "purge", "-b", copy.Path, "CamA/raw/all", "--no-confirm");
        wrong.ExitCode.ShouldBe(1);
        wrong.Error.ShouldContain("'CamA/raw/all' is a RUN collection");
    }
}
