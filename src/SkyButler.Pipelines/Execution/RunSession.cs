using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Execution.Attempts;
using SkyButler.Pipelines.Execution.Errors;
using SkyButler.Pipelines.Execution.Records;
using SkyButler.Pipelines.Execution.Setup;
using SkyButler.Pipelines.Execution.Sharing;
using SkyButler.Pipelines.Execution.Workers;
using SkyButler.Pipelines.Execution.Workers.Messages;
using SkyButler.Pipelines.Execution.Workers.Processes;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Pipelines.Execution;

/// <summary>Executes a graph: dataset types, collections, what is written once, quanta, report.</summary>
internal sealed class RunSession(GraphSession session, RunRequest request, ILoggerFactory logs, PipelineTools tools)
{
    private const int FailureExitCode = 1;
    private const int RepeatableExitCode = 20;
    private const int InvalidExitCode = 21;
    private readonly ILogger log = logs.CreateLogger("skybutler.execution");
    private readonly ExecutionRecorder recorder = new(session.Butler, tools.Clock, logs.CreateLogger("skybutler.execution"));
    private GraphExecutor? executor;

    /// <summary>The database that stands in for the repository's own; null where that is used.</summary>
    public string? StandIn { get; init; }

    /// <summary>What the metadata of quanta say of the job that they are part of; null for nothing.</summary>
    public JobFacts? Job { get; init; }

    public async Task<RunResult> ExecuteAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<QuantumReport> reports = [];
        Exception? error = null;
        try
        {
            reports = await (StandIn is null ? RunAsync(cancellationToken) : RunQuantumBackedAsync(cancellationToken)).ConfigureAwait(false);
            if (reports.Any(r => r.Status != QuantumStatus.Success))
                error = Failure(reports);
        }
        catch (InvalidQuantumException e)
        {
            error = e;
        }
        catch (Exception e)
        {
            await recorder.EndAsync(executor?.Blocked ?? [], FailureExitCode, cancellationToken).ConfigureAwait(false);
            if (e is not OperationCanceledException)
                await ReportAsync(reports, e, cancellationToken).ConfigureAwait(false);
            throw;
        }

        if (error is not null)
            log.LogError("{Message}", error.Message);
        ListFailures(reports);
        await recorder.EndAsync(executor?.Blocked ?? [], ExitCode(reports, error), cancellationToken).ConfigureAwait(false);
        await ReportAsync(reports, error, cancellationToken).ConfigureAwait(false);
        return new RunResult(session.Graph.OutputRun, reports, ExitCode(reports, error));
    }

    private async Task<IReadOnlyList<QuantumReport>> RunAsync(CancellationToken cancellationToken)
    {
        var (butler, plan, graph) = session;
        if (graph.Header.Kind != GraphKind.Predicted)
            throw new QuantumGraphException("This is a provenance graph, which tells what was done and can't be run; give a predicted one.");
        foreach (var task in graph.Tasks)
            _ = task.Task.Type;
        CheckPolicies();
        var withPackages = !request.NoVersions && !request.SkipInitWrites;
        if (request.RegisterDatasetTypes)
            await DatasetTypeWriter.RegisterAsync(butler.Registry.DatasetTypes, graph.Pipeline, withPackages, cancellationToken).ConfigureAwait(false);
        else
            await DatasetTypeWriter.CheckAsync(butler.Registry.DatasetTypes, graph.Pipeline, withPackages, cancellationToken).ConfigureAwait(false);
        await new CollectionWriter(butler).WriteAsync(plan, request.Graph.PruneReplaced, graph.Pipeline, cancellationToken).ConfigureAwait(false);
        var runButler = butler.With(plan.Output is { } output ? [output] : [plan.OutputRun, .. plan.Inputs], plan.OutputRun);
        var held = await butler.TryHoldRunAsync(plan.OutputRun, cancellationToken).ConfigureAwait(false);
        try
        {
            return await RunAsync(runButler, isRunHeld: held is null, withPackages, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (held is not null)
                await held.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<QuantumReport>> RunAsync(Butler butler, bool isRunHeld, bool withPackages, CancellationToken cancellationToken)
    {
        var plan = session.Collections;
        var isExtending = request.Graph.ExtendRun;
        var initOptions = new InitWriterOptions
        {
            Write = !request.SkipInitWrites,
            WriteVersions = withPackages,
            RunExists = plan.OutputRunExists,
            SkipExisting = isExtending || request.Graph.SkipExisting,
            CompareExisting = isExtending,
            IsRunHeld = isRunHeld,
        };
        var tasks = await new InitWriter(butler, session.Graph, logs, initOptions).RunAsync(cancellationToken).ConfigureAwait(false);
        if (request.InitOnly)
            return [];
        await recorder.BeginAsync(session.Graph, request.Graph.Command, cancellationToken).ConfigureAwait(false);
        var options = Options() with
        {
            Execution = recorder.Execution,
            MayHaveOutputs = plan.OutputRunExists,
            // What would run again has results that are not to be relied on.
            SkipExisting = (isExtending || request.Graph.SkipExisting) && !request.Graph.IfStale,
            Clobber = isExtending && (request.Graph.ClobberOutputs || request.Graph.IfStale),
        };
        return await RunAsync(butler, tasks, options, cancellationToken).ConfigureAwait(false);
    }

    // Nothing is asked of the registry; what lies in the datastore tells what is done.
    private async Task<IReadOnlyList<QuantumReport>> RunQuantumBackedAsync(CancellationToken cancellationToken)
    {
        CheckPolicies();
        var butler = session.Butler.With([session.Graph.OutputRun], session.Graph.OutputRun);
        var tasks = await new InitWriter(butler, session.Graph, logs, new InitWriterOptions { Write = false, WriteVersions = false, RunExists = true }).RunAsync(cancellationToken).ConfigureAwait(false);
        var options = Options() with { MayHaveOutputs = !request.NoExistingOutputs, SkipExisting = true, Clobber = true, SignsLast = true, Job = Job };
        return await RunAsync(butler, tasks, options, cancellationToken).ConfigureAwait(false);
    }

    private ExecutionOptions Options() => new()
    {
        Parallelism = Math.Max(1, request.Processes),
        FailFast = request.FailFast,
        Timeout = request.Timeout,
        RaiseOnPartialOutputs = request.RaiseOnPartialOutputs,
        Resources = new ExecutionResources(Math.Max(1, request.CoresPerQuantum), request.MemoryPerQuantum),
        Policy = request.Policy,
        Policies = request.Policies,
        Order = request.GraphFixup is { } name ? [.. tools.Catalog.MakeOrder(name).Order(session.Graph)] : [],
    };

    private Task<IReadOnlyList<QuantumReport>> RunAsync(
        Butler butler, IReadOnlyDictionary<string, PipelineTask> tasks, ExecutionOptions options, CancellationToken cancellationToken) =>
        request.Worker.Count > 0 ? RunInWorkersAsync(butler, options, cancellationToken) : RunHereAsync(butler, tasks, options, cancellationToken);

    private async Task<IReadOnlyList<QuantumReport>> RunHereAsync(
        Butler butler, IReadOnlyDictionary<string, PipelineTask> tasks, ExecutionOptions options, CancellationToken cancellationToken)
    {
        var writer = new ResultWriter(butler, options.Parallelism, tools.Clock, cancellationToken) { SignsLast = options.SignsLast };
        await using var closing = writer.ConfigureAwait(false);
        var quanta = new QuantumExecutor(butler, session.Graph.Pipeline, tasks, writer, options, log, tools.Clock)
        {
            Shared = new SharedInputs(session.Graph, SharedInputs.UsualLimit),
        };
        executor = new GraphExecutor(session.Graph, quanta, options, log, tools.Progress);
        return await executor.ExecuteAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<QuantumReport>> RunInWorkersAsync(Butler butler, ExecutionOptions options, CancellationToken cancellationToken)
    {
        var start = new StartMessage
        {
            Repository = Path.Exists(request.Graph.Repository) ? Path.GetFullPath(request.Graph.Repository) : request.Graph.Repository,
            SearchPaths = request.Graph.SearchPaths,
            StandIn = StandIn,
            Collections = butler.Collections,
            Run = session.Graph.OutputRun,
            Options = options,
            LogLevel = log.IsEnabled(LogLevel.Trace) ? LogLevel.Trace : log.IsEnabled(LogLevel.Debug) ? LogLevel.Debug : LogLevel.Information,
        };
        var workers = new WorkerStart(request.Worker, start.Write(session.Graph), request.MayUseThreads);
        var pool = new WorkerPool(butler, session.Graph.Pipeline, options.Execution, workers, Math.Min(options.Parallelism, session.Graph.Count), logs, tools.Clock, cancellationToken);
        await using var closing = pool.ConfigureAwait(false);
        executor = new GraphExecutor(session.Graph, pool, options, log, tools.Progress);
        return await executor.ExecuteAsync(cancellationToken).ConfigureAwait(false);
    }

    private void CheckPolicies()
    {
        foreach (var label in request.Policies.Keys)
            if (session.Graph.Pipeline.Tasks.All(t => t.Label != label))
                throw new ExecutionException(
                    $"The pipeline has no task '{label}', for which retries or limits were given.{Suggestions.For(label, session.Graph.Pipeline.Tasks.Select(t => t.Label))}");
        if (request.Worker.Count == 0 && request.Policies.Values.Append(request.Policy).Any(p => p.MemoryLimit is not null))
            throw new ExecutionException("A limit of memory (--memory-limit) holds for worker processes; give --worker-processes too.");
    }

    private static PipelineException Failure(IReadOnlyList<QuantumReport> reports) =>
        (reports.Any(r => r.Status == QuantumStatus.Failure), reports.Any(r => r.Status == QuantumStatus.Timeout)) switch
        {
            (true, true) => new ExecutionException("One or more tasks failed or timed out during execution."),
            (false, true) => new QuantumTimeoutException("One or more tasks timed out during execution."),
            _ => new ExecutionException("One or more tasks failed during execution."),
        };

    private void ListFailures(IReadOnlyList<QuantumReport> reports)
    {
        foreach (var report in reports.Where(r => r.Status is QuantumStatus.Failure or QuantumStatus.Timeout))
            log.LogError(
                "{Status}: <{Label} dataId={DataId}> {Type}: {Message}", report.Status == QuantumStatus.Timeout ? "TIMED_OUT" : "FAILED", report.TaskLabel,
                report.DataId, report.ErrorType, report.ErrorMessage?.ReplaceLineEndings(" "));
    }

    private async Task ReportAsync(IReadOnlyList<QuantumReport> reports, Exception? error, CancellationToken cancellationToken)
    {
        if (request.Graph.Summary is not { } path)
            return;
        var status = error switch
        {
            null => QuantumStatus.Success,
            QuantumTimeoutException => QuantumStatus.Timeout,
            _ => QuantumStatus.Failure,
        };
        var text = RunReport.Write(session.Graph, status, request.Graph.Command, reports, error);
        await OutputFile.WriteAsync(path, writer => writer.WriteAsync(text), cancellationToken).ConfigureAwait(false);
    }

    private int ExitCode(IReadOnlyList<QuantumReport> reports, Exception? error) => error switch
    {
        null => 0,
        InvalidQuantumException => InvalidExitCode,
        _ when request.FailFast && request.Processes <= 1 && reports.LastOrDefault(r => r.Status == QuantumStatus.Failure) is { IsRepeatable: true } => RepeatableExitCode,
        _ => FailureExitCode,
    };
}
