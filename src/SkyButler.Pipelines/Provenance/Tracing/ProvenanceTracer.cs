using System.Runtime.CompilerServices;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Provenance.Tracing;

/// <summary>
/// Follows datasets to what they were made from, or to what was made from them, through as many runs as it takes. Inputs that were planned and never read
/// count as nothing. Each step asks for all datasets of one depth together.
/// </summary>
/// <param name="butler">The repository.</param>
public sealed class ProvenanceTracer(Butler butler)
{
    private ProvenanceStore Store => butler.Registry.Provenance;

    /// <summary>The datasets, those nearest to the start first; the start itself has depth 0.</summary>
    /// <param name="start">Identifiers of datasets.</param>
    /// <param name="direction">Which way.</param>
    /// <param name="depth">How far at most; null for as far as it goes.</param>
    /// <param name="cancellationToken">Stops the trace.</param>
    public async IAsyncEnumerable<TracedDataset> TraceAsync(
        IReadOnlyCollection<Guid> start, TraceDirection direction, int? depth, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        var seen = start.ToHashSet();
        IReadOnlyCollection<Guid> frontier = [.. seen];
        for (var level = 0; frontier.Count > 0; level++)
        {
            var uses = await Store.OfDatasetsAsync(frontier, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
            var made = uses.Where(u => u.Role == DatasetRole.Output).GroupBy(u => u.Dataset).ToDictionary(g => g.Key, g => g.Max(u => u.Quantum));
            var attempts = await AttemptsAsync([.. made.Values.Distinct()], cancellationToken).ConfigureAwait(false);
            var datasets = await butler.Registry.Datasets.GetAsync(frontier, cancellationToken).ConfigureAwait(false);
            foreach (var id in frontier)
            {
                var (attempt, run) = made.TryGetValue(id, out var quantum) ? attempts.GetValueOrDefault(quantum) : default;
                var traced = new TracedDataset(level, id, datasets.GetValueOrDefault(id), attempt) { Run = run };
                if (level == 0 || !traced.IsAutomatic)
                    yield return traced;
            }

            if (level == depth)
                yield break;
            var quanta = direction == TraceDirection.Backwards
                ? made.Values.Distinct().ToList()
                : uses.Where(u => u.Role == DatasetRole.Input).Select(u => u.Quantum).Distinct().ToList();
            var wanted = direction == TraceDirection.Backwards ? DatasetRole.Input : DatasetRole.Output;
            frontier = await Store.OfQuantaAsync(quanta, cancellationToken).Where(u => u.Role == wanted && seen.Add(u.Dataset)).Select(u => u.Dataset).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // Of each quantum the attempt that succeeded, or else the last.
    private async Task<Dictionary<Guid, (QuantumRecord? Attempt, string? Run)>> AttemptsAsync(IReadOnlyCollection<Guid> quanta, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, (QuantumRecord? Attempt, string? Run)>();
        await foreach (var (attempt, run) in Store.QuantaAsync(new QuantumQuery { Quanta = quanta }, cancellationToken).ConfigureAwait(false))
            if (!found.TryGetValue(attempt.Quantum, out var before) || before.Attempt!.Status != AttemptStatus.Successful)
                found[attempt.Quantum] = (attempt, run);
        return found;
    }
}
