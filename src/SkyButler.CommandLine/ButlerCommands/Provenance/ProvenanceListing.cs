using System.Globalization;
using SkyButler.CommandLine.Display;
using SkyButler.CommandLine.Output;
using SkyButler.Pipelines.Provenance.Tracing;
using SkyButler.Registry.Provenance;

namespace SkyButler.CommandLine.ButlerCommands.Provenance;

/// <summary>Listings of what was executed.</summary>
internal sealed class ProvenanceListing(ListingWriter writer)
{
    private const int MessageWidth = 100;

    public async Task TraceAsync(IAsyncEnumerable<TracedDataset> datasets, CancellationToken cancellationToken)
    {
        await writer.BeginAsync(
            [
                new("depth"), new("type", Alignment.Left), new("data_id", Alignment.Left), new("run", Alignment.Left), new("id"), new("task", Alignment.Left),
                new("quantum"), new("status", Alignment.Left), new("began"), new("seconds"), new("host", Alignment.Left),
            ],
            cancellationToken);
        await foreach (var traced in datasets.WithCancellation(cancellationToken))
        {
            var producer = traced.Producer;
            await writer.AddAsync(
                [
                    traced.Depth, traced.Dataset?.DatasetType.Name ?? "(removed)", traced.Dataset?.DataId.ToString(), traced.Dataset?.Run ?? traced.Run, traced.Id, producer?.Task,
                    producer?.Quantum, producer is null ? null : StatusNames.Of(producer.Status), Time(producer?.Begin), Seconds(producer?.End - producer?.Begin), producer?.Host,
                ],
                cancellationToken);
        }

        await writer.EndAsync(cancellationToken);
    }

    public async Task ExecutionsAsync(IAsyncEnumerable<ExecutionRecord> executions, CancellationToken cancellationToken)
    {
        await writer.BeginAsync(
            [
                new("run", Alignment.Left), new("began"), new("ended"), new("wall_seconds"), new("quanta"), new("exit_code"), new("user", Alignment.Left), new("host", Alignment.Left),
                new("id"), new("command", Alignment.Left),
            ],
            cancellationToken);
        await foreach (var execution in executions.WithCancellation(cancellationToken))
            await writer.AddAsync(
                [
                    execution.Run, Time(execution.Begin), Time(execution.End), Seconds(execution.End - execution.Begin), execution.Quanta, execution.ExitCode, execution.User,
                    execution.Host, execution.Id, execution.Command,
                ],
                cancellationToken);
        await writer.EndAsync(cancellationToken);
    }

    public async Task TasksAsync(IAsyncEnumerable<TaskFigures> tasks, CancellationToken cancellationToken)
    {
        await writer.BeginAsync(
            [
                new("run", Alignment.Left), new("task", Alignment.Left), new("status", Alignment.Left), new("quanta"), new("attempts"), new("mean_seconds"), new("longest_seconds"),
                new("cpu_seconds"), new("memory"), new("began"), new("wall_seconds"),
            ],
            cancellationToken);
        await foreach (var task in tasks.WithCancellation(cancellationToken))
            await writer.AddAsync(
                [
                    task.Run, task.Task, StatusNames.Of(task.Status), task.Quanta, task.Attempts, task.Begin is null ? null : Number(task.Seconds / task.Attempts),
                    task.Begin is null ? null : Number(task.LongestSeconds), task.Begin is null ? null : Number(task.CpuSeconds), task.Memory is { } memory ? ByteText.Of(memory) : null,
                    Time(task.Begin), Seconds(task.End - task.Begin),
                ],
                cancellationToken);
        await writer.EndAsync(cancellationToken);
    }

    public async Task QuantaAsync(IAsyncEnumerable<(QuantumRecord Attempt, string Run)> quanta, CancellationToken cancellationToken)
    {
        await writer.BeginAsync(
            [
                new("run", Alignment.Left), new("task", Alignment.Left), new("data_id", Alignment.Left), new("attempt"), new("status", Alignment.Left), new("caveats"), new("began"),
                new("seconds"), new("cpu_seconds"), new("memory"), new("host", Alignment.Left), new("process"), new("exit_code"), new("error", Alignment.Left), new("message", Alignment.Left), new("id"),
            ],
            cancellationToken);
        await foreach (var (attempt, run) in quanta.WithCancellation(cancellationToken))
            await writer.AddAsync(
                [
                    run, attempt.Task, attempt.DataId, attempt.Attempt, StatusNames.Of(attempt.Status), attempt.Caveats, Time(attempt.Begin), Seconds(attempt.End - attempt.Begin),
                    attempt.CpuTime is { } cpu ? Number(cpu) : null, attempt.Memory, attempt.Host, attempt.Process, attempt.ExitCode, attempt.ErrorType, Message(attempt), attempt.Quantum,
                ],
                cancellationToken);
        await writer.EndAsync(cancellationToken);
    }

    // Programs read it whole.
    private string? Message(QuantumRecord attempt) => attempt.ErrorMessage?.ReplaceLineEndings(" ") is { Length: > MessageWidth } text && writer is TableListing
        ? text[..(MessageWidth - 1)] + "…"
        : attempt.ErrorMessage?.ReplaceLineEndings(" ");

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static double? Seconds(TimeSpan? time) => time is { } known ? Number(known.TotalSeconds) : null;

    private static double Number(double seconds) => Math.Round(seconds, 3);
}
