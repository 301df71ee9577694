namespace SkyButler.Registry.Provenance;

/// <summary>Which attempts at quanta are wanted; what is empty does not limit them.</summary>
public sealed record QuantumQuery
{
    /// <summary>Names of RUN collections, or patterns of them.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];

    /// <summary>Labels of tasks, or patterns of them.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = [];

    /// <summary>What became of them.</summary>
    public IReadOnlyList<AttemptStatus> Statuses { get; init; } = [];

    /// <summary>Identifiers of quanta; null for all.</summary>
    public IReadOnlyCollection<Guid>? Quanta { get; init; }
}
