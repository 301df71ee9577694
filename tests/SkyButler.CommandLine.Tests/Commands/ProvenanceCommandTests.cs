using System.Text.Json.Nodes;
using SkyButler.CommandLine.Tests.Support;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Commands;

/// <summary>Commands that tell what was executed, on the reference's runs.</summary>
public sealed class ProvenanceCommandTests : IDisposable
{
    private readonly TemporaryDirectory copy = SharedFiles.CopyGolden("runs/repo");
    private readonly TemporaryDirectory folder = new();

    public void Dispose()
    {
        copy.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task What_was_executed_is_asked_for_once_it_was_gathered()
    {
        (await CommandRun.OfAsync("butler", "query-provenance", copy.Path, "--format", "jsonl")).Output.ShouldBe("");
        await GatherAsync();

        (await ListAsync("--runs", "u/me/ok/*")).ShouldHaveSingleItem()["wall_seconds"]!.GetValue<double>().ShouldBe(1.1);
        var tasks = await ListAsync("--by", "task", "--runs", "u/me/fail/*", "--tasks", "step?");
        tasks.Select(t => (t["task"]!.GetValue<string>(), t["status"]!.GetValue<string>(), t["quanta"]!.GetValue<int>())).ShouldBe(
            [("stepA", "Successful", 7), ("stepA", "Failed", 1), ("stepB", "Successful", 7), ("stepB", "Blocked", 1), ("stepC", "Successful", 7), ("stepC", "Blocked", 1)], ignoreOrder: true);
        var failed = (await ListAsync("--by", "quantum", "--status", "failed")).ShouldHaveSingleItem();
        (failed["task"]!.GetValue<string>(), failed["error"]!.GetValue<string>(), failed["message"]!.GetValue<string>(), failed["host"]!.GetValue<string>()).ShouldBe(
            ("stepA", "RuntimeError", "asked to fail on 10041", "vm"));
    }

    [Fact]
    public async Task A_dataset_is_followed_both_ways()
    {
        await GatherAsync();
        var back = await ListAsync("gathered", "instrument=CamA", "exposure=1005", "--collections", "u/me/ok");
        back.GroupBy(d => d["type"]!.GetValue<string>()).Select(g => (g.Key, g.Count())).Order().ShouldBe([("a_out", 4), ("b_out", 4), ("bias_info", 4), ("c_out", 4), ("gathered", 1), ("raw_md", 4)]);
        (await ListAsync(back[0]["id"]!.GetValue<string>(), "--depth", "1")).Count.ShouldBe(9);
        var forth = await ListAsync("raw_md", "instrument=CamA", "exposure=1004", "detector=1", "--collections", "CamA/raw/all", "--forwards");
        // Nothing came of it in the failed run.
        forth.Select(d => d["type"]!.GetValue<string>()).ShouldBe(["raw_md", "a_out", "b_out", "c_out", "gathered"]);
        forth.Skip(1).ShouldAllBe(d => d["run"]!.GetValue<string>().StartsWith("u/me/ok/", StringComparison.Ordinal));

        (await CommandRun.OfAsync("butler", "query-provenance", copy.Path, "gathered", "exposure=1005")).Error.ShouldContain("--collections");
        (await CommandRun.OfAsync("butler", "query-provenance", copy.Path, "gathered", "instrument=CamA", "exposure=1006", "--collections", "u/me/ok")).Error.ShouldContain("There is no dataset 'gathered'");
        (await CommandRun.OfAsync("butler", "query-provenance", copy.Path, "--status", "failed")).Error.ShouldContain("give --by task or --by quantum");
        (await CommandRun.OfAsync("butler", "query-provenance", copy.Path, "--forwards")).Error.ShouldContain("--forwards goes with a dataset");
        (await CommandRun.OfAsync("butler", "query-provenance", copy.Path, Guid.NewGuid().ToString())).Error.ShouldContain("Nothing is recorded of quanta that used or made the dataset");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Outcomes_are_counted_from_a_provenance_graph_and_from_what_is_recorded(bool fromGraph)
    {
        await GatherAsync();
        string[] source = fromGraph ? [SharedFiles.Golden("runs/fail-provenance.qg")] : [copy.Path, "u/me/fail"];
        var table = await CommandRun.OfAsync("butler", (string[])["provenance-report", .. source, "--status-report", folder.File("failed.json"), "--data-id-table-dir", folder.File("tables"), "--state", "FAILED", "--state", "BLOCKED"]);
        table.ExitCode.ShouldBe(0, table.Error);
        table.Output.Split('\n').Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ShouldContain("stepA 1 0 7 8 8");
        table.Output.ShouldContain("RuntimeError");
        var listed = JsonNode.Parse(await File.ReadAllTextAsync(folder.File("failed.json"), TestContext.Current.CancellationToken))!;
        listed["stepA"]!["FAILED"]!["RuntimeError"]![0]!["data_id"]!.ToJsonString().ShouldBe("""{"instrument":"CamA","detector":1,"exposure":1004}""");
        listed["gather"]!["BLOCKED"]!["UNKNOWN"]!.AsArray().Count.ShouldBe(1);
        (await File.ReadAllTextAsync(folder.File("tables/stepA/FAILED/RuntimeError.ecsv"), TestContext.Current.CancellationToken)).ShouldBe(
            "# %ECSV 1.0\n# ---\n# datatype:\n# - {name: instrument, datatype: string}\n# - {name: detector, datatype: int64}\n# - {name: exposure, datatype: int64}\ninstrument detector exposure\n\"CamA\" 1 1004\n");
        var json = JsonNode.Parse((await CommandRun.OfAsync("butler", (string[])["provenance-report", .. source, "--format", "json"])).Output)!;
        json["quanta"]!.AsArray().Sum(t => t!["Successful"]!.GetValue<int>()).ShouldBe(22);
        json["exceptions"]![0]!["Failures"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task A_page_of_a_finished_run_is_written()
    {
        await GatherAsync();
        var run = await CommandRun.OfAsync("butler", "provenance-report", copy.Path, "u/me/fail", "--report-html", folder.File("run.html"), "--no-quantum-table", "--no-exception-table");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldBe("");
        (await File.ReadAllTextAsync(folder.File("run.html"), TestContext.Current.CancellationToken)).ShouldContain("asked to fail on 10041");
        (await CommandRun.OfAsync("butler", "provenance-report", copy.Path)).Error.ShouldContain("Name the run");
        (await CommandRun.OfAsync("butler", "provenance-report", SharedFiles.Golden("runs/ok.qg"))).Error.ShouldContain("'butler aggregate-graph' makes one that tells what was done");
        (await CommandRun.OfAsync("butler", "provenance-report", SharedFiles.Golden("runs/ok-provenance.qg"), "--state", "FAILD")).Error.ShouldContain("Did you mean 'FAILED'?");
    }

    private async Task GatherAsync()
    {
        foreach (var run in (string[])["ok", "fail"])
        {
            var gathered = await CommandRun.OfAsync("butler", "aggregate-graph", SharedFiles.Golden($"runs/{run}.qg"), copy.Path, "--no-update-output-chain");
            gathered.ExitCode.ShouldBe(0, gathered.Error);
        }
    }

    private async Task<IReadOnlyList<JsonNode>> ListAsync(params IReadOnlyList<string> words)
    {
        var run = await CommandRun.OfAsync("butler", (string[])["query-provenance", copy.Path, .. words, "--format", "jsonl"]);
        run.ExitCode.ShouldBe(0, run.Error);
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];
    }
}
