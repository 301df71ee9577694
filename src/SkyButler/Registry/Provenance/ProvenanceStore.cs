using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Log;

namespace SkyButler.Registry.Provenance;

/// <summary>
/// Which quantum used and made which dataset, when, where and with what it took: in tables of our own that come with the first execution. What an
/// attempt did is written in the transaction that registers its outputs, so that the one is never there without the other.
/// </summary>
public sealed class ProvenanceStore
{
    private readonly RegistryContext context;
    private readonly ProvenanceReader reader;

    internal ProvenanceStore(RegistryContext context)
    {
        this.context = context;
        reader = new(context);
    }

    private Database Database => context.Database;

    /// <summary>Whether anything was ever recorded.</summary>
    public Task<bool> IsThereAsync(CancellationToken cancellationToken) => Database.HasTableAsync(ProvenanceTables.ExecutionName, cancellationToken);

    /// <summary>Records that an execution has begun, or what became of one that somebody else recorded.</summary>
    /// <returns>Why nothing can be recorded here; null where it can.</returns>
    public async Task<string?> BeginAsync(ExecutionRecord execution, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var table in ProvenanceTables.All)
                await Database.EnsureTableAsync(table, cancellationToken).ConfigureAwait(false);
            await Database.InsertAsync(
                new RowInsert(ProvenanceTables.ExecutionName, ProvenanceTables.Execution.Columns) { Conflict = InsertConflict.Replace, Keys = ["id"] },
                [execution], Write, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (RegistryException e) when (e is not (ConnectionLostException or WriteRaceException or DatabaseBusyException))
        {
            return e.Message;
        }
    }

    /// <summary>Records that an execution has ended.</summary>
    public Task EndAsync(Guid execution, DateTimeOffset end, long exitCode, CancellationToken cancellationToken) => Database.ExecuteAsync(
        Database.Sql().Append($"UPDATE {new Databases.Sql.SqlName(ProvenanceTables.ExecutionName)} SET end_time = {LogTime.ToStored(end)}, exit_code = {exitCode} WHERE id = {execution}").Build(),
        cancellationToken);

    /// <summary>Records attempts; what is known of the same attempt already gives way. Inside a transaction it takes part in it.</summary>
    public Task AddAsync(IReadOnlyCollection<QuantumRecord> attempts, CancellationToken cancellationToken) => attempts.Count == 0
        ? Task.CompletedTask
        : Database.SavepointAsync(token => WriteAsync(attempts, token), cancellationToken);

    /// <summary>Executions that wrote to runs of these names or patterns (of any, where there are none), the earliest first.</summary>
    public IAsyncEnumerable<ExecutionRecord> ExecutionsAsync(IReadOnlyList<string> runs, CancellationToken cancellationToken = default) =>
        WhereThereAsync(() => reader.ExecutionsAsync(runs, cancellationToken), cancellationToken);

    /// <summary>Attempts at quanta by execution, task, attempt and time, the first attempts before the second; they are handed on as they are read.</summary>
    public IAsyncEnumerable<(QuantumRecord Attempt, string Run)> QuantaAsync(QuantumQuery query, CancellationToken cancellationToken = default) =>
        WhereThereAsync(() => reader.QuantaAsync(query, cancellationToken), cancellationToken);

    /// <summary>What the attempts come to by run, task and outcome: runs and tasks in the order in which they began.</summary>
    public IAsyncEnumerable<TaskFigures> FiguresAsync(QuantumQuery query, CancellationToken cancellationToken = default) =>
        WhereThereAsync(() => reader.FiguresAsync(query, cancellationToken), cancellationToken);

    /// <summary>Which quanta have to do with some datasets.</summary>
    public IAsyncEnumerable<DatasetUse> OfDatasetsAsync(IReadOnlyCollection<Guid> datasets, CancellationToken cancellationToken = default) =>
        WhereThereAsync(() => reader.UsesAsync("dataset_id", datasets, cancellationToken), cancellationToken);

    /// <summary>Which datasets some quanta have to do with.</summary>
    public IAsyncEnumerable<DatasetUse> OfQuantaAsync(IReadOnlyCollection<Guid> quanta, CancellationToken cancellationToken = default) =>
        WhereThereAsync(() => reader.UsesAsync("quantum_id", quanta, cancellationToken), cancellationToken);

    /// <summary>From which task to which datasets went in some runs, and how many.</summary>
    public IAsyncEnumerable<(string From, string To, long Datasets)> FlowsAsync(QuantumQuery query, CancellationToken cancellationToken = default) =>
        WhereThereAsync(() => reader.FlowsAsync(query, cancellationToken), cancellationToken);

    private static void Write(IRowWriter row, ExecutionRecord execution)
    {
        row.Write(execution.Id);
        row.Write(execution.Run);
        row.Write(execution.Command);
        row.Write(execution.User);
        row.Write(execution.Host);
        row.Write(execution.Version);
        row.Write(LogTime.ToStored(execution.Begin));
        Write(row, execution.End);
        row.Write(execution.Quanta);
        Write(row, execution.ExitCode);
    }

    private static void Write(IRowWriter row, QuantumRecord attempt)
    {
        row.Write(attempt.Quantum);
        row.Write(attempt.Execution);
        row.Write(attempt.Attempt);
        row.Write(attempt.Task);
        row.Write(attempt.DataId);
        row.Write((long)attempt.Status);
        Write(row, attempt.Caveats);
        Write(row, attempt.Begin);
        Write(row, attempt.Start);
        Write(row, attempt.End);
        if (attempt.CpuTime is { } cpu)
            row.Write(cpu);
        else
            row.WriteNull();
        Write(row, attempt.Memory);
        row.Write(attempt.Host);
        Write(row, attempt.Process);
        Write(row, attempt.ExitCode);
        row.Write(Text(attempt.ErrorType));
        row.Write(Text(attempt.ErrorMessage));
        if (attempt.Log is { } log)
            row.Write(log);
        else
            row.WriteNull();
    }

    // PostgreSQL keeps no NUL, which messages of damaged files may hold.
    private static string? Text(string? text) => text?.Replace('\0', '\uFFFD');

    private static void Write(IRowWriter row, DateTimeOffset? time) => Write(row, time is { } known ? LogTime.ToStored(known) : null);

    private static void Write(IRowWriter row, long? number)
    {
        if (number is { } known)
            row.Write(known);
        else
            row.WriteNull();
    }

    private async Task WriteAsync(IReadOnlyCollection<QuantumRecord> attempts, CancellationToken cancellationToken)
    {
        // A key may stand in a statement once: the last word counts.
        var own = new OrderedDictionary<(Guid, Guid, int), QuantumRecord>();
        var uses = new OrderedDictionary<(Guid Dataset, Guid Quantum), DatasetRole>();
        foreach (var attempt in attempts)
        {
            own[(attempt.Quantum, attempt.Execution, attempt.Attempt)] = attempt;
            foreach (var (dataset, role) in attempt.Uses)
                uses[(dataset, attempt.Quantum)] = role;
        }

        await Database.InsertAsync(
            new RowInsert(ProvenanceTables.QuantumName, ProvenanceTables.Quantum.Columns) { Conflict = InsertConflict.Replace, Keys = ProvenanceTables.Quantum.PrimaryKey },
            [.. own.Values], Write, cancellationToken).ConfigureAwait(false);
        await Database.InsertAsync(
            new RowInsert(ProvenanceTables.UseName, ProvenanceTables.Use.Columns) { Conflict = InsertConflict.Replace, Keys = ProvenanceTables.Use.PrimaryKey },
            [.. uses],
            (row, use) =>
            {
                row.Write(use.Key.Dataset);
                row.Write(use.Key.Quantum);
                row.Write((long)use.Value);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<T> WhereThereAsync<T>(
        Func<IAsyncEnumerable<T>> read, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!await IsThereAsync(cancellationToken).ConfigureAwait(false))
            yield break;
        await foreach (var item in read().WithCancellation(cancellationToken).ConfigureAwait(false))
            yield return item;
    }
}
