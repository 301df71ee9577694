using SkyButler.Datasets;
using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Quanta.Columns;

/// <summary>For each quantum of a task, the datasets of one connection: a slice of <paramref name="targets"/> from its offset to the next.</summary>
internal sealed class ConnectionColumn(TaskEdge edge, DatasetColumn datasets, int[] offsets, int[] targets)
{
    public TaskEdge Edge { get; } = edge;

    public DatasetColumn Datasets { get; } = datasets;

    public int TargetCount => targets.Length;

    public int QuantumCount => offsets.Length - 1;

    /// <summary>The same with other datasets in the same places.</summary>
    public ConnectionColumn With(DatasetColumn others) => new(Edge, others, offsets, targets);

    public ReadOnlySpan<int> Targets(int quantum) => targets.AsSpan(offsets[quantum]..offsets[quantum + 1]);

    public IReadOnlyList<DatasetRef> Refs(int quantum)
    {
        var slice = Targets(quantum);
        var refs = new DatasetRef[slice.Length];
        for (var i = 0; i < refs.Length; i++)
            refs[i] = Datasets.Dataset(slice[i]);
        return refs;
    }
}
