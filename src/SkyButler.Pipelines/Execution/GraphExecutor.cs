using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Execution.Errors;
using SkyButler.Pipelines.Execution.Retries;
using SkyButler.Pipelines.Quanta;

namespace SkyButler.Pipelines.Execution;

/// <summary>
/// Executes the quanta of a graph, several at a time: each as soon as all that it waits for have succeeded, those of
/// earlier tasks first. What depends on a failed quantum is skipped; everything else runs.
/// </summary>
internal sealed class GraphExecutor
{
    private const int MostEnding = 1_000;
    private readonly QuantumGraph graph;
    private readonly IQuantumExecutor executor;
    private readonly AttemptPlanner attempts;
    private readonly ExecutionOptions options;
    private readonly ILogger log;
    private readonly QuantumDependencies dependencies;
    private readonly Channel<int> ready = Channel.CreateUnboundedPrioritized<int>();
    private readonly List<QuantumReport> reports = [];
    private readonly HashSet<int> blocked = [];
    private readonly Dictionary<int, int> failures = [];
    private readonly Lock guard = new();
    private readonly TaskProgress progress;
    private int remaining;
    private int succeeded;

    public GraphExecutor(QuantumGraph graph, IQuantumExecutor executor, ExecutionOptions options, ILogger log, IProgress<WorkProgress>? progress)
    {
        this.graph = graph;
        this.executor = executor;
        attempts = new AttemptPlanner(options, log);
        this.options = options;
        this.log = log;
        this.progress = new TaskProgress(graph, progress);
        dependencies = new QuantumDependencies(graph, options.Order);
        remaining = graph.Count;
    }

    /// <summary>The quanta so far that are not tried, since something failed that they depend on.</summary>
    public IReadOnlyList<Quantum> Blocked
    {
        get
        {
            lock (guard)
                return [.. blocked.Select(dependencies.Quantum)];
        }
    }

    /// <summary>Executes everything; the reports are in the order in which quanta ended.</summary>
    public async Task<IReadOnlyList<QuantumReport>> ExecuteAsync(CancellationToken cancellationToken)
    {
        if (options.Parallelism > 1 && graph.Tasks.FirstOrDefault(t => !t.Task.Type.AllowsParallel) is { } single)
            throw new ExecutionException($"Task '{single.Task.Label}' does not support multiprocessing; run it with -j 1.");
        for (var quantum = 0; quantum < graph.Count; quantum++)
            if (dependencies.Waiting[quantum] == 0)
                ready.Writer.TryWrite(quantum);
        if (remaining == 0)
            ready.Writer.TryComplete();
        var workers = Enumerable.Range(0, Math.Min(options.Parallelism, Math.Max(1, graph.Count)))
            .Select(_ => Task.Run(() => WorkAsync(cancellationToken), cancellationToken));
        await Task.WhenAll(workers).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return reports;
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        // Quanta whose results are being stored.
        var ending = new List<Task>();
        try
        {
            await foreach (var number in ready.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                if (IsStopping)
                    break;
                var quantum = dependencies.Quantum(number);
                var attempt = NextAttempt(number);
                ending.Add(EndAsync(number, attempt, await executor.ExecuteAsync(quantum, attempts.Plan(quantum, attempt), cancellationToken).ConfigureAwait(false)));
                if (ending.Count >= MostEnding)
                    ending.RemoveAll(task => task.IsCompletedSuccessfully);
            }
        }
        catch
        {
            // An error that comes through is the end of everything: nobody may wait for quanta that will never be ready.
            Stop();
            throw;
        }
        finally
        {
            await Task.WhenAll(ending).ConfigureAwait(false);
        }
    }

    private int NextAttempt(int number)
    {
        lock (guard)
            return failures.GetValueOrDefault(number) + 1;
    }

    private async Task EndAsync(int number, int attempt, Task<QuantumReport> ending)
    {
        try
        {
            var report = (await ending.ConfigureAwait(false)) with { Attempts = attempt };
            if (attempts.IsTriedAgain(dependencies.Quantum(number), report))
                TryAgain(number, attempt);
            else
                End(number, report);
        }
        catch
        {
            Stop();
            throw;
        }
    }

    private bool IsStopping { get; set; }

    private void Stop()
    {
        IsStopping = true;
        ready.Writer.TryComplete();
    }

    // It waits its turn like all others, so that no more are at work than may be.
    private void TryAgain(int number, int attempt)
    {
        lock (guard)
        {
            failures[number] = attempt;
            ready.Writer.TryWrite(number);
        }
    }

    private void End(int number, QuantumReport report)
    {
        lock (guard)
        {
            var known = reports.Count;
            reports.Add(report);
            remaining--;
            if (report.Status == QuantumStatus.Success)
            {
                succeeded++;
                foreach (var next in dependencies.Followers(number))
                    if (--dependencies.Waiting[next] == 0 && !blocked.Contains(next))
                        ready.Writer.TryWrite(next);
            }
            else
            {
                Block(number);
            }

            log.LogInformation(
                "Executed {Succeeded} quanta successfully, {Failed} failed and {Remaining} remain out of total {Total} quanta.",
                succeeded, reports.Count - succeeded, remaining, graph.Count);
            progress.Add(reports.Skip(known));
            if (remaining == 0)
                ready.Writer.TryComplete();
            else if (options.FailFast && report.Status != QuantumStatus.Success)
                Stop();
        }
    }

    private void Block(int failed)
    {
        var open = new Queue<int>(dependencies.Followers(failed));
        while (open.TryDequeue(out var number))
        {
            if (!blocked.Add(number))
                continue;
            remaining--;
            var quantum = dependencies.Quantum(number);
            log.LogError("Upstream job failed for task {Quantum}, skipping this quantum.", quantum);
            reports.Add(new QuantumReport(quantum.Id, quantum.TaskLabel, quantum.DataId, QuantumStatus.Skipped));
            foreach (var next in dependencies.Followers(number))
                open.Enqueue(next);
        }
    }
}
