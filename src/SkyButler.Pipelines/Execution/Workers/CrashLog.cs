using Microsoft.Extensions.Logging;
using SkyButler.Datastores;
using SkyButler.Datastores.Contents;
using SkyButler.Pipelines.Execution.Attempts;
using SkyButler.Pipelines.Execution.Errors;
using SkyButler.Pipelines.Execution.Workers.Messages;
using SkyButler.Pipelines.Execution.Workers.Processes;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta;
using SkyButler.Registry.Provenance;
using SkyButler.Transfers;

namespace SkyButler.Pipelines.Execution.Workers;

/// <summary>Stores the log of a quantum whose process died, with what that had logged until then.</summary>
internal sealed class CrashLog(Butler butler, PipelineGraph pipeline, Guid? execution, ILogger log, TimeProvider clock)
{
    /// <summary>Stores the log, with that of an earlier attempt in it, and reports the failure.</summary>
    public async Task<QuantumReport> RecordAsync(
        Quantum quantum, int number, PipelineException error, WorkerLoss loss, IReadOnlyList<LogMessage> lines, CancellationToken cancellationToken)
    {
        var attempt = new QuantumAttempt(quantum, quantum.DataId, pipeline, log, clock);
        foreach (var line in lines)
            attempt.Log.Keep(line.Level, line.Message, line.Time, line.Exception, loss.Process);
        attempt.Log.LogError("Execution of task '{Label}' on quantum {DataId} failed. {Message}", quantum.TaskLabel, quantum.DataId, error.Message);
        var status = error is QuantumTimeoutException ? QuantumStatus.Timeout : QuantumStatus.Failure;
        var report = attempt.Report(status, error) with { ExitCode = loss.ExitCode };
        IReadOnlyList<QuantumRecord> records = execution is { } known ? [Record(attempt, known, number, error, loss, lines)] : [];
        try
        {
            if (attempt.LogDataset is { } dataset && (await butler.ExistsAsync([dataset], cancellationToken).ConfigureAwait(false))[dataset.Id] != DatasetExistence.None)
            {
                attempt.Earlier = await butler.GetAsync(dataset, null, cancellationToken).ConfigureAwait(false) as LogRecords;
                await butler.PruneDatasetsAsync([dataset], new PruneOptions { Purge = true, Unstore = true, Keeping = RemovalKeeping.Unlogged }, cancellationToken).ConfigureAwait(false);
            }

            await butler.PutAsync(attempt.Results(null, attempt.LogDataset is null ? null : attempt.Records(error, null)), records, cancellationToken).ConfigureAwait(false);
        }
        catch (ButlerException e)
        {
            log.LogWarning("The log of {Quantum} can't be stored: {Reason}", quantum, e.Message);
        }

        return report;
    }

    // The process took with it what it knew of its time and memory.
    private QuantumRecord Record(QuantumAttempt attempt, Guid known, int number, PipelineException error, WorkerLoss loss, IReadOnlyList<LogMessage> lines)
    {
        var record = AttemptRecords.Of(attempt, known, number, null, error, clock);
        return record with
        {
            Begin = lines.Count > 0 ? lines[0].Time : null,
            Memory = null,
            Process = loss.Process,
            ExitCode = loss.ExitCode,
            Uses = [.. record.Uses.Select(u => u.Dataset == attempt.LogDataset?.Id ? (u.Dataset, DatasetRole.Output) : u)],
        };
    }
}
