using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Provenance.Exports;

/// <summary>What is recorded of some runs, asked for again and again in pieces, so that of all quanta identifiers alone are in memory.</summary>
internal sealed class RecordedQuanta(Butler butler, IReadOnlyList<string> runs)
{
    private const int ChunkSize = 5_000;
    private readonly Dictionary<Guid, (Guid Execution, int Attempt)> last = [];

    private ProvenanceStore Store => butler.Registry.Provenance;

    /// <summary>The executions.</summary>
    public IReadOnlyList<ExecutionRecord> Executions { get; private set; } = [];

    /// <summary>Labels of the tasks.</summary>
    public SortedSet<string> Tasks { get; } = new(StringComparer.Ordinal);

    /// <summary>Looks for what is recorded.</summary>
    /// <exception cref="PipelineException">There is nothing.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        Executions = await Store.ExecutionsAsync(runs, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (Executions.Count == 0)
            throw new PipelineException($"Nothing is recorded of {(runs.Count == 0 ? "any run" : $"the runs {string.Join(", ", runs)}")}; 'butler query-provenance' lists what is, and 'butler aggregate-graph' records what was executed elsewhere.");
        await foreach (var (attempt, _) in Store.QuantaAsync(new QuantumQuery { Runs = runs }, cancellationToken).ConfigureAwait(false))
        {
            last[attempt.Quantum] = (attempt.Execution, attempt.Attempt);
            Tasks.Add(attempt.Task);
        }
    }

    /// <summary>All attempts at the quanta that there were at first, and whether each is the last one at its quantum.</summary>
    public IAsyncEnumerable<(QuantumRecord Attempt, bool IsLast)> AttemptsAsync(CancellationToken cancellationToken) =>
        Store.QuantaAsync(new QuantumQuery { Runs = runs }, cancellationToken).Where(q => last.ContainsKey(q.Attempt.Quantum)).Select(q => (q.Attempt, last[q.Attempt.Quantum] == (q.Attempt.Execution, q.Attempt.Attempt)));

    /// <summary>The last attempts at some quanta, which are few.</summary>
    public IAsyncEnumerable<QuantumRecord> LastAttemptsAsync(IReadOnlyCollection<Guid> some, CancellationToken cancellationToken) =>
        Store.QuantaAsync(new QuantumQuery { Runs = runs, Quanta = some }, cancellationToken).Select(q => q.Attempt).Where(a => last[a.Quantum] == (a.Execution, a.Attempt));

    /// <summary>What quanta read and made, piece by piece.</summary>
    public async IAsyncEnumerable<IReadOnlyList<DatasetUse>> UsesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var chunk in last.Keys.Order().Chunk(ChunkSize))
            yield return await Store.OfQuantaAsync(chunk, cancellationToken).Where(u => u.Role is DatasetRole.Input or DatasetRole.Output)
                .OrderBy(u => u.Quantum).ThenBy(u => u.Role).ThenBy(u => u.Dataset).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The datasets that were read or made, each once; null for what is not registered any more.</summary>
    public async IAsyncEnumerable<(Guid Id, Datasets.DatasetRef? Dataset)> DatasetsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<Guid>();
        await foreach (var uses in UsesAsync(cancellationToken).ConfigureAwait(false))
        {
            var ids = uses.Select(u => u.Dataset).Where(seen.Add).ToList();
            var found = await butler.Registry.Datasets.GetAsync(ids, cancellationToken).ConfigureAwait(false);
            foreach (var id in ids)
                yield return (id, found.GetValueOrDefault(id));
        }
    }
}
