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

    public string Run(int position) => runs[runNumbers[position]];

    public int Row(int position) => rows[position];

    public DatasetRef Dataset(int position) => new(Type, Table.DataId(rows[position]), Run(position), ids[position]);
}
