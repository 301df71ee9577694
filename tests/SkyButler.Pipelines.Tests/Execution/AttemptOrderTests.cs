using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Execution.Retries;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Requests;

namespace SkyButler.Pipelines.Tests.Execution;

/// <summary>What could not be stored is tried again in its turn.</summary>
public sealed class AttemptOrderTests : IDisposable
{
    private readonly MixedRepository repository = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task What_could_not_be_stored_does_not_run_beside_others()
    {
        var graph = (await repository.Runner.BuildGraphAsync(repository.Request(RetryTests.One, "instrument='CamA' AND exposure=1004", "u/me/ok", "CamA/defaults"), Token)).Graph;
        var store = new FailingStore();
        var options = new ExecutionOptions { Policy = new QuantumPolicy { Retries = 1 } };
        var reports = await new GraphExecutor(graph, store, options, repository.Log, null).ExecuteAsync(Token);
        store.MostAtWork.ShouldBe(1);
        reports.Count.ShouldBe(4);
        reports.Where(r => r.Attempts == 2).ShouldHaveSingleItem().Status.ShouldBe(QuantumStatus.Success);
        reports.ShouldAllBe(r => r.Status == QuantumStatus.Success);
    }

    // The store of the first quantum fails while the task of the second is at work.
    private sealed class FailingStore : IQuantumExecutor
    {
        private readonly List<TaskCompletionSource<QuantumReport>> storing = [];
        private int atWork;

        public int MostAtWork { get; private set; }

        public Task<Task<QuantumReport>> ExecuteAsync(Quantum quantum, AttemptPlan plan, CancellationToken cancellationToken)
        {
            MostAtWork = Math.Max(MostAtWork, ++atWork);
            if (storing.Count == 1)
                storing[0].SetResult(Report(storing[0]) with { Status = QuantumStatus.Failure, Cause = FailureCause.Error, ErrorType = "System.IO.IOException", ErrorMessage = "no room" });
            var mine = new TaskCompletionSource<QuantumReport>(quantum);
            storing.Add(mine);
            if (storing.Count > 1)
                mine.SetResult(Report(mine));
            atWork--;
            return Task.FromResult(mine.Task);
        }

        private static QuantumReport Report(TaskCompletionSource<QuantumReport> source)
        {
            var quantum = (Quantum)source.Task.AsyncState!;
            return new QuantumReport(quantum.Id, quantum.TaskLabel, quantum.DataId, QuantumStatus.Success);
        }
    }
}
