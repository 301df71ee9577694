using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using SkyButler.Datasets;
using SkyButler.Datastores.Contents;
using SkyButler.Pipelines.Connections.Errors;
using SkyButler.Pipelines.Execution.Errors;
using SkyButler.Pipelines.Execution.Retries;
using SkyButler.Pipelines.Execution.Sharing;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Tasks;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Execution.Attempts;

/// <summary>Executes single quanta: checks what is there, runs the task, hands results, log and metadata over to be stored.</summary>
internal sealed class QuantumExecutor(
    Butler butler, PipelineGraph pipeline, IReadOnlyDictionary<string, PipelineTask> tasks, ResultWriter writer, ExecutionOptions options, ILogger log, TimeProvider clock)
    : IQuantumExecutor
{
    private readonly ConcurrentDictionary<Guid, bool> stored = new();
    private readonly QuantumDataIds dataIds = new(butler);

    /// <summary>What several quanta read; null where each reads for itself.</summary>
    public SharedInputs? Shared { get; init; }

    /// <summary>Is called when the task's work on a quantum is over; for those who execute one at a time.</summary>
    public Action? Worked { get; set; }

    /// <summary>Notes that datasets are stored, which need not be looked for any more.</summary>
    public void NoteStored(IEnumerable<Guid> datasets)
    {
        foreach (var id in datasets)
            stored[id] = true;
    }

    /// <summary>Whether a dataset is known to be stored.</summary>
    public bool KnowsStored(Guid dataset) => stored.ContainsKey(dataset);

    /// <inheritdoc />
    public async Task<Task<QuantumReport>> ExecuteAsync(Quantum quantum, AttemptPlan plan, CancellationToken cancellationToken)
    {
        var dataId = await dataIds.ExpandAsync(quantum, cancellationToken).ConfigureAwait(false);
        var attempt = new QuantumAttempt(quantum, dataId, pipeline, log, clock) { Job = options.Job };
        attempt.Log.LogInformation("Preparing execution of quantum for label={Label} dataId={DataId}.", quantum.TaskLabel, dataId);
        attempt.Record("prep");
        try
        {
            if ((options.MayHaveOutputs || plan.Replaces) && await IsDoneAsync(attempt, plan, cancellationToken).ConfigureAwait(false))
                return Task.FromResult(attempt.Report(QuantumStatus.Success));
            var inputs = await PresentInputsAsync(attempt, cancellationToken).ConfigureAwait(false);
            var caveats = inputs is null
                ? SuccessCaveats.NoWork | SuccessCaveats.AdjustQuantumRaised | SuccessCaveats.AnyOutputsMissing | SuccessCaveats.AllOutputsMissing
                : await RunAsync(attempt, inputs, plan, cancellationToken).ConfigureAwait(false);
            var results = attempt.Results(attempt.FullMetadata(caveats), attempt.LogDataset is null ? null : attempt.Records(null, null));
            return SucceedAsync(attempt, plan, await writer.HandOverAsync(results, Record(attempt, plan, caveats, null), cancellationToken).ConfigureAwait(false), cancellationToken);
        }
        catch (InvalidQuantumException)
        {
            throw;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Nothing new begins before it is known.
            return Task.FromResult(await FailAsync(attempt, plan, e, cancellationToken).ConfigureAwait(false));
        }
    }

    private async Task<bool> IsDoneAsync(QuantumAttempt attempt, AttemptPlan plan, CancellationToken cancellationToken)
    {
        var outputs = attempt.AllOutputs;
        var known = await butler.ExistsAsync(outputs, cancellationToken).ConfigureAwait(false);
        var there = outputs.Where(o => known[o.Id] != Datastores.DatasetExistence.None).ToList();
        if (there.Count == 0)
            return false;
        if ((options.SkipExisting || plan.Replaces) && known[attempt.Metadata.Id].HasFlag(Datastores.DatasetExistence.Recorded | Datastores.DatasetExistence.Artifact))
        {
            attempt.Log.LogInformation("Skipping {Quantum}: its metadata is stored.", attempt.Quantum);
            NoteStored(there.Select(o => o.Id));
            return true;
        }

        // A log alone is what a failure leaves: it stands in nobody's way.
        var leftLog = there.Find(o => o.Id == attempt.LogDataset?.Id);
        if (!options.Clobber && !plan.Replaces && !(options.SkipExisting && there.Count == 1 && leftLog is not null))
            throw new OutputExistsException(
                $"{there.Count} of {outputs.Count} outputs of {attempt.Quantum} are in '{outputs[0].Run}' already; give --clobber-outputs to replace them.");
        if (leftLog is not null)
            attempt.Earlier = await ReadLogAsync(leftLog, cancellationToken).ConfigureAwait(false);
        attempt.Log.LogInformation("Removing {Count} outputs of an earlier attempt at {Quantum}; its log is kept in that of this one.", there.Count, attempt.Quantum);
        await butler.PruneDatasetsAsync(there, new Transfers.PruneOptions { Purge = true, Unstore = true, Keeping = Transfers.RemovalKeeping.Unlogged }, cancellationToken).ConfigureAwait(false);
        return false;
    }

    private async Task<LogRecords?> ReadLogAsync(DatasetRef dataset, CancellationToken cancellationToken)
    {
        try
        {
            return await butler.GetAsync(dataset, null, cancellationToken).ConfigureAwait(false) as LogRecords;
        }
        catch (ButlerException e)
        {
            log.LogWarning("The log of an earlier attempt can't be read, and is lost: {Reason}", e.Message);
            return null;
        }
    }

    // What other quanta of this graph should have made may be missing; whatever else is read was there when the graph was built.
    private async Task<QuantumInputs?> PresentInputsAsync(QuantumAttempt attempt, CancellationToken cancellationToken)
    {
        var unknown = attempt.Intermediates.Where(d => !stored.ContainsKey(d.Id)).ToList();
        if (unknown.Count == 0)
            return attempt.Inputs(_ => true);
        var known = await butler.ExistsAsync(unknown, cancellationToken).ConfigureAwait(false);
        var missing = unknown.Where(d => !known[d.Id].HasFlag(Datastores.DatasetExistence.Artifact)).Select(d => d.Id).ToHashSet();
        if (missing.Count == 0)
            return attempt.Inputs(_ => true);
        foreach (var dataset in unknown.Where(d => missing.Contains(d.Id)))
            attempt.Log.LogInformation("No dataset artifact found for {Dataset}", dataset);
        try
        {
            return QuantumReadjustment.Adjust(attempt, missing);
        }
        catch (NoWorkFoundException e)
        {
            attempt.Log.LogInformation("Nothing to do for {Quantum}: {Reason}", attempt.Quantum, e.Message);
            return null;
        }
    }

    private async Task<SuccessCaveats> RunAsync(QuantumAttempt attempt, QuantumInputs inputs, AttemptPlan plan, CancellationToken cancellationToken)
    {
        attempt.Record("init");
        var context = attempt.Open(butler, plan.Resources, inputs, Shared);
        attempt.Log.LogInformation("Executing quantum for label={Label} dataId={DataId}.", attempt.Quantum.TaskLabel, attempt.DataId);
        attempt.Record("start");
        var start = clock.GetTimestamp();
        var caveats = SuccessCaveats.None;
        try
        {
            await WorkAsync(attempt, context, inputs, plan, cancellationToken).ConfigureAwait(false);
        }
        catch (NoWorkFoundException e)
        {
            attempt.Log.LogInformation("No work found by task '{Label}' for {DataId}: {Reason}", attempt.Quantum.TaskLabel, attempt.DataId, e.Message);
            caveats = SuccessCaveats.NoWork | e switch
            {
                UpstreamFailureNoWorkFoundException => SuccessCaveats.UpstreamFailureNoWork,
                UnprocessableDataException => SuccessCaveats.UnprocessableData,
                _ => SuccessCaveats.None,
            };
        }
        catch (PartialOutputsException e) when (!options.RaiseOnPartialOutputs)
        {
            attempt.Log.LogError("Task '{Label}' wrote only part of its outputs for {DataId}: {Reason}", attempt.Quantum.TaskLabel, attempt.DataId, e.Message);
            caveats = SuccessCaveats.PartialOutputsError;
            var failure = context.Metadata.Group("failure");
            failure["type"] = (e.InnerException ?? e).GetType().FullName;
            failure["message"] = (e.InnerException ?? e).Message;
            failure.Group("metadata");
        }
        finally
        {
            attempt.Record("end");
            Worked?.Invoke();
        }

        attempt.Log.LogInformation(
            "Execution of task '{Label}' on quantum {DataId} took {Seconds:0.000} seconds", attempt.Quantum.TaskLabel, attempt.DataId,
            clock.GetElapsedTime(start).TotalSeconds);
        return caveats | attempt.MissingOutputs();
    }

    private async Task WorkAsync(QuantumAttempt attempt, QuantumContext context, QuantumInputs inputs, AttemptPlan plan, CancellationToken cancellationToken)
    {
        var (label, task, outputs) = (attempt.Quantum.TaskLabel, tasks[attempt.Quantum.TaskLabel], attempt.Outputs());
        try
        {
            await new TimedWork(plan.Timeout, clock).RunAsync(
                token => task.RunQuantumAsync(context, inputs, outputs, token),
                () => attempt.Log.LogWarning("Task '{Label}' was asked to stop on {DataId}, and has a second to do so.", label, attempt.DataId),
                cancellationToken).ConfigureAwait(false);
        }
        catch (TimedWorkException e)
        {
            attempt.Abandon();
            throw new QuantumTimeoutException(
                string.Create(CultureInfo.InvariantCulture, $"Task '{label}' worked on {attempt.DataId} for longer than {plan.Timeout!.Value.TotalSeconds} second(s); see --timeout."), e);
        }
        finally
        {
            // A task that did not hear that it was to stop may still be at work.
            await attempt.CloseAsync().ConfigureAwait(false);
        }
    }

    // Attempts of one execution are counted from 0, as the original does.
    private QuantumRecord? Record(QuantumAttempt attempt, AttemptPlan plan, SuccessCaveats? caveats, Exception? error) =>
        options.Execution is { } execution ? AttemptRecords.Of(attempt, execution, plan.Number - 1, caveats, error, clock) : null;

    private async Task<QuantumReport> SucceedAsync(QuantumAttempt attempt, AttemptPlan plan, Task storing, CancellationToken cancellationToken)
    {
        try
        {
            await storing.ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return await FailAsync(attempt, plan, e, cancellationToken).ConfigureAwait(false);
        }

        attempt.Commit();
        NoteStored([.. attempt.Written, attempt.Metadata.Id]);
        return attempt.Report(QuantumStatus.Success);
    }

    private async Task<QuantumReport> FailAsync(QuantumAttempt attempt, AttemptPlan plan, Exception error, CancellationToken cancellationToken)
    {
        attempt.Log.LogError(
            "Execution of task '{Label}' on quantum {DataId} failed. Exception {Type}: {Message}", attempt.Quantum.TaskLabel, attempt.DataId,
            error.GetType().Name, error.Message.ReplaceLineEndings(" "));
        attempt.Log.LogDebug(error, "The failure of {Quantum} in full", attempt.Quantum);
        // Who says that outputs are partial wants them kept; of any other failure nothing shall be in the way.
        if (error is not PartialOutputsException)
            attempt.Discard();
        var results = attempt.Results(null, attempt.LogDataset is not null && attempt.WasRun ? attempt.Records(error, attempt.FullMetadata(null)) : null);
        try
        {
            if (results.Count > 0 || options.Execution is not null)
                await (await writer.HandOverAsync(results, Record(attempt, plan, null, error), cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (ButlerException e)
        {
            log.LogWarning("The log of {Quantum} can't be stored: {Reason}", attempt.Quantum, e.Message);
        }

        return attempt.Report(error is QuantumTimeoutException ? QuantumStatus.Timeout : QuantumStatus.Failure, error);
    }
}
