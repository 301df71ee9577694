using SkyButler.Datasets;

namespace SkyButler.Pipelines.Graphs;

/// <summary>A dataset type of a pipeline, as the repository has it or will have it.</summary>
public sealed class DatasetTypeNode
{
    internal DatasetTypeNode(DatasetType type, bool isRegistered, TaskEdge? producer, IReadOnlyList<TaskEdge> consumers)
    {
        Type = type;
        IsRegistered = isRegistered;
        Producer = producer;
        Consumers = consumers;
    }

    /// <summary>The dataset type.</summary>
    public DatasetType Type { get; }

    /// <summary>Its name.</summary>
    public string Name => Type.Name;

    /// <summary>Whether the repository has it.</summary>
    public bool IsRegistered { get; }

    /// <summary>The edge that writes it; null for what the pipeline only reads.</summary>
    public TaskEdge? Producer { get; }

    /// <summary>The edges that read it.</summary>
    public IReadOnlyList<TaskEdge> Consumers { get; }

    /// <summary>Whether it must exist before the graph is built.</summary>
    public bool IsPrerequisite => Consumers.Any(c => c.Kind == EdgeKind.Prerequisite);

    /// <summary>Whether only data IDs for which one exists enter the graph.</summary>
    public bool IsInitialQueryConstraint => Producer is null && !IsPrerequisite && Consumers.Any(c => c.Kind == EdgeKind.Input)
        && Consumers.All(c => c.Connection is not (Connections.Input { DeferGraphConstraint: true } or Connections.Input { DeferBinding: true }));

    /// <inheritdoc />
    public override string ToString() => Name;
}
