using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Execution.Freshness;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Tests.Graphs;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Transfers;

namespace SkyButler.Pipelines.Tests.Execution.Freshness;

/// <summary>Which quanta would run again, why, and that just these do.</summary>
public sealed class FreshnessTests : IDisposable
{
    private const string First = "u/me/ok/20261121T204742Z";
    private readonly MixedRepository repository = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task What_was_done_and_did_not_change_is_fresh()
    {
        await RunAsync();
        var quanta = await JudgeAsync();
        quanta.Count.ShouldBe(26);
        quanta.ShouldAllBe(q => q.IsFresh);
        Line(quanta, "stepA").ShouldEndWith($" is fresh: its results are in '{First}'.");
        var again = await RunAsync(r => r with { IfStale = true, Inputs = [] });
        (again.ExitCode, again.Quanta.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task What_was_never_executed_runs()
    {
        await RunAsync();
        var quanta = await JudgeAsync(r => r with { DataQuery = "instrument='CamA' AND exposure IN (1004..1006)" });
        var others = quanta.Where(q => !q.IsFresh).ToList();
        others.ShouldAllBe(q => q.DataId["exposure"].Number == 1006);
        others[0].Reasons.ShouldBe([new(StaleCause.NeverExecuted, "it was never executed")]);
    }

    [Fact]
    public async Task What_failed_runs_again_and_so_does_what_follows()
    {
        (await RunAsync(edits: ConfigEdit.Parse("stepA:fail_on=[10041]"))).ExitCode.ShouldBe(1);
        var quanta = await JudgeAsync();
        Stale(quanta).ShouldBe(["stepA", "stepB", "stepC", "gather"]);
        Reasons(quanta, "stepA").ShouldBe([$"its last attempt, in '{First}', failed"]);
        var again = await RunAsync(r => r with { IfStale = true, Inputs = [] });
        (again.ExitCode, again.Count(QuantumStatus.Success)).ShouldBe((0, 4));
        (await JudgeAsync()).ShouldAllBe(q => q.IsFresh);
    }

    [Theory]
    [InlineData(false, "its output 'b_out' in 'u/me/ok/20261121T204742Z' is no longer stored")]
    [InlineData(true, "its output 'b_out' is no longer registered in 'u/me/ok/20261121T204742Z'")]
    public async Task What_is_lost_is_made_again(bool purge, string reason)
    {
        await RunAsync();
        await using (var butler = await OpenAsync())
        {
            var lost = await butler.FindDatasetAsync("b_out", Id(1004, 1), ["u/me/ok"], Token);
            await butler.PruneDatasetsAsync([lost!], new PruneOptions { Purge = purge, Unstore = true, Keeping = RemovalKeeping.Unlogged }, Token);
        }

        var quanta = await JudgeAsync();
        Reasons(quanta, "stepB").ShouldBe([reason]);
        Reasons(quanta, "stepC").ShouldHaveSingleItem().ShouldMatch(@"^stepB \{.*detector: 1.*\}, whose output it reads, would run again$");
        Stale(quanta).ShouldBe(["stepB", "stepC", "gather"]);
        (await RunAsync(r => r with { IfStale = true, Inputs = [] })).Count(QuantumStatus.Success).ShouldBe(3);
    }

    [Fact]
    public async Task What_reads_something_that_was_made_again_runs_though_the_run_that_made_it_was_stopped_before()
    {
        await RunAsync();
        await using (var butler = await OpenAsync())
        {
            var lost = await butler.FindDatasetAsync("a_out", Id(1004, 1), ["u/me/ok"], Token);
            await butler.PruneDatasetsAsync([lost!], new PruneOptions { Unstore = true, Keeping = RemovalKeeping.Unlogged }, Token);
        }

        repository.Clock.Advance(TimeSpan.FromMinutes(1));
        // As if it had been stopped after its first task.
        var first = await RunAsync(r => r with { IfStale = true, ExtendRun = true, ClobberOutputs = true, Inputs = [], Pipeline = r.Pipeline with { Location = r.Pipeline.Location + "#stepA" } });
        (first.OutputRun, first.Count(QuantumStatus.Success)).ShouldBe((First, 1));
        var quanta = await JudgeAsync();
        Stale(quanta).ShouldBe(["stepB", "stepC", "gather"]);
        Reasons(quanta, "stepB").ShouldHaveSingleItem().ShouldMatch(@"^stepA \{.*detector: 1.*\}, whose output it reads, was executed again after it$");
        (await RunAsync(r => r with { IfStale = true, ExtendRun = true, ClobberOutputs = true, Inputs = [] })).Count(QuantumStatus.Success).ShouldBe(3);
        (await JudgeAsync()).ShouldAllBe(q => q.IsFresh);
    }

    [Fact]
    public async Task Another_configuration_makes_its_task_and_what_follows_run_in_a_new_run()
    {
        await RunAsync();
        PipelineEdit edit = ConfigEdit.Parse("stepB:mul=3");
        var quanta = await JudgeAsync(edits: edit);
        Reasons(quanta, "stepB").ShouldBe([$"the configuration of 'stepB' is another than in '{First}' (mul: 2 -> 3)"]);
        quanta.Count(q => !q.IsFresh).ShouldBe(18);
        repository.Clock.Advance(TimeSpan.FromMinutes(1));
        var result = await RunAsync(r => r with { IfStale = true, Inputs = [] }, edit);
        (result.ExitCode, result.Count(QuantumStatus.Success), result.OutputRun).ShouldBe((0, 18, "u/me/ok/20261121T204842Z"));
        await using var butler = await repository.OpenAsync();
        ((IReadOnlyDictionary<string, object?>)await butler.GetAsync("b_out", Id(1004, 1), ["u/me/ok"], null, Token))["value"].ShouldBe(3 * 10046L);
        (await JudgeAsync(edits: edit)).ShouldAllBe(q => q.IsFresh);
        // What changes no outputs does not count.
        (await JudgeAsync(edits: [edit, ConfigEdit.Parse("stepA:fail_on=[1]")])).ShouldAllBe(q => q.IsFresh);
    }

    [Fact]
    public async Task Another_version_of_the_code_makes_its_tasks_run()
    {
        await RunAsync();
        var file = Directory.EnumerateFiles(Path.Combine(repository.Root, First, "packages"), "*", SearchOption.AllDirectories).Single();
        var name = typeof(FreshnessTests).Assembly.GetName().Name;
        await File.WriteAllLinesAsync(file, (await File.ReadAllLinesAsync(file, Token)).Select(l => l.StartsWith($"{name}:", StringComparison.Ordinal) ? l[..^1] + "x" : l), Token);
        var quanta = await JudgeAsync();
        quanta.ShouldAllBe(q => q.Reasons[0].Cause == StaleCause.CodeVersion);
        Reasons(quanta, "stepA").ShouldHaveSingleItem().ShouldStartWith($"the code of 'stepA' is another than in '{First}' ({name}: ");
    }

    [Fact]
    public async Task Other_inputs_make_those_run_that_read_them()
    {
        await RunAsync();
        await using (var butler = await OpenAsync())
        {
            var raw = (await butler.FindDatasetAsync("raw_md", Id(1004, 1), ["CamA/raw/all"], Token))!;
            await butler.Registry.Collections.RegisterAsync(["CamA/raw/new"], CollectionType.Run, null, Token);
            await butler.PutAsync([(await butler.GetAsync(raw, null, Token), new DatasetRef(raw.DatasetType, raw.DataId, "CamA/raw/new", Guid.CreateVersion7()))], Token);
            await butler.Registry.Collections.EditChainAsync("u/me/ok", ChainEdit.Prepend, ["CamA/raw/new"], Token);
        }

        var quanta = await JudgeAsync();
        Stale(quanta).ShouldBe(["stepA", "stepB", "stepC", "gather"]);
        Reasons(quanta, "stepA").ShouldHaveSingleItem().ShouldMatch(@"^its input 'raw_md' \{.*\} is another dataset now, of 'CamA/raw/new' instead of 'CamA/raw/all'$");
    }

    [Fact]
    public async Task What_is_no_input_any_more_counts_too()
    {
        await RunAsync();
        await using (var butler = await OpenAsync())
            await butler.Registry.Collections.EditChainAsync("u/me/ok", ChainEdit.Remove, ["CamA/calib"], Token);
        var quanta = await JudgeAsync();
        Stale(quanta).Distinct().ShouldBe(["gather"]);
        var reasons = quanta.First(q => q.TaskLabel == "gather").Reasons.Select(r => r.Text).ToList();
        reasons.Count.ShouldBe(4);
        reasons[0].ShouldMatch(@"^it read 'bias_info' \{.*\} then, which is no input of it now$");
        reasons[3].ShouldBe("1 more of its inputs differ");
    }

    [Fact]
    public async Task Of_a_run_that_recorded_nothing_nobody_knows()
    {
        await RunAsync();
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(repository.Root, "gen3.sqlite3")};Pooling=False"))
        {
            await connection.OpenAsync(Token);
            await using var tables = connection.CreateCommand();
            tables.CommandText = "SELECT group_concat('DELETE FROM ' || name, ';') FROM sqlite_master WHERE type = 'table' AND name LIKE 'skybutler_%'";
            await using var delete = connection.CreateCommand();
#pragma warning disable CA2100 // Made of names of the test's own tables.
            delete.CommandText = (string)(await tables.ExecuteScalarAsync(Token))!;
#pragma warning restore CA2100
            await delete.ExecuteNonQueryAsync(Token);
        }

        Reasons(await JudgeAsync(), "stepA").ShouldBe([$"what it read for the results in '{First}' was not recorded"]);
    }

    [Fact]
    public async Task To_skip_and_to_find_out_contradict_each_other() =>
        (await Should.ThrowAsync<PipelineException>(() => JudgeAsync(r => r with { SkipExisting = true, Inputs = ["CamA/defaults"] }))).Message.ShouldContain("--if-stale");

    private Task<Butler> OpenAsync() => Butler.OpenAsync(repository.Root, new() { Access = RegistryAccess.ReadWrite }, Token);

    private static string Line(IReadOnlyList<QuantumFreshness> quanta, string label) => One(quanta, label).ToString();

    private static IEnumerable<string> Reasons(IReadOnlyList<QuantumFreshness> quanta, string label) => One(quanta, label).Reasons.Select(r => r.Text);

    private static IEnumerable<string> Stale(IReadOnlyList<QuantumFreshness> quanta) => quanta.Where(q => !q.IsFresh).Select(q => q.TaskLabel);

    private static QuantumFreshness One(IReadOnlyList<QuantumFreshness> quanta, string label) =>
        quanta.Single(q => q.TaskLabel == label && q.DataId["detector"].Number == 1 && q.DataId["exposure"].Number == 1004);

    private Task<IReadOnlyList<QuantumFreshness>> JudgeAsync(Func<GraphRequest, GraphRequest>? change = null, params PipelineEdit[] edits) =>
        repository.Runner.WhyRunAsync((change ?? (r => r))(Request(edits) with { Inputs = [] }), Token);

    private Task<RunResult> RunAsync(Func<GraphRequest, GraphRequest>? change = null, params PipelineEdit[] edits) =>
        repository.Runner.RunAsync(new RunRequest { Graph = (change ?? (r => r))(Request(edits)), RegisterDatasetTypes = true }, Token);

    private GraphRequest Request(PipelineEdit[] edits)
    {
        var request = repository.Request(TestPipelines.Peer, "instrument='CamA' AND exposure IN (1004,1005)", "u/me/ok", "CamA/defaults");
        return request with { Pipeline = request.Pipeline with { Edits = edits } };
    }

    private static DataId Id(long exposure, long detector) => new() { ["instrument"] = "CamA", ["exposure"] = exposure, ["detector"] = detector };
}
