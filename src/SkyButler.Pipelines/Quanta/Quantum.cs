using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Quanta;

/// <summary>One execution of a task: what it reads and writes. A view of a place in a graph.</summary>
public readonly struct Quantum : IEquatable<Quantum>
{
    internal Quantum(TaskQuanta task, int place)
    {
        Quanta = task;
        Place = place;
    }

    /// <summary>The task.</summary>
    public TaskNode Task => Quanta.Task;

    /// <summary>Label of the task.</summary>
    public string TaskLabel => Quanta.Task.Label;

    /// <summary>Identifier.</summary>
    public Guid Id => Quanta.Ids[Place];

    /// <summary>Data ID with implied values.</summary>
    public DataCoordinate DataId => Quanta.DataId(Place);

    internal TaskQuanta Quanta { get; }

    internal int Place { get; }

    /// <summary>Inputs by connection name, prerequisites too; whole datasets as they are stored.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<DatasetRef>> Inputs => Sets(write: false);

    /// <summary>Outputs by connection name, metadata and log too.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<DatasetRef>> Outputs => Sets(write: true);

    /// <summary>Same place of the same graph.</summary>
    public static bool operator ==(Quantum a, Quantum b) => a.Equals(b);

    /// <summary>Another place.</summary>
    public static bool operator !=(Quantum a, Quantum b) => !a.Equals(b);

    /// <inheritdoc />
    public bool Equals(Quantum other) => ReferenceEquals(Quanta, other.Quanta) && Place == other.Place;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Quantum other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>Label and data ID.</summary>
    public override string ToString() => $"{TaskLabel} {DataId}";

    private Dictionary<string, IReadOnlyList<DatasetRef>> Sets(bool write)
    {
        var place = Place;
        return Quanta.Connections.Where(c => c.Edge.IsWrite == write)
            .ToDictionary(c => c.Edge.ConnectionName, c => c.Refs(place), StringComparer.Ordinal);
    }
}
