using System.Text.Json;
using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Configs.Text;
using SkyButler.Pipelines.Connections;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Pipelines;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Pipelines.Quanta.Files.Reading;

/// <summary>Reads the pipeline of a graph file: as the file tells it, or with the classes of its tasks.</summary>
internal static class PipelineGraphReader
{
    /// <summary>The pipeline as the file tells it; no class of a task is looked for.</summary>
    public static PipelineGraph Read(JsonElement json)
    {
        if (json.GetProperty("dimensions").ValueKind != JsonValueKind.Object)
            throw new InvalidDataException("its pipeline was never fitted to a repository.");
        var universe = DimensionUniverse.FromJson(json.GetProperty("dimensions").GetRawText());
        return Read(json, new TaskGraph([.. json.GetProperty("tasks").EnumerateObject().Select(t => Stored(t.Name, t.Value, universe))]), universe);
    }

    /// <summary>
    /// The pipeline for a repository, with the classes of those tasks that are known here. Where all are, the connections are
    /// theirs, and fitted to the repository as when a graph is built.
    /// </summary>
    public static async Task<PipelineGraph> ReadAsync(JsonElement json, Butler butler, TaskCatalog catalog, CancellationToken cancellationToken)
    {
        var stored = Read(json);
        var tasks = json.GetProperty("tasks");
        var nodes = stored.Tasks.Select(t => catalog.Find(t.ClassName) is { } type ? Known(t.Label, type, tasks.GetProperty(t.Label)) : t).ToList();
        if (nodes.Exists(n => !n.IsKnown))
            return Read(json, new TaskGraph(nodes), stored.Universe);
        var pipeline = new Pipeline { Description = stored.Description, Instrument = stored.Instrument, Subsets = stored.Subsets, Steps = stored.Steps };
        return await PipelineGraphFactory.ResolveAsync(butler, pipeline, new TaskGraph(nodes), cancellationToken).ConfigureAwait(false);
    }

    private static PipelineGraph Read(JsonElement json, TaskGraph tasks, DimensionUniverse universe)
    {
        var edges = tasks.Tasks.SelectMany(t => t.Edges).ToLookup(e => e.DatasetTypeName, StringComparer.Ordinal);
        var types = json.GetProperty("dataset_types").EnumerateObject().Select(t => Type(t.Name, t.Value, universe, [.. edges[t.Name]])).ToList();
        if (edges.FirstOrDefault(e => types.All(t => t.Name != e.Key)) is { } missing)
            throw new InvalidDataException($"its pipeline does not say what '{missing.Key}' is.");
        var instrument = json.GetProperty("data_id").TryGetProperty("instrument", out var name) ? name.GetString() : null;
        var subsets = json.GetProperty("task_subsets").EnumerateObject().Select(s => new PipelineSubset(s.Name, Texts(s.Value, "tasks"), s.Value.GetProperty("description").GetString()));
        return new PipelineGraph(json.GetProperty("description").GetString() ?? "", instrument, tasks, universe, types, [.. subsets]) { Steps = Steps(json) };
    }

    private static IReadOnlyList<PipelineStep> Steps(JsonElement json) => json.TryGetProperty("step_labels", out _)
        ? [.. Texts(json, "step_labels").Select(label => new PipelineStep(label, Texts(json.GetProperty("task_subsets").GetProperty(label), "dimensions")))]
        : [];

    private static DatasetTypeNode Type(string name, JsonElement json, DimensionUniverse universe, IReadOnlyList<TaskEdge> edges) => new(
        new DatasetType(name, universe.Conform(Texts(json, "dimensions")), json.GetProperty("storage_class").GetString()!, json.GetProperty("is_calibration").GetBoolean()),
        isRegistered: true, edges.FirstOrDefault(e => e.IsWrite), [.. edges.Where(e => !e.IsWrite)]);

    private static TaskNode Known(string label, TaskType type, JsonElement json)
    {
        var config = type.MakeConfig();
        var editor = new ConfigEditor(label, config);
        editor.Apply(OverrideScript.Parse(json.GetProperty("config_str").GetString()!, $"the graph's configuration of '{label}'"));
        editor.Validate();
        var connections = type.MakeConnections();
        connections.Bind(label, config);
        return new TaskNode(label, type, config, connections, editor.History);
    }

    private static TaskNode Stored(string label, JsonElement json, DimensionUniverse universe)
    {
        var dimensions = universe.Conform(Texts(json, "dimensions")).Required.Select(d => d.Name).ToList();
        return new TaskNode(label, json.GetProperty("task_class").GetString()!, dimensions, json.GetProperty("config_str").GetString()!, task =>
        [
            .. Edges(label, json.GetProperty("inputs"), EdgeKind.Input),
            .. Edges(label, json.GetProperty("prerequisite_inputs"), EdgeKind.Prerequisite),
            .. Edges(label, json.GetProperty("outputs"), EdgeKind.Output),
            .. Edges(label, json.GetProperty("init").GetProperty("inputs"), EdgeKind.InitInput),
            .. Edges(label, json.GetProperty("init").GetProperty("outputs"), EdgeKind.InitOutput),
            task.Automatic(TaskNode.MetadataConnection),
            .. json.GetProperty("log_output").ValueKind == JsonValueKind.Null ? (IEnumerable<TaskEdge>)[] : [task.Automatic(TaskNode.LogConnection)],
            task.Automatic(TaskNode.ConfigConnection),
        ]);
    }

    private static IEnumerable<TaskEdge> Edges(string label, JsonElement edges, EdgeKind kind) =>
        edges.EnumerateObject().Select(e => new TaskEdge(label, e.Name, kind, Connection(e.Value, kind)));

    private static Connection Connection(JsonElement json, EdgeKind kind)
    {
        var name = json.GetProperty("dataset_type_name").GetString()!;
        var storageClass = json.GetProperty("storage_class").GetString()!;
        var dimensions = Texts(json, "raw_dimensions");
        var isCalibration = json.GetProperty("is_calibration").GetBoolean();
        return kind switch
        {
            EdgeKind.Input => new Input
            {
                Name = name,
                StorageClass = storageClass,
                Dimensions = dimensions,
                IsCalibration = isCalibration,
                Multiple = true,
                DeferGraphConstraint = json.GetProperty("defer_query_constraint").GetBoolean(),
            },
            EdgeKind.Prerequisite => new PrerequisiteInput { Name = name, StorageClass = storageClass, Dimensions = dimensions, IsCalibration = isCalibration, Multiple = true },
            EdgeKind.Output => new Output { Name = name, StorageClass = storageClass, Dimensions = dimensions, IsCalibration = isCalibration, Multiple = true },
            EdgeKind.InitInput => new InitInput { Name = name, StorageClass = storageClass },
            _ => new InitOutput { Name = name, StorageClass = storageClass },
        };
    }

    private static IReadOnlyList<string> Texts(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(t => t.GetString()!)];
}
