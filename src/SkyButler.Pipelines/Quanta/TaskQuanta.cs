using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta.Columns;

namespace SkyButler.Pipelines.Quanta;

/// <summary>All quanta of one task, as columns.</summary>
public sealed class TaskQuanta
{
    private readonly DataIdTable table;
    private readonly int[] rows;

    internal TaskQuanta(TaskNode task, DataIdTable table, int[] rows, Guid[] ids, IReadOnlyList<ConnectionColumn> connections)
    {
        Task = task;
        this.table = table;
        this.rows = rows;
        Ids = ids;
        Connections = connections;
    }

    /// <summary>The task.</summary>
    public TaskNode Task { get; }

    /// <summary>Number of quanta.</summary>
    public int Count => rows.Length;

    /// <summary>Identifiers, by place.</summary>
    public IReadOnlyList<Guid> Ids { get; }

    internal IReadOnlyList<ConnectionColumn> Connections { get; }

    /// <summary>A quantum by place, in the order of data IDs.</summary>
    public Quantum this[int place] => new(this, place);

    /// <summary>The data ID of a quantum, with implied values.</summary>
    public DataCoordinate DataId(int place) => table.DataId(rows[place]);
}
