using SkyButler.Dimensions;
using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Quanta.Building.Skeletons;

/// <summary>A part of the pipeline that nothing but overall inputs ties to the rest: it gets a query of its own.</summary>
internal sealed class Subgraph(PipelineGraph pipeline, IReadOnlyList<TaskNode> tasks)
{
    public PipelineGraph Pipeline { get; } = pipeline;

    public IReadOnlyList<TaskNode> Tasks { get; } = tasks;

    /// <summary>The dataset types whose data IDs shape this part: everything but prerequisites and what is read or written once.</summary>
    public IReadOnlyList<DatasetTypeNode> DatasetTypes { get; } =
    [
        .. tasks.SelectMany(t => t.EdgesOf(EdgeKind.Input, EdgeKind.Output)).Select(pipeline.TypeOf).Distinct(),
    ];

    /// <summary>All dimensions that occur.</summary>
    public DimensionGroup Dimensions => DatasetTypes.Select(t => t.Type.Dimensions)
        .Concat(Tasks.Select(Pipeline.DimensionsOf))
        .Aggregate(Pipeline.Universe.Empty, (all, group) => all.Union(group));

    /// <summary>The groups of which data IDs are needed: of tasks, dataset types, and of both ends of each connection together.</summary>
    public IEnumerable<DimensionGroup> Groups => Tasks.Select(Pipeline.DimensionsOf)
        .Concat(DatasetTypes.Select(t => t.Type.Dimensions))
        .Concat(Tasks.SelectMany(t => t.EdgesOf(EdgeKind.Input, EdgeKind.Output).Select(e => Pipeline.DimensionsOf(t).Union(Pipeline.TypeOf(e).Type.Dimensions))));

    /// <summary>Labels of the tasks, for messages.</summary>
    public string Labels => string.Join(", ", Tasks.Select(t => t.Label));

    /// <summary>The parts of a pipeline.</summary>
    public static IReadOnlyList<Subgraph> Split(PipelineGraph pipeline)
    {
        var part = pipeline.Tasks.ToDictionary(t => t.Label, t => t.Label, StringComparer.Ordinal);
        foreach (var (reader, writers) in pipeline.TaskGraph.Writers())
            foreach (var writer in writers)
                Join(Root(reader), Root(writer));
        return [.. pipeline.Tasks.GroupBy(t => Root(t.Label), StringComparer.Ordinal).Select(g => new Subgraph(pipeline, [.. g]))];

        string Root(string label) => part[label] == label ? label : part[label] = Root(part[label]);

        void Join(string a, string b) => part[a] = b;
    }
}
