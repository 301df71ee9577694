using System.Reflection;
using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Execution.Attempts;
using SkyButler.Pipelines.Quanta;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Execution;

/// <summary>Records that a graph is executed, from when to when, and which quanta were not tried. What the others did is recorded with what they made.</summary>
internal sealed class ExecutionRecorder(Butler butler, TimeProvider clock, ILogger log)
{
    private const int BatchSize = 5_000;

    // What stops an execution stops no record of it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Guid id = Guid.CreateVersion7(clock.GetUtcNow());

    /// <summary>Identifier of the execution; null where nothing can be recorded.</summary>
    public Guid? Execution { get; private set; }

    /// <summary>Records that the execution begins; where that can't be, it is said, and everything is done without.</summary>
    public async Task BeginAsync(QuantumGraph graph, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var record = new ExecutionRecord
        {
            Id = id,
            Run = graph.OutputRun,
            Command = string.Join(' ', command),
            User = Environment.UserName,
            Host = Environment.MachineName,
            Version = typeof(ExecutionRecorder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            Begin = clock.GetUtcNow(),
            Quanta = graph.Count,
        };
        if (await butler.Registry.Provenance.BeginAsync(record, cancellationToken).ConfigureAwait(false) is { } reason)
            log.LogWarning("What quanta do is not recorded beside their logs and metadata, since the database refuses it: {Reason}", reason);
        else
            Execution = id;
    }

    /// <summary>Records that the execution has ended.</summary>
    /// <param name="blocked">The quanta that were not tried, since something failed that they depend on.</param>
    /// <param name="exitCode">The exit code.</param>
    /// <param name="cancellationToken">Whether the execution was stopped, after which not all may be recorded.</param>
    public async Task EndAsync(IReadOnlyList<Quantum> blocked, int exitCode, CancellationToken cancellationToken)
    {
        if (Execution is not { } execution)
            return;
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            await butler.Registry.Provenance.EndAsync(execution, clock.GetUtcNow(), exitCode, patience.Token).ConfigureAwait(false);
            var limit = cancellationToken.IsCancellationRequested ? patience.Token : cancellationToken;
            foreach (var batch in blocked.Chunk(BatchSize))
                await butler.Registry.Provenance.AddAsync([.. batch.Select(q => AttemptRecords.OfBlocked(q, execution))], limit).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ButlerException or OperationCanceledException)
        {
            log.LogWarning("That the execution ended can't be recorded: {Reason}", e.Message);
        }
    }
}
