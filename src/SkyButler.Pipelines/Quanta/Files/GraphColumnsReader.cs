using System.Text.Json;
using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta.Columns;

namespace SkyButler.Pipelines.Quanta.Files;

/// <summary>Gathers quanta that are read one by one into columns.</summary>
internal sealed class GraphColumnsReader(PipelineGraph pipeline)
{
    private readonly DataIdSpace space = new();
    private readonly RunNames runs = new();
    private readonly Dictionary<string, DatasetColumn> datasets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TaskColumns> tasks = new(StringComparer.Ordinal);

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

    private Dictionary<string, DatasetRef> Singles(JsonElement sets) => sets.EnumerateObject()
        .Where(s => s.Value.GetArrayLength() > 0)
        .ToDictionary(s => s.Name, s => Dataset(s.Value[0]), StringComparer.Ordinal);

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
