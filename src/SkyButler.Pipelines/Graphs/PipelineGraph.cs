using SkyButler.Dimensions;

namespace SkyButler.Pipelines.Graphs;

/// <summary>A pipeline made to fit a repository: tasks in order, dataset types with their dimensions and storage classes.</summary>
public sealed class PipelineGraph
{
    private readonly Dictionary<string, DatasetTypeNode> types;
    private readonly Dictionary<string, DimensionGroup> dimensions;

    internal PipelineGraph(
        string description, string? instrument, TaskGraph tasks, DimensionUniverse universe, IEnumerable<DatasetTypeNode> types,
        IReadOnlyList<Pipelines.PipelineSubset> subsets)
    {
        Description = description;
        Instrument = instrument;
        TaskGraph = tasks;
        Universe = universe;
        Subsets = subsets;
        this.types = types.ToDictionary(t => t.Name, StringComparer.Ordinal);
        dimensions = tasks.Tasks.ToDictionary(t => t.Label, t => universe.Conform(t.Dimensions), StringComparer.Ordinal);
    }

    /// <summary>The connection under which the list of packages is written.</summary>
    public const string PackagesName = "packages";

    /// <summary>What the pipeline is for.</summary>
    public string Description { get; }

    /// <summary>Short name of the instrument that all data IDs have; null where the pipeline names none.</summary>
    public string? Instrument { get; }

    /// <summary>The universe of the repository.</summary>
    public DimensionUniverse Universe { get; }

    /// <summary>Tasks, each after those whose outputs it reads.</summary>
    public IReadOnlyList<TaskNode> Tasks => TaskGraph.Tasks;

    /// <summary>Dataset types by name.</summary>
    public IReadOnlyDictionary<string, DatasetTypeNode> DatasetTypes => types;

    /// <summary>The pipeline's subsets.</summary>
    public IReadOnlyList<Pipelines.PipelineSubset> Subsets { get; }

    /// <summary>The pipeline's steps, in order.</summary>
    public IReadOnlyList<Pipelines.PipelineStep> Steps { get; internal init; } = [];

    internal TaskGraph TaskGraph { get; }

    /// <summary>The dataset type of an edge.</summary>
    public DatasetTypeNode TypeOf(TaskEdge edge) => types[edge.DatasetTypeName];

    /// <summary>The dimensions of a task's quanta.</summary>
    public DimensionGroup DimensionsOf(TaskNode task) => dimensions[task.Label];

    /// <summary>What the pipeline reads and does not make, sorted by name.</summary>
    public IEnumerable<DatasetTypeNode> OverallInputs => types.Values.Where(t => t.Producer is null).OrderBy(t => t.Name, StringComparer.Ordinal);

    /// <summary>What the pipeline makes, sorted by name.</summary>
    public IEnumerable<DatasetTypeNode> Products => types.Values.Where(t => t.Producer is not null).OrderBy(t => t.Name, StringComparer.Ordinal);
}
