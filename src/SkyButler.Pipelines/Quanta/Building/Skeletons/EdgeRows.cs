using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Quanta.Building.Skeletons;

/// <summary>For each quantum of a task, the rows of one connection's datasets, in the order of their data IDs.</summary>
internal sealed class EdgeRows
{
    private const int Gone = -1;
    private readonly int[] offsets;
    private readonly int[] targets;

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
        for (var i = offsets[quantum]; i < offsets[quantum + 1]; i++)
            if (targets[i] != Gone && Nodes.Has(targets[i]))
                yield return targets[i];
    }

    /// <summary>How many datasets of a quantum are there.</summary>
    public int Count(int quantum)
    {
        var count = 0;
        for (var i = offsets[quantum]; i < offsets[quantum + 1]; i++)
            if (targets[i] != Gone && Nodes.Has(targets[i]))
                count++;
        return count;
    }

    /// <summary>All rows of a quantum, whether their datasets are there or not.</summary>
    public ReadOnlySpan<int> All(int quantum) => targets.AsSpan(offsets[quantum]..offsets[quantum + 1]);

    /// <summary>Takes datasets away from a quantum.</summary>
    public void Keep(int quantum, IReadOnlySet<Guid> kept)
    {
        for (var i = offsets[quantum]; i < offsets[quantum + 1]; i++)
            if (targets[i] != Gone && Nodes.Has(targets[i]) && !kept.Contains(Nodes.Id(targets[i])))
                targets[i] = Gone;
    }
}
