using Microsoft.Extensions.Logging;
using SkyButler.Datastores;
using SkyButler.Datastores.Contents;
using SkyButler.Pipelines.Execution.Attempts;
using SkyButler.Pipelines.Execution.Errors;
using SkyButler.Pipelines.Execution.Workers.Messages;
using SkyButler.Pipelines.Execution.Workers.Processes;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta;
using SkyButler.Transfers;

namespace SkyButler.Pipelines.Execution.Workers;

/// <summary>Stores the log of a quantum whose process died, with what that had logged until then.</summary>
internal sealed class CrashLog(Butler butler, PipelineGraph pipeline, ILogger log, TimeProvider clock)
{
    /// <summary>Stores the log, with that of an earlier attempt in it, and reports the failure.</summary>
    public async Task<QuantumReport> RecordAsync(
        Quantum quantum, PipelineException error, WorkerLoss loss, IReadOnlyList<LogMessage> lines, CancellationToken cancellationToken)
    {
        var attempt = new QuantumAttempt(quantum, quantum.DataId, pipeline, log, clock);
        foreach (var line in lines)
            attempt.Log.Keep(line.Level, line.Message, line.Time, line.Exception, loss.Process);
        attempt.Log.LogError("Execution of task '{Label}' on quantum {DataId} failed. {Message}", quantum.TaskLabel, quantum.DataId, error.Message);
        var status = error is QuantumTimeoutException ? QuantumStatus.Timeout : QuantumStatus.Failure;
        var report = attempt.Report(status, error) with { ExitCode = loss.ExitCode };
        if (attempt.LogDataset is not { } dataset)
            return report;
        try
        {
            var known = await butler.ExistsAsync([dataset], cancellationToken).ConfigureAwait(false);
            if (known[dataset.Id] != DatasetExistence.None)
            {
                attempt.Earlier = await butler.GetAsync(dataset, null, cancellationToken).ConfigureAwait(false) as LogRecords;
                await butler.PruneDatasetsAsync([dataset], new PruneOptions { Purge = true, Unstore = true, Keeping = RemovalKeeping.Unlogged }, cancellationToken).ConfigureAwait(false);
            }

            await butler.PutAsync(attempt.Results(null, attempt.Records(error, null)), cancellationToken).ConfigureAwait(false);
        }
        catch (ButlerException e)
        {
            log.LogWarning("The log of {Quantum} can't be stored: {Reason}", quantum, e.Message);
        }

        return report;
    }
}
