using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using SkyButler.Datastores.Contents;
using SkyButler.Dimensions.DataIds;
using SkyButler.History;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Execution.Records;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Tests.Graphs;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Log;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Execution;

/// <summary>The runs that the reference left in golden/runs, done again with tasks that do the same.</summary>
public sealed class GoldenRunTests : IDisposable
{
    private const string Where = "instrument='CamA' AND exposure IN (1004,1005)";
    private readonly MixedRepository repository = new();

    public void Dispose() => repository.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task The_good_run_leaves_what_the_reference_leaves(int processes)
    {
        var result = await RunAsync(processes: processes);
        result.ExitCode.ShouldBe(0);
        result.OutputRun.ShouldBe("u/me/ok/20261121T204742Z");
        result.Count(QuantumStatus.Success).ShouldBe(26);
        await using var butler = await repository.OpenAsync();
        (await ChainAsync(butler, "u/me/ok")).ShouldBe(["u/me/ok/20261121T204742Z", "CamA/raw/all", "CamA/calib", "refcats", "skymaps"]);
        // golden/runs/repo/u/me/ok/…/gathered, c_out, a_out
        var gathered = await GetAsync(butler, "gathered", 1004);
        ((IEnumerable<object?>)gathered["values"]!).ShouldBe([20090L, 20092L, 20094L, 20096L]);
        gathered["n_bias"].ShouldBe(4L);
        (await GetAsync(butler, "a_out", 1004, 1))["value"].ShouldBe(10046L);
        (await GetAsync(butler, "c_out", 1005, 0)).Select(p => (p.Key, p.Value)).ShouldBe([("value", 20110L), ("step", "C")]);
        Files("u/me/ok/20261121T204742Z").ShouldBe(GoldenFiles("u/me/ok/20261121T204742Z"));
        await HasReadableRecordsAsync(butler);
    }

    [Fact]
    public async Task A_failure_fails_only_what_depends_on_it()
    {
        repository.Clock.Advance(TimeSpan.FromSeconds(3));
        var result = await RunAsync("u/me/fail", ConfigEdit.Parse("stepA:fail_on=[10041]"));
        result.ExitCode.ShouldBe(1);
        result.OutputRun.ShouldBe("u/me/fail/20261121T204745Z");
        string[] ended = [.. result.Quanta.Where(q => q.Status != QuantumStatus.Success).Select(q => $"{q.Status} {q.TaskLabel} {q.DataId.Subset(q.DataId.Dimensions)}").Order(StringComparer.Ordinal)];
        ended.Length.ShouldBe(4);
        result.Count(QuantumStatus.Failure).ShouldBe(1);
        result.Count(QuantumStatus.Skipped).ShouldBe(3);
        result.Count(QuantumStatus.Success).ShouldBe(22);
        result.Quanta.Single(q => q.Status == QuantumStatus.Failure).ErrorMessage.ShouldBe("asked to fail on 10041");
        Files("u/me/fail/20261121T204745Z").ShouldBe(GoldenFiles("u/me/fail/20261121T204745Z"));
        repository.Log.At(LogLevel.Error).ShouldContain("One or more tasks failed during execution.");
        await using var butler = await repository.OpenAsync();
        var log = (LogRecords)await butler.GetAsync("stepA_log", DataId(1004, 1), ["u/me/fail"], null, TestContext.Current.CancellationToken);
        log.Records[^1].LevelName.ShouldBe("ERROR");
        ((IReadOnlyDictionary<string, object?>)log.Extra["exception"]!)["message"].ShouldBe("asked to fail on 10041");
        TaskMetadata.FromPlain(log.Extra["metadata"]).Group("quantum").GetList("outputs").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failed_run_is_resumed_by_extending_it()
    {
        (await RunAsync("u/me/fail", ConfigEdit.Parse("stepA:fail_on=[10041]"))).ExitCode.ShouldBe(1);
        // The failed quantum's log is no obstacle, unlike with the reference.
        var request = Request("u/me/fail", ConfigEdit.Parse("stepA:fail_on=[10041]")) with { ExtendRun = true, Inputs = [] };
        var again = await repository.Runner.RunAsync(new RunRequest { Graph = request }, TestContext.Current.CancellationToken);
        (again.Count(QuantumStatus.Success), again.Count(QuantumStatus.Failure), again.Count(QuantumStatus.Skipped)).ShouldBe((0, 1, 3));
        repository.Log.At(LogLevel.Information).ShouldContain(m => m.StartsWith("Removing 1 outputs of an earlier attempt at stepA", StringComparison.Ordinal));

        await using var butler = await repository.OpenAsync();
        var log = (LogRecords)await butler.GetAsync("stepA_log", DataId(1004, 1), ["u/me/fail"], null, TestContext.Current.CancellationToken);
        var earlier = (IReadOnlyDictionary<string, object?>)((IReadOnlyList<object?>)log.Extra["previous_attempts"]!).ShouldHaveSingleItem()!;
        ((IReadOnlyDictionary<string, object?>)earlier["exception"]!)["message"].ShouldBe("asked to fail on 10041");
        ((IReadOnlyList<object?>)earlier["logs"]!).Count.ShouldBe(log.Records.Count - 1);
    }

    [Fact]
    public async Task Outputs_without_metadata_are_replaced_only_if_asked()
    {
        await RunAsync("u/me/ok");
        await using (var butler = await Butler.OpenAsync(repository.Root, new() { Access = Registry.RegistryAccess.ReadWrite }, TestContext.Current.CancellationToken))
        {
            var lost = await butler.FindDatasetAsync("stepA_metadata", DataId(1004, 1), ["u/me/ok"], TestContext.Current.CancellationToken);
            await butler.PruneDatasetsAsync([lost!], new Transfers.PruneOptions { Purge = true, Unstore = true }, TestContext.Current.CancellationToken);
        }

        var request = Request("u/me/ok") with { ExtendRun = true, Inputs = [] };
        (await Should.ThrowAsync<PipelineException>(() => repository.Runner.RunAsync(new RunRequest { Graph = request }, TestContext.Current.CancellationToken)))
            .Message.ShouldContain("--clobber-outputs");
        var again = await repository.Runner.RunAsync(new RunRequest { Graph = request with { ClobberOutputs = true } }, TestContext.Current.CancellationToken);
        (again.Count(QuantumStatus.Success), again.Quanta.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Another_configuration_is_refused_with_the_difference()
    {
        await RunAsync();
        var request = Request("u/me/ok", ConfigEdit.Parse("stepA:add=6")) with { ExtendRun = true, Inputs = [], DataQuery = "instrument='CamA' AND exposure IN (1004..1006)" };
        (await Should.ThrowAsync<PipelineException>(() => repository.Runner.RunAsync(new RunRequest { Graph = request }, TestContext.Current.CancellationToken)))
            .Message.ShouldBe("Config does not match existing task config 'stepA_config' in 'u/me/ok/20261121T204742Z': add: 5 -> 6; use a new run.");
    }

    [Fact]
    public async Task What_changes_no_outputs_may_differ_when_a_run_is_extended()
    {
        (await RunAsync("u/me/fail", ConfigEdit.Parse("stepA:fail_on=[10041]"))).ExitCode.ShouldBe(1);
        var again = await repository.Runner.RunAsync(new RunRequest { Graph = Request("u/me/fail") with { ExtendRun = true, Inputs = [] } }, TestContext.Current.CancellationToken);
        (again.ExitCode, again.Count(QuantumStatus.Success)).ShouldBe((0, 4));
        repository.Log.At(LogLevel.Information).ShouldContain(
            "The configuration of task 'stepA' differs from the one in 'u/me/fail/20261121T204742Z' in what changes no outputs (fail_on: [10041] -> []); the stored one stays.");
        await using var butler = await repository.OpenAsync();
        ((IEnumerable<object?>)(await GetAsync(butler, "gathered", 1004, collection: "u/me/fail"))["values"]!).ShouldBe([20090L, 20092L, 20094L, 20096L]);
    }

    [Fact]
    public async Task A_configuration_with_which_nothing_succeeded_is_replaced()
    {
        (await RunAsync("u/me/fail", ConfigEdit.Parse("stepA:fail_on=[10040,10041,10042,10043,10050,10051,10052,10053]"))).Count(QuantumStatus.Success).ShouldBe(0);
        var request = Request("u/me/fail", ConfigEdit.Parse("stepA:add=6")) with { ExtendRun = true, Inputs = [] };
        var again = await repository.Runner.RunAsync(new RunRequest { Graph = request }, TestContext.Current.CancellationToken);
        (again.ExitCode, again.Count(QuantumStatus.Success)).ShouldBe((0, 26));
        repository.Log.At(LogLevel.Information).ShouldContain(m => m.StartsWith("The configuration of task 'stepA' in 'u/me/fail/20261121T204742Z' is replaced (add: 5 -> 6;", StringComparison.Ordinal));
        await using var butler = await repository.OpenAsync();
        ((ConfigText)await butler.GetAsync("stepA_config", [], ["u/me/fail"], null, TestContext.Current.CancellationToken)).Text.ShouldContain("config.add=6");
    }

    [Fact]
    public async Task A_configuration_with_which_another_process_is_at_work_is_not_replaced()
    {
        (await RunAsync("u/me/fail", ConfigEdit.Parse("stepA:fail_on=[10040,10041,10042,10043,10050,10051,10052,10053]"))).Count(QuantumStatus.Success).ShouldBe(0);
        var request = Request("u/me/fail", ConfigEdit.Parse("stepA:add=6")) with { ExtendRun = true, Inputs = [] };
        await using var other = await Butler.OpenAsync(repository.Root, new() { Access = RegistryAccess.ReadWrite }, TestContext.Current.CancellationToken);
        await using (await other.TryHoldRunAsync("u/me/fail/20261121T204742Z", TestContext.Current.CancellationToken))
        {
            (await Should.ThrowAsync<PipelineException>(() => repository.Runner.RunAsync(new RunRequest { Graph = request }, TestContext.Current.CancellationToken))).Message.ShouldStartWith(
                "Config does not match existing task config 'stepA_config' in 'u/me/fail/20261121T204742Z', with which another process is at work there: add: 5 -> 6;");
        }

        (await repository.Runner.RunAsync(new RunRequest { Graph = request }, TestContext.Current.CancellationToken)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Extending_a_run_does_what_is_new_alone()
    {
        await RunAsync();
        var request = Request("u/me/ok") with { ExtendRun = true, Inputs = [], DataQuery = "instrument='CamA' AND exposure IN (1004..1006)" };
        var result = await repository.Runner.RunAsync(new RunRequest { Graph = request }, TestContext.Current.CancellationToken);
        result.ExitCode.ShouldBe(0);
        result.Quanta.Select(q => q.DataId["exposure"].Number).Distinct().ShouldBe([1006L]);
        result.Quanta.Count.ShouldBe(13);
    }

    [Fact]
    public async Task Nothing_left_to_do_is_an_empty_graph_and_exit_code_1()
    {
        await RunAsync();
        var result = await repository.Runner.RunAsync(new RunRequest { Graph = Request("u/me/ok") with { ExtendRun = true, Inputs = [] } }, TestContext.Current.CancellationToken);
        result.ExitCode.ShouldBe(1);
        repository.Log.At(LogLevel.Error).ShouldContain("QuantumGraph was empty; ERROR logs above should provide details.");
    }

    [Theory]
    [InlineData(PruneReplaced.Unstore)]
    [InlineData(PruneReplaced.Purge)]
    public async Task An_input_that_stands_first_in_the_chain_is_not_pruned(PruneReplaced prune)
    {
        await using (var butler = await Butler.OpenAsync(repository.Root, new() { Access = RegistryAccess.ReadWrite }, TestContext.Current.CancellationToken))
        {
            await butler.Registry.Collections.RegisterAsync(["u/me/ok"], CollectionType.Chained, null, TestContext.Current.CancellationToken);
            await butler.Registry.Collections.EditChainAsync(
                "u/me/ok", ChainEdit.Redefine, ["CamA/raw/all", "CamA/calib", "refcats", "skymaps"], TestContext.Current.CancellationToken);
        }

        var request = Request("u/me/ok") with { ReplaceRun = true, PruneReplaced = prune, Inputs = [] };
        (await Should.ThrowAsync<PipelineException>(() => repository.Runner.RunAsync(new RunRequest { Graph = request }, TestContext.Current.CancellationToken)))
            .Message.ShouldContain("CamA/raw/all");
        await using var after = await repository.OpenAsync();
        (await ChainAsync(after, "u/me/ok")).ShouldBe(["CamA/raw/all", "CamA/calib", "refcats", "skymaps"]);
    }

    [Theory]
    [InlineData(PruneReplaced.Keep)]
    [InlineData(PruneReplaced.Unstore)]
    [InlineData(PruneReplaced.Purge)]
    public async Task A_replaced_run_leaves_the_chain(PruneReplaced prune)
    {
        var first = (await RunAsync()).OutputRun;
        repository.Clock.Advance(TimeSpan.FromMinutes(1));
        var request = Request("u/me/ok") with { ReplaceRun = true, PruneReplaced = prune, Inputs = [] };
        var second = await repository.Runner.RunAsync(new RunRequest { Graph = request }, TestContext.Current.CancellationToken);
        second.ExitCode.ShouldBe(0);
        second.OutputRun.ShouldBe("u/me/ok/20261121T204842Z");
        await using var butler = await repository.OpenAsync();
        (await ChainAsync(butler, "u/me/ok")).ShouldBe([second.OutputRun, "CamA/raw/all", "CamA/calib", "refcats", "skymaps"]);
        (await butler.Registry.Collections.FindAsync(first, TestContext.Current.CancellationToken) is null).ShouldBe(prune == PruneReplaced.Purge);
        Files(first).Select(f => f.Split('/')[0]).Distinct().Order(StringComparer.Ordinal).ShouldBe(prune switch
        {
            PruneReplaced.Keep => ["a_out", "b_out", "c_out", "gather_config", "gather_log", "gather_metadata", "gathered", "packages", "stepA_config", "stepA_log", "stepA_metadata", "stepB_config", "stepB_log", "stepB_metadata", "stepC_config", "stepC_log", "stepC_metadata"],
            PruneReplaced.Unstore => ["gather_config", "packages", "stepA_config", "stepB_config", "stepC_config"],
            _ => [],
        });
        var log = await RepositoryHistory.ReadAsync(butler, cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        log.Select(e => (e.Action, e.Subject)).ShouldBe(Enumerable.Repeat((LogAction.EditChain, "u/me/ok (by pipetask run)"), 2));
        Directory.Exists(Path.Combine(repository.Root, ".skybutler", "bin")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_report_says_what_the_reference_says()
    {
        var request = Request("u/me/ok") with { Summary = repository.Beside("ok.json") };
        await repository.Runner.RunAsync(new RunRequest { Graph = request, RegisterDatasetTypes = true }, TestContext.Current.CancellationToken);
        var ours = JsonNode.Parse(await File.ReadAllTextAsync(repository.Beside("ok.json"), TestContext.Current.CancellationToken))!;
        var theirs = JsonNode.Parse(await File.ReadAllTextAsync(SharedFiles.Golden("runs/ok.json"), TestContext.Current.CancellationToken))!;
        ours["status"]!.GetValue<string>().ShouldBe("success");
        foreach (var name in (string[])["inputCollection", "outputCollection", "outputRun", "qgraphTaskSummaries"])
            JsonNode.DeepEquals(ours["qgraphSummary"]![name], theirs["qgraphSummary"]![name]).ShouldBeTrue(name);
        Quanta(ours).ShouldBe(Quanta(theirs), ignoreOrder: true);
    }

    [Fact]
    public async Task The_drawing_has_the_reference_s_nodes_and_arrows()
    {
        var request = Request("u/me/ok") with { GraphDot = repository.Beside("ok.dot"), GraphMermaid = repository.Beside("ok.mmd") };
        await repository.Runner.BuildGraphAsync(request, TestContext.Current.CancellationToken);
        foreach (var name in (string[])["ok.dot", "ok.mmd"])
        {
            var ours = await File.ReadAllTextAsync(repository.Beside(name), TestContext.Current.CancellationToken);
            var theirs = await File.ReadAllTextAsync(SharedFiles.Golden($"runs/{name}"), TestContext.Current.CancellationToken);
            Anonymous(ours).ShouldBe(Anonymous(theirs), name);
        }
    }

    [Fact]
    public async Task A_saved_graph_runs_as_the_one_that_was_built()
    {
        var file = repository.Beside("ok.qg");
        var built = await repository.Runner.BuildGraphAsync(Request("u/me/ok") with { SaveGraph = file }, TestContext.Current.CancellationToken);
        var load = Request("u/me/ok") with { Pipeline = new PipelineRequest(), GraphFile = file };
        var result = await repository.Runner.RunAsync(new RunRequest { Graph = load, RegisterDatasetTypes = true }, TestContext.Current.CancellationToken);
        result.ExitCode.ShouldBe(0);
        result.Quanta.Select(q => q.QuantumId).ShouldBe(built.Graph.Quanta.Select(q => q.Id), ignoreOrder: true);
        Files("u/me/ok/20261121T204742Z").ShouldBe(GoldenFiles("u/me/ok/20261121T204742Z"));
    }

    [Fact]
    public async Task The_graph_file_of_the_reference_opens_and_shows_the_same()
    {
        var request = Request("u/me/ok") with { Pipeline = new PipelineRequest(), GraphFile = SharedFiles.Golden("runs/ok.qg") };
        var loaded = (await repository.Runner.BuildGraphAsync(request, TestContext.Current.CancellationToken)).Graph;
        loaded.TaskCounts.ShouldBe([("stepA", 8), ("stepB", 8), ("stepC", 8), ("gather", 2)]);
        loaded.OutputRun.ShouldBe("u/me/ok/20261121T204742Z");
        var gather = loaded.Quanta.Single(q => q.Id == Guid.Parse("01a1ffdd-681c-70dd-84b6-59b2b3cb3088"));
        gather.DataId["exposure"].Number.ShouldBe(1004);
        gather.Inputs["inp"].Count.ShouldBe(4);
        gather.Inputs["bias"].Count.ShouldBe(4);
        loaded.Packages!.Id.ShouldBe(Guid.Parse("01a1ffdd-6819-7e8e-ad94-f0b11496f73d"));
    }

    [Fact]
    public async Task Unregistered_dataset_types_are_refused_before_anything_is_made()
    {
        (await Should.ThrowAsync<PipelineException>(() => repository.Runner.RunAsync(new RunRequest { Graph = Request("u/me/ok") }, TestContext.Current.CancellationToken)))
            .Message.ShouldStartWith("These dataset types are not registered: a_out, b_out,");
        await using var butler = await repository.OpenAsync();
        (await butler.Registry.Collections.FindAsync("u/me/ok", TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    private GraphRequest Request(string output, params IReadOnlyList<PipelineEdit> edits)
    {
        var request = repository.Request(TestPipelines.Peer, Where, output, "CamA/defaults");
        return request with { Pipeline = request.Pipeline with { Edits = edits } };
    }

    private Task<RunResult> RunAsync(string output = "u/me/ok", params IReadOnlyList<PipelineEdit> edits) => RunAsync(output, 1, edits);

    private Task<RunResult> RunAsync(int processes) => RunAsync("u/me/ok", processes);

    private Task<RunResult> RunAsync(string output, int processes, params IReadOnlyList<PipelineEdit> edits) => repository.Runner.RunAsync(
        new RunRequest { Graph = Request(output, edits), RegisterDatasetTypes = true, Processes = processes }, TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<string>> ChainAsync(Butler butler, string name) =>
        (await butler.Registry.Collections.GetAsync(name, TestContext.Current.CancellationToken)).Children;

    private static async Task<OrderedDictionary<string, object?>> GetAsync(Butler butler, string type, long exposure, long? detector = null, string collection = "u/me/ok") =>
        (OrderedDictionary<string, object?>)await butler.GetAsync(type, DataId(exposure, detector), [collection], null, TestContext.Current.CancellationToken);

    private static DataId DataId(long exposure, long? detector)
    {
        var dataId = new DataId { ["instrument"] = "CamA", ["exposure"] = exposure };
        if (detector is { } number)
            dataId["detector"] = number;
        return dataId;
    }

    private static async Task HasReadableRecordsAsync(Butler butler)
    {
        var token = TestContext.Current.CancellationToken;
        var metadata = TaskMetadata.FromPlain(await butler.GetAsync("gather_metadata", DataId(1004, null), ["u/me/ok"], null, token));
        metadata.Group("quantum")["caveats"].ShouldBe(0L);
        metadata.Group("quantum").GetList("outputs").Count.ShouldBe(1);
        metadata["quantum.butler_metrics.n_get"].ShouldBe(8L);
        var log = (LogRecords)await butler.GetAsync("gather_log", DataId(1004, null), ["u/me/ok"], null, token);
        log.Records[0].Message.ShouldStartWith("Preparing execution of quantum for label=gather dataId={instrument: 'CamA', exposure: 1004, band: 'g',");
        log.Records[0].Labels["RUN"].ShouldBe("u/me/ok/20261121T204742Z");
        var config = (ConfigText)await butler.GetAsync("stepA_config", [], ["u/me/ok"], null, token);
        config.Text.ShouldContain("config.add=5\n");
        var packages = (IReadOnlyDictionary<string, object?>)await butler.GetAsync("packages", [], ["u/me/ok"], null, token);
        packages.Keys.ShouldContain("SkyButler.Pipelines");
        var count = 0;
        await foreach (var _ in butler.Queries.DatasetsAsync(new DatasetQuery { DatasetType = "stepA_metadata", Collections = ["u/me/ok"] }, token))
            count++;
        count.ShouldBe(8);
    }

    private IEnumerable<string> Files(string run) => FilesBelow(Path.Combine(repository.Root, run));

    private static IEnumerable<string> GoldenFiles(string run) => FilesBelow(SharedFiles.Golden($"runs/repo/{run}"));

    private static IEnumerable<string> FilesBelow(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)
        : [];

    private static IEnumerable<string> Quanta(JsonNode report) => report["quantaReports"]!.AsArray().Select(q => $"{q!["taskLabel"]} {q["status"]} {q["dataId"]!.ToJsonString()}");

    // Lines without identifiers, sorted; identifiers of datasets that exist already are kept by the label rows that they have.
    private static IEnumerable<string> Anonymous(string drawing) => drawing.Split('\n').Select(Anonymize).Order(StringComparer.Ordinal);

    private static string Anonymize(string line) =>
        System.Text.RegularExpressions.Regex.Replace(line, "u?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}", "ID", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
