using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta.Building.LookUps;

namespace SkyButler.Pipelines.Quanta.Building.Skeletons;

/// <summary>The quanta of one task while a graph is built.</summary>
internal sealed class TaskSkeleton(TaskNode task, Branch branch)
{
    public TaskNode Task { get; } = task;

    public Branch Branch { get; } = branch;

    public int Count => Branch.Count;

    /// <summary>Quanta that are in the graph still.</summary>
    public bool[] IsAlive { get; } = [.. Enumerable.Repeat(true, branch.Count)];

    /// <summary>Quanta whose outputs exist already, so that they need not run.</summary>
    public bool[] IsSkipped { get; } = new bool[branch.Count];

    /// <summary>Regular inputs.</summary>
    public required IReadOnlyList<EdgeRows> Inputs { get; init; }

    /// <summary>Outputs, metadata and log too.</summary>
    public required IReadOnlyList<EdgeRows> Outputs { get; init; }

    /// <summary>Prerequisites, filled in when they are looked up.</summary>
    public List<PrerequisiteRows> Prerequisites { get; } = [];

    public EdgeRows Metadata => Outputs.First(o => o.Edge.ConnectionName == TaskNode.MetadataConnection);

    /// <summary>Quanta that are to run, in the order of their data IDs.</summary>
    public int[] Alive() => [.. Branch.Order.Where(q => IsAlive[q])];

    /// <summary>Why quanta were left out; kept where somebody will ask.</summary>
    public Dictionary<int, string>? Reasons { get; set; }

    /// <summary>Takes a quantum and everything that it would write out of the graph.</summary>
    public void Drop(int quantum, Func<string> reason)
    {
        IsAlive[quantum] = false;
        Reasons?.TryAdd(quantum, reason());
        foreach (var output in Outputs)
            foreach (var row in output.All(quantum))
                output.Nodes.Remove(row);
    }
}
