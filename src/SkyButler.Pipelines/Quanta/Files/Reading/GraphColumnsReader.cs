using System.Text.Json;
using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta.Columns;

namespace SkyButler.Pipelines.Quanta.Files.Reading;

/// <summary>Gathers quanta that are read one by one into columns.</summary>
internal sealed class GraphColumnsReader(PipelineGraph pipeline)
{
    private readonly DataIdSpace space = new();
    private readonly RunNames runs = new();
    private readonly Dictionary<string, DatasetColumn> datasets = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, DatasetRef> defined = [];
    private readonly Dictionary<string, TaskColumns> tasks = new(StringComparer.Ordinal);

    /// <summary>Identifiers of the datasets that a quantum of a provenance graph names.</summary>
    public static IEnumerable<Guid> DatasetsOf(JsonElement quantum) => ((IEnumerable<string>)["inputs", "outputs"])
        .SelectMany(side => quantum.GetProperty(side).EnumerateObject()).SelectMany(c => c.Value.EnumerateArray()).Select(d => d.GetGuid()).Distinct();

    /// <summary>Tells of a dataset that quanta name by its identifier alone.</summary>
    public void Define(JsonElement dataset)
    {
        var made = Dataset(dataset);
        defined[made.Id] = made;
    }

    /// <summary>Adds a quantum.</summary>
    public void Add(JsonElement quantum)
    {
        var label = quantum.GetProperty("task_label").GetString()!;
        if (!tasks.TryGetValue(label, out var columns))
            tasks.Add(label, columns = new TaskColumns(pipeline.TaskGraph[label], new DataIdTable(pipeline.DimensionsOf(pipeline.TaskGraph[label]), space)));
        columns.Ids.Add(quantum.GetProperty("quantum_id").GetGuid());
        columns.Rows.Add(columns.Table.Add(DataId(columns.Table.Dimensions, quantum)));
        foreach (var edge in columns.Edges)
        {
            var sets = quantum.GetProperty(edge.Edge.IsWrite ? "outputs" : "inputs");
            if (sets.TryGetProperty(edge.Edge.ConnectionName, out var members))
                foreach (var dataset in members.EnumerateArray())
                    edge.Targets.Add(Add(edge.Edge, dataset));
            edge.Offsets.Add(edge.Targets.Count);
        }
    }

    /// <summary>The tasks that have quanta, in order.</summary>
    public IReadOnlyList<TaskQuanta> Tasks() => [.. pipeline.Tasks.Where(t => tasks.ContainsKey(t.Label)).Select(t => Finish(tasks[t.Label]))];

    /// <summary>An init-quantum.</summary>
    public InitQuantum InitQuantum(JsonElement quantum)
    {
        var label = quantum.GetProperty("task_label").GetString()!;
        return new InitQuantum(
            label.Length == 0 ? null : pipeline.TaskGraph[label], quantum.GetProperty("quantum_id").GetGuid(),
            Singles(quantum.GetProperty("inputs")), Singles(quantum.GetProperty("outputs")));
    }

    // Provenance graphs name one identifier where predicted ones list datasets; of those in a part of a graph, not all are told.
    private Dictionary<string, DatasetRef> Singles(JsonElement sets) => sets.EnumerateObject()
        .Select(s => (s.Name, Dataset: s.Value.ValueKind == JsonValueKind.String ? defined.GetValueOrDefault(s.Value.GetGuid())
            : s.Value.GetArrayLength() > 0 ? Dataset(s.Value[0]) : null))
        .Where(s => s.Dataset is not null)
        .ToDictionary(s => s.Name, s => s.Dataset!, StringComparer.Ordinal);

    private DatasetRef Dataset(JsonElement json)
    {
        var name = json.GetProperty("dataset_type_name").GetString()!;
        var type = pipeline.DatasetTypes.TryGetValue(name, out var node) ? node.Type : new DatasetType(name, pipeline.Universe.Empty, "Packages");
        return new DatasetRef(type, DataId(type.Dimensions, json), json.GetProperty("run").GetString()!, json.GetProperty("dataset_id").GetGuid());
    }

    private int Add(TaskEdge edge, JsonElement json)
    {
        if (!datasets.TryGetValue(edge.DatasetTypeName, out var column))
        {
            var type = pipeline.TypeOf(edge).Type;
            datasets.Add(edge.DatasetTypeName, column = new DatasetColumn(type, new DataIdTable(type.Dimensions, space), runs));
        }

        if (json.ValueKind == JsonValueKind.String)
        {
            var known = defined.GetValueOrDefault(json.GetGuid()) ?? throw new InvalidDataException($"its dataset {json.GetString()} is nowhere.");
            return column.Add(known.Id, known.Run, column.Table.Add(known.DataId));
        }

        var row = column.Table.Add(DataId(column.Type.Dimensions, json));
        return column.Add(json.GetProperty("dataset_id").GetGuid(), json.GetProperty("run").GetString()!, row);
    }

    private TaskQuanta Finish(TaskColumns task) => new(
        task.Task, task.Table, [.. task.Rows], [.. task.Ids],
        [.. task.Edges.Select(e => new ConnectionColumn(e.Edge, Column(e.Edge), [.. e.Offsets], [.. e.Targets]))]);

    private DatasetColumn Column(TaskEdge edge) => datasets.TryGetValue(edge.DatasetTypeName, out var column)
        ? column
        : new DatasetColumn(pipeline.TypeOf(edge).Type, new DataIdTable(pipeline.TypeOf(edge).Type.Dimensions, space), runs);

    private static DataCoordinate DataId(DimensionGroup dimensions, JsonElement json) => new(
        dimensions,
        [.. json.GetProperty("data_coordinate").EnumerateArray().Select(v => v.ValueKind == JsonValueKind.String ? new DataIdValue(v.GetString()!) : new DataIdValue(v.GetInt64()))]);

    private sealed class TaskColumns(TaskNode task, DataIdTable table)
    {
        public TaskNode Task { get; } = task;

        public DataIdTable Table { get; } = table;

        public List<Guid> Ids { get; } = [];

        public List<int> Rows { get; } = [];

        public List<EdgeColumns> Edges { get; } = [.. task.Edges.Where(e => !e.IsInit).Select(e => new EdgeColumns(e))];
    }

    private sealed class EdgeColumns(TaskEdge edge)
    {
        public TaskEdge Edge { get; } = edge;

        public List<int> Offsets { get; } = [0];

        public List<int> Targets { get; } = [];
    }
}
