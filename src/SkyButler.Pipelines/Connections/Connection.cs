namespace SkyButler.Pipelines.Connections;

/// <summary>What a task reads or writes: a slot that one dataset type fills.</summary>
public abstract record Connection
{
    /// <summary>The dataset type's name by default, in which <c>{template}</c> may stand; an input's may be <c>parent.component</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The storage class that the task works with.</summary>
    public required string StorageClass { get; init; }

    /// <summary>What it is.</summary>
    public string Documentation { get; init; } = "";

    /// <summary>Whether a quantum may have more than one dataset here.</summary>
    public bool Multiple { get; init; }
}
