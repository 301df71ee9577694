using System.Globalization;
using SkyButler.Pipelines.Execution.Attempts;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Provenance.Scanning;
using SkyButler.Pipelines.Quanta;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Provenance;

/// <summary>Records quanta that were executed elsewhere, by what they left; those that were recorded when they were executed stay as they are.</summary>
internal sealed class ProvenanceRows(Butler butler, Guid execution, QuantumGraph graph)
{
    private DateTimeOffset? begin;
    private DateTimeOffset? end;
    private bool isUnavailable;

    /// <summary>Records some quanta.</summary>
    public async Task AddAsync(IReadOnlyList<ScannedQuantum> batch, CancellationToken cancellationToken)
    {
        if (isUnavailable)
            return;
        var known = new HashSet<Guid>();
        await foreach (var (attempt, _) in butler.Registry.Provenance.QuantaAsync(new QuantumQuery { Quanta = [.. batch.Select(s => s.Quantum.Id)] }, cancellationToken).ConfigureAwait(false))
            if (attempt.Execution != execution && attempt.Status != AttemptStatus.Blocked)
                known.Add(attempt.Quantum);
        var records = batch.Where(s => !known.Contains(s.Quantum.Id)).SelectMany(Records).ToList();
        if (records.Count == 0)
            return;
        foreach (var record in records)
        {
            begin = record.Begin < begin || begin is null ? record.Begin ?? begin : begin;
            end = record.End > end || end is null ? record.End ?? end : end;
        }

        var whole = new ExecutionRecord
        {
            Id = execution,
            Run = graph.OutputRun,
            Command = graph.Header.Command,
            User = graph.Header.User,
            Begin = begin ?? graph.Header.Timestamp,
            End = end,
            Quanta = graph.Count,
        };
        if (await butler.Registry.Provenance.BeginAsync(whole, cancellationToken).ConfigureAwait(false) is not null)
            isUnavailable = true;
        else
            await butler.Registry.Provenance.AddAsync(records, cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<QuantumRecord> Records(ScannedQuantum scanned)
    {
        var planned = AttemptRecords.OfBlocked(scanned.Quantum, execution);
        if (scanned.Attempts.Count == 0)
        {
            yield return planned with { Status = scanned.Status };
            yield break;
        }

        // What was read of the inputs nobody says; all of them were there to be read.
        var uses = planned.Uses.Select(u => (u.Dataset, u.Role == DatasetRole.UnreadInput ? DatasetRole.Input : scanned.Produced.Contains(u.Dataset) ? DatasetRole.Output : u.Role)).ToList();
        for (var i = 0; i < scanned.Attempts.Count; i++)
        {
            var attempt = scanned.Attempts[i];
            var figures = ResourceFigures.Of(attempt.Noted);
            yield return planned with
            {
                Attempt = i,
                Status = attempt.Status,
                Caveats = attempt.Caveats,
                Begin = figures?.Begin,
                Start = figures?.Start,
                End = figures?.End,
                CpuTime = figures?.CpuTime,
                Memory = (long?)figures?.Memory,
                Host = attempt.Noted?["nodeName"] as string,
                Process = Process(attempt),
                ErrorType = attempt.Exception?.GetValueOrDefault("type_name") as string,
                ErrorMessage = attempt.Exception?.GetValueOrDefault("message") as string,
                Log = scanned.Quantum.Outputs.GetValueOrDefault(TaskNode.LogConnection)?[0].Id,
                Uses = uses,
            };
        }
    }

    private static long? Process(ScannedAttempt attempt) =>
        attempt.Log is [IReadOnlyDictionary<string, object?> line, ..] && line.GetValueOrDefault("process") is { } number && number is long or int
            ? Convert.ToInt64(number, CultureInfo.InvariantCulture)
            : null;
}
