using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Quanta.Building.Skeletons;

/// <summary>Quanta and datasets of a part of the pipeline, tied together, while a graph is built.</summary>
internal sealed class SubgraphSkeleton
{
    private readonly Dictionary<string, DatasetNodes> datasets;

    public SubgraphSkeleton(Subgraph part, BranchSet branches)
    {
        Part = part;
        datasets = part.DatasetTypes.ToDictionary(t => t.Name, t => new DatasetNodes(t, branches[t.Type.Dimensions]), StringComparer.Ordinal);
        Tasks = [.. part.Tasks.Select(t => Task(t, branches))];
    }

    public Subgraph Part { get; }

    public IReadOnlyList<TaskSkeleton> Tasks { get; }

    public IEnumerable<DatasetNodes> Datasets => datasets.Values;

    private TaskSkeleton Task(TaskNode task, BranchSet branches)
    {
        var branch = branches[Part.Pipeline.DimensionsOf(task)];
        return new TaskSkeleton(task, branch)
        {
            Inputs = [.. task.EdgesOf(EdgeKind.Input).Select(e => EdgeRows.Make(e, datasets[e.DatasetTypeName], branch, branches))],
            Outputs = [.. task.EdgesOf(EdgeKind.Output).Select(e => EdgeRows.Make(e, datasets[e.DatasetTypeName], branch, branches))],
        };
    }
}
