using SkyButler.Datasets;
using SkyButler.Pipelines.Connections;
using SkyButler.Pipelines.Connections.Errors;
using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Execution.Attempts;

/// <summary>Decides whether a quantum can still run without inputs that turned out to be missing.</summary>
internal static class QuantumReadjustment
{
    /// <summary>The inputs that are left.</summary>
    /// <exception cref="NoWorkFoundException">Too little is left.</exception>
    public static QuantumInputs Adjust(QuantumAttempt attempt, IReadOnlySet<Guid> missing)
    {
        var task = attempt.Quantum.Task;
        var left = attempt.StoredInputs.ToDictionary(
            p => p.Key, p => (IReadOnlyList<DatasetRef>)[.. p.Value.Where(d => !missing.Contains(d.Id))], StringComparer.Ordinal);
        var adjustment = new QuantumAdjustment(task.Label, attempt.DataId, left, attempt.TaskOutputs.ToDictionary(StringComparer.Ordinal));
        task.Connections.AdjustQuantum(adjustment);
        foreach (var edge in task.EdgesOf(EdgeKind.Input))
            if (adjustment.Inputs.TryGetValue(edge.ConnectionName, out var datasets) && datasets.Count < ((Input)edge.Connection).Minimum)
                throw new NoWorkFoundException($"{edge} needs at least {((Input)edge.Connection).Minimum} dataset(s), and {datasets.Count} are there.");
        var kept = adjustment.Inputs.Values.SelectMany(d => d).Select(d => d.Id).ToHashSet();
        return attempt.Inputs(d => kept.Contains(d.Id));
    }
}
