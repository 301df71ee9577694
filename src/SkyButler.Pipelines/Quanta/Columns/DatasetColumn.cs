using SkyButler.Datasets;

namespace SkyButler.Pipelines.Quanta.Columns;

/// <summary>Datasets of one type in a graph: identifiers, runs and data IDs.</summary>
internal sealed class DatasetColumn(DatasetType type, DataIdTable table, RunNames runs)
{
    private readonly List<Guid> ids = [];
    private readonly List<int> runNumbers = [];
    private readonly List<int> rows = [];
    private readonly Dictionary<Guid, int> positions = [];

    public DatasetType Type { get; } = type;

    public DataIdTable Table { get; } = table;

    public int Count => ids.Count;

    public IReadOnlyList<Guid> Ids => ids;

    /// <summary>The place of a dataset, which is added if it is not there yet.</summary>
    public int Add(Guid id, string run, int row)
    {
        if (positions.TryGetValue(id, out var position))
            return position;
        position = ids.Count;
        positions.Add(id, position);
        ids.Add(id);
        runNumbers.Add(runs.Number(run));
        rows.Add(row);
        return position;
    }

    /// <summary>The place of a dataset of which nobody has told before, and whose identifier nobody looks for.</summary>
    public int Append(Guid id, string run, int row)
    {
        ids.Add(id);
        runNumbers.Add(runs.Number(run));
        rows.Add(row);
        return ids.Count - 1;
    }

    public Guid Id(int position) => ids[position];

    /// <summary>The runs of the graph.</summary>
    public RunNames Runs => runs;

    public int RunNumber(int position) => runNumbers[position];

    public string Run(int position) => runs[runNumbers[position]];

    public int Row(int position) => rows[position];

    public DatasetRef Dataset(int position) => new(Type, Table.DataId(rows[position]), Run(position), ids[position]);
}
