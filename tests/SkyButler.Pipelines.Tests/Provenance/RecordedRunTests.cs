using SkyButler.Datasets;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Tests.Execution;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Tests.Provenance;

/// <summary>What is recorded of quanta while they are executed.</summary>
public sealed class RecordedRunTests : IDisposable
{
    private readonly GoldenPipeline pipeline = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => pipeline.Dispose();

    [Fact]
    public async Task A_run_tells_when_where_and_with_what_each_quantum_was_executed()
    {
        var result = await pipeline.RunAsync();

        await using var butler = await pipeline.Repository.OpenAsync();
        var execution = (await butler.Registry.Provenance.ExecutionsAsync([], Token).ToListAsync(Token)).ShouldHaveSingleItem();
        (execution.Run, execution.Command, execution.Host, execution.Quanta, execution.ExitCode).ShouldBe((result.OutputRun, "pipetask run", Environment.MachineName, 26, 0));
        execution.Begin.ShouldBe(pipeline.Repository.Clock.GetUtcNow());
        execution.End.ShouldBe(pipeline.Repository.Clock.GetUtcNow());
        var quanta = await QuantaAsync(butler);
        quanta.Count.ShouldBe(26);
        quanta.ShouldAllBe(q => q.Status == AttemptStatus.Successful && q.Caveats == 0 && q.Host == Environment.MachineName && q.Process == Environment.ProcessId);
        quanta.ShouldAllBe(q => q.CpuTime >= 0 && q.Memory > 1 << 20 && q.Begin <= q.Start && q.Start <= q.End);
        quanta.Select(q => q.Quantum).ShouldBe(result.Quanta.Select(q => q.QuantumId), ignoreOrder: true);
        quanta.Single(q => q.Task == "gather" && q.DataId == """{"instrument": "CamA", "exposure": 1004}""").ErrorType.ShouldBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Datasets_are_known_with_the_quanta_that_used_and_made_them(bool inProcesses)
    {
        await pipeline.RunAsync(change: r => inProcesses ? r with { Worker = WorkerCommand.In(pipeline.Repository), Processes = 2 } : r);

        await using var butler = await pipeline.Repository.OpenAsync();
        var gathered = await FindAsync(butler, "gathered", "exposure=1004");
        var made = (await butler.Registry.Provenance.OfDatasetsAsync([gathered.Id], Token).ToListAsync(Token)).ShouldHaveSingleItem();
        made.Role.ShouldBe(DatasetRole.Output);
        var uses = await butler.Registry.Provenance.OfQuantaAsync([made.Quantum], Token).ToListAsync(Token);
        // Four of c_out, four of bias_info; the output, metadata and log.
        uses.Count(u => u.Role == DatasetRole.Input).ShouldBe(8);
        uses.Count(u => u.Role == DatasetRole.Output).ShouldBe(3);
        uses.Count.ShouldBe(11);
        var raw = await FindAsync(butler, "raw_md", "exposure=1004 AND detector=1", "CamA/raw/all");
        var readers = await butler.Registry.Provenance.OfDatasetsAsync([raw.Id], Token).ToListAsync(Token);
        readers.ShouldHaveSingleItem().Role.ShouldBe(DatasetRole.Input);
    }

    [Fact]
    public async Task A_failure_is_recorded_with_its_message_and_what_it_kept_from_being_tried()
    {
        (await pipeline.FailAsync()).ExitCode.ShouldBe(1);

        await using var butler = await pipeline.Repository.OpenAsync();
        var quanta = await QuantaAsync(butler);
        quanta.CountBy(q => q.Status).OrderBy(c => c.Key).Select(c => (c.Key, c.Value)).ShouldBe(
            [(AttemptStatus.Failed, 1), (AttemptStatus.Blocked, 3), (AttemptStatus.Successful, 22)]);
        var failed = quanta.Single(q => q.Status == AttemptStatus.Failed);
        (failed.Task, failed.ErrorType, failed.ErrorMessage).ShouldBe(("stepA", "System.InvalidOperationException", "asked to fail on 10041"));
        var uses = await butler.Registry.Provenance.OfQuantaAsync([failed.Quantum], Token).ToListAsync(Token);
        uses.Select(u => u.Role).Order().ShouldBe([DatasetRole.Input, DatasetRole.MissingOutput, DatasetRole.MissingOutput, DatasetRole.Output]);
        uses.Single(u => u.Role == DatasetRole.Output).Dataset.ShouldBe(failed.Log!.Value);
        var figures = await butler.Registry.Provenance.FiguresAsync(new QuantumQuery { Tasks = ["gather"] }, Token).ToListAsync(Token);
        figures.Select(f => (f.Status, f.Quanta)).ShouldBe([(AttemptStatus.Successful, 1), (AttemptStatus.Blocked, 1)], ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_tried_again_is_recorded_attempt_by_attempt()
    {
        await pipeline.FailAsync(r => r with { Policy = new QuantumPolicy { Retries = 2 } });
        pipeline.Repository.Clock.Advance(TimeSpan.FromMinutes(1));
        await pipeline.Repository.Runner.RunAsync(new RunRequest { Graph = pipeline.Request("u/me/fail") with { ExtendRun = true, Inputs = [] } }, Token);

        await using var butler = await pipeline.Repository.OpenAsync();
        var output = await FindAsync(butler, "a_out", "exposure=1004 AND detector=1", "u/me/fail");
        var producers = await butler.Registry.Provenance.OfDatasetsAsync([output.Id], Token).Where(u => u.Role == DatasetRole.Output).ToListAsync(Token);
        var made = await QuantaAsync(butler, new QuantumQuery { Quanta = [producers.ShouldHaveSingleItem().Quantum] });
        made.ShouldHaveSingleItem().Status.ShouldBe(AttemptStatus.Successful);
        var failures = await QuantaAsync(butler, new QuantumQuery { Statuses = [AttemptStatus.Failed] });
        failures.Select(f => f.Attempt).ShouldBe([0, 1, 2]);
        (await butler.Registry.Provenance.ExecutionsAsync(["u/me/fail/*"], Token).ToListAsync(Token)).Select(e => e.ExitCode).ShouldBe([1, 0]);
        (await butler.Registry.Provenance.ExecutionsAsync(["u/me/ok/*"], Token).ToListAsync(Token)).ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<QuantumRecord>> QuantaAsync(Butler butler, QuantumQuery? query = null) =>
        await butler.Registry.Provenance.QuantaAsync(query ?? new QuantumQuery(), Token).Select(q => q.Attempt).ToListAsync(Token);

    private static async Task<DatasetRef> FindAsync(Butler butler, string type, string where, string collection = "u/me/ok") =>
        await butler.Queries.DatasetsAsync(new() { DatasetType = type, Collections = [collection], Where = $"instrument='CamA' AND {where}", FindFirst = true }, Token).FirstAsync(Token);
}
