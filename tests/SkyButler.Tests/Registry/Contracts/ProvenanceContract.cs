using SkyButler.Registry.Provenance;

namespace SkyButler.Tests.Registry.Contracts;

public abstract class ProvenanceContract(DatabaseKind kind)
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_executed_goes_in_and_out()
    {
        await using var test = await TestRegistry.EmptyAsync(kind: kind);
        var store = test.Registry.Provenance;
        (await store.IsThereAsync(Cancel)).ShouldBeFalse();
        (await store.QuantaAsync(new(), Cancel).AnyAsync(Cancel)).ShouldBeFalse();
        var execution = new ExecutionRecord { Id = Guid.CreateVersion7(), Run = "u/me/1", Command = "pipetask run", User = "me", Host = "here", Version = "1", Begin = Start, Quanta = 2 };
        (await store.BeginAsync(execution, Cancel)).ShouldBeNull();
        var (raw, made, log) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var failed = new QuantumRecord
        {
            Quantum = Guid.CreateVersion7(),
            Execution = execution.Id,
            Task = "isr",
            DataId = """{"exposure": 1}""",
            Status = AttemptStatus.Failed,
            Begin = Start,
            Start = Start.AddSeconds(1),
            End = Start.AddSeconds(3),
            CpuTime = 1.5,
            Memory = 1L << 33,
            Host = "here",
            Process = 12,
            ExitCode = -9,
            ErrorType = "System.Exception",
            ErrorMessage = "it can't be",
            Log = log,
            Uses = [(raw, DatasetRole.UnreadInput), (made, DatasetRole.MissingOutput), (log, DatasetRole.Output)],
        };
        var good = failed with
        {
            Attempt = 1,
            Status = AttemptStatus.Successful,
            Caveats = 0,
            ExitCode = null,
            ErrorType = null,
            ErrorMessage = null,
            Begin = Start.AddSeconds(4),
            End = Start.AddSeconds(5),
            Uses = [(raw, DatasetRole.Input), (made, DatasetRole.Output), (log, DatasetRole.Output)],
        };
        var blocked = new QuantumRecord
        {
            Quantum = Guid.CreateVersion7(),
            Execution = execution.Id,
            Task = "coadd",
            DataId = "{}",
            Status = AttemptStatus.Blocked,
            Uses = [(made, DatasetRole.UnreadInput)],
        };
        await store.AddAsync([failed, good, blocked], Cancel);
        await store.AddAsync([good], Cancel);
        await store.EndAsync(execution.Id, Start.AddMinutes(1), 1, Cancel);

        (await store.ExecutionsAsync(["u/*"], Cancel).ToListAsync(Cancel)).ShouldHaveSingleItem().ShouldBe(execution with { End = Start.AddMinutes(1), ExitCode = 1 });
        (await store.ExecutionsAsync(["v/*", "u/you"], Cancel).AnyAsync(Cancel)).ShouldBeFalse();
        (await store.QuantaAsync(new() { Tasks = ["isr"] }, Cancel).ToListAsync(Cancel)).Select(q => q.Attempt with { Uses = [] }).ShouldBe([failed with { Uses = [] }, good with { Uses = [] }]);
        (await store.QuantaAsync(new() { Statuses = [AttemptStatus.Blocked], Quanta = [blocked.Quantum, good.Quantum] }, Cancel).ToListAsync(Cancel)).ShouldHaveSingleItem().Run.ShouldBe("u/me/1");
        // The last word counts.
        (await store.OfQuantaAsync([good.Quantum], Cancel).ToListAsync(Cancel)).ShouldBe(
            [new(raw, good.Quantum, DatasetRole.Input), new(made, good.Quantum, DatasetRole.Output), new(log, good.Quantum, DatasetRole.Output)], ignoreOrder: true);
        (await store.OfDatasetsAsync([made], Cancel).ToListAsync(Cancel)).ShouldBe(
            [new(made, good.Quantum, DatasetRole.Output), new(made, blocked.Quantum, DatasetRole.UnreadInput)], ignoreOrder: true);
        var figures = await store.FiguresAsync(new() { Runs = ["u/me/1"] }, Cancel).ToListAsync(Cancel);
        figures.Select(f => (f.Task, f.Status, f.Attempts, f.Quanta, f.Seconds, f.CpuSeconds, f.Memory)).ShouldBe(
            [
                ("isr", AttemptStatus.Failed, 1, 1, 3.0, 1.5, 1L << 33), ("isr", AttemptStatus.Successful, 1, 1, 1.0, 1.5, 1L << 33),
                ("coadd", AttemptStatus.Blocked, 1, 1, 0.0, 0.0, null),
            ],
            ignoreOrder: true);
        (await store.FlowsAsync(new(), Cancel).ToListAsync(Cancel)).ShouldBe([("isr", "coadd", 1L)]);
    }

    [Fact]
    public async Task What_is_rolled_back_was_never_recorded()
    {
        await using var test = await TestRegistry.EmptyAsync(kind: kind);
        var store = test.Registry.Provenance;
        var execution = new ExecutionRecord { Id = Guid.CreateVersion7(), Run = "u/me/1", Begin = Start };
        await store.BeginAsync(execution, Cancel);
        var quantum = new QuantumRecord { Quantum = Guid.CreateVersion7(), Execution = execution.Id, Task = "isr", DataId = "{}", Status = AttemptStatus.Successful, Uses = [(Guid.CreateVersion7(), DatasetRole.Output)] };
        await Should.ThrowAsync<TimeoutException>(() => test.Registry.TransactAsync(
            async token =>
            {
                await store.AddAsync([quantum], token);
                throw new TimeoutException();
            },
            Cancel));
        (await store.QuantaAsync(new(), Cancel).AnyAsync(Cancel)).ShouldBeFalse();
        (await store.OfQuantaAsync([quantum.Quantum], Cancel).AnyAsync(Cancel)).ShouldBeFalse();
    }

    public sealed class OnSqlite() : ProvenanceContract(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : ProvenanceContract(DatabaseKind.Postgres);
}
