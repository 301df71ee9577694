using SkyButler.Datasets;
using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Quanta.Building.LookUps;

/// <summary>For each quantum of a task, the prerequisites that one connection found.</summary>
internal sealed class PrerequisiteRows(TaskEdge edge, int quanta)
{
    private static readonly IReadOnlyList<DatasetRef> None = [];
    private readonly IReadOnlyList<DatasetRef>?[] found = new IReadOnlyList<DatasetRef>?[quanta];

    public TaskEdge Edge { get; } = edge;

    public IReadOnlyList<DatasetRef> this[int quantum]
    {
        get => found[quantum] ?? None;
        set => found[quantum] = value;
    }
}
