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

    /// <summary>The table of the quanta's data IDs, and the row of each in it.</summary>
    internal (DataIdTable Table, int[] Rows) DataIds => (table, rows);

    /// <summary>Makes ready for writing from several threads.</summary>
    internal void PrepareText()
    {
        table.PrepareJson();
        foreach (var connection in Connections)
            connection.Datasets.Table.PrepareJson();
    }

    internal void WriteDataId(int place, Utf8Buffer buffer) => table.WriteJson(rows[place], buffer);

    /// <summary>The data ID of a quantum, with implied values.</summary>
    public DataCoordinate DataId(int place) => table.DataId(rows[place]);
}
