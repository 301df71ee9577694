using SkyButler.Pipelines.Connections;
using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Quanta.Building.Skeletons;

/// <summary>For each quantum of a task, the rows of one connection's datasets, in the order of their data IDs.</summary>
internal sealed class EdgeRows
{
    private const int Gone = -1;
    private readonly int[] offsets;
    private readonly int[] targets;
    private Dictionary<int, int[]>? replaced;

    private EdgeRows(TaskEdge edge, DatasetNodes nodes, int[] offsets, int[] targets)
    {
        Edge = edge;
        Nodes = nodes;
        this.offsets = offsets;
        this.targets = targets;
    }

    public TaskEdge Edge { get; }

    public DatasetNodes Nodes { get; }

    public static EdgeRows Make(TaskEdge edge, DatasetNodes nodes, Branch quanta, BranchSet branches)
    {
        if (edge.Connection is Input { DeferBinding: true })
            return new EdgeRows(edge, nodes, new int[quanta.Count + 1], []);
        if (quanta == nodes.Branch)
            return new EdgeRows(edge, nodes, [.. Enumerable.Range(0, quanta.Count + 1)], [.. Enumerable.Range(0, quanta.Count)]);
        var offsets = new int[quanta.Count + 1];
        foreach (var (quantum, _) in branches.Pairs(quanta, nodes.Branch))
            offsets[quantum + 1]++;
        for (var i = 0; i < quanta.Count; i++)
            offsets[i + 1] += offsets[i];
        var targets = new int[offsets[^1]];
        var next = offsets.AsSpan(0, quanta.Count).ToArray();
        foreach (var (quantum, dataset) in branches.Pairs(quanta, nodes.Branch))
            targets[next[quantum]++] = dataset;
        var places = nodes.Branch.Places;
        for (var i = 0; i < quanta.Count; i++)
            if (offsets[i + 1] - offsets[i] > 1)
                targets.AsSpan(offsets[i]..offsets[i + 1]).Sort((a, b) => places[a].CompareTo(places[b]));
        return new EdgeRows(edge, nodes, offsets, targets);
    }

    /// <summary>The rows of a quantum whose datasets are there.</summary>
    public IEnumerable<int> Present(int quantum)
    {
        var (all, start, end) = Slice(quantum);
        for (var i = start; i < end; i++)
            if (all[i] != Gone && Nodes.Has(all[i]))
                yield return all[i];
    }

    /// <summary>How many datasets of a quantum are there.</summary>
    public int Count(int quantum)
    {
        var count = 0;
        foreach (var row in All(quantum))
            if (row != Gone && Nodes.Has(row))
                count++;
        return count;
    }

    /// <summary>All rows of a quantum, whether their datasets are there or not.</summary>
    public Span<int> All(int quantum) => Slice(quantum) is var (all, start, end) ? all.AsSpan(start..end) : default;

    /// <summary>Takes datasets away from a quantum.</summary>
    public void Keep(int quantum, IReadOnlySet<Guid> kept)
    {
        foreach (ref var row in All(quantum))
            if (row != Gone && Nodes.Has(row) && !kept.Contains(Nodes.Id(row)))
                row = Gone;
    }

    /// <summary>Gives a quantum other datasets.</summary>
    public void Replace(int quantum, int[] rows)
    {
        var places = Nodes.Branch.Places;
        Array.Sort(rows, (a, b) => (a == Gone ? Gone : places[a]).CompareTo(b == Gone ? Gone : places[b]));
        (replaced ??= [])[quantum] = rows;
    }

    private (int[] All, int Start, int End) Slice(int quantum) =>
        replaced is not null && replaced.TryGetValue(quantum, out var own) ? (own, 0, own.Length) : (targets, offsets[quantum], offsets[quantum + 1]);
}
