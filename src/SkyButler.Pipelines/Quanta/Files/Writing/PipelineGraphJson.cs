using System.Text.Json;
using SkyButler.Pipelines.Connections;
using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Quanta.Files.Writing;

/// <summary>A pipeline graph as JSON, in the original's layout.</summary>
internal static class PipelineGraphJson
{
    private const string FormatVersion = "0.0.1";

    public static void Write(Utf8JsonWriter json, PipelineGraph pipeline)
    {
        var index = pipeline.TaskGraph.Order.Select((node, i) => (node, i)).ToDictionary(p => p.node, p => p.i);
        json.WriteStartObject();
        json.WriteString("version", FormatVersion);
        json.WriteString("description", pipeline.Description);
        json.WriteStartObject("tasks");
        foreach (var task in pipeline.Tasks)
        {
            json.WritePropertyName(task.Label);
            WriteTask(json, pipeline, task, index);
        }

        json.WriteEndObject();
        json.WriteStartObject("dataset_types");
        foreach (var node in pipeline.TaskGraph.Order.Where(n => n.Kind == NodeKind.DatasetType))
        {
            json.WritePropertyName(node.Name);
            WriteType(json, pipeline.DatasetTypes[node.Name], index[node]);
        }

        json.WriteEndObject();
        WriteSubsets(json, pipeline);
        json.WritePropertyName("dimensions");
        json.WriteRawValue(pipeline.Universe.ConfigurationJson);
        json.WriteStartObject("data_id");
        if (pipeline.Instrument is { } instrument)
            json.WriteString("instrument", instrument);
        json.WriteEndObject();
        GraphJson.WriteTexts(json, "step_labels", pipeline.Steps.Select(s => s.Label));
        json.WriteBoolean("steps_verified", pipeline.Steps.Count > 0 && !StepChecker.Problems(pipeline.Steps, pipeline.Subsets, pipeline.TaskGraph, pipeline.Universe).Any());
        json.WriteEndObject();
    }

    private static void WriteTask(Utf8JsonWriter json, PipelineGraph pipeline, TaskNode task, Dictionary<(NodeKind, string), int> index)
    {
        json.WriteStartObject();
        json.WriteString("task_class", task.ClassName);
        json.WriteStartObject("init");
        WriteEdges(json, "inputs", task.EdgesOf(EdgeKind.InitInput));
        WriteEdges(json, "outputs", task.EdgesOf(EdgeKind.InitOutput).Where(e => !TaskNode.IsAutomatic(e.ConnectionName)));
        WriteEdge(json, "config_output", Automatic(task, TaskNode.ConfigConnection)!);
        json.WriteNumber("index", index[(NodeKind.TaskInit, task.Label)]);
        json.WriteEndObject();
        json.WriteString("config_str", task.ConfigText);
        WriteEdges(json, "prerequisite_inputs", task.EdgesOf(EdgeKind.Prerequisite));
        WriteEdges(json, "inputs", task.EdgesOf(EdgeKind.Input));
        WriteEdges(json, "outputs", task.EdgesOf(EdgeKind.Output).Where(e => !TaskNode.IsAutomatic(e.ConnectionName)));
        WriteEdge(json, "metadata_output", Automatic(task, TaskNode.MetadataConnection)!);
        GraphJson.WriteTexts(json, "dimensions", pipeline.DimensionsOf(task).Names.Order(StringComparer.Ordinal));
        if (Automatic(task, TaskNode.LogConnection) is { } log)
            WriteEdge(json, "log_output", log);
        else
            json.WriteNull("log_output");
        json.WriteNumber("index", index[(NodeKind.Task, task.Label)]);
        json.WriteEndObject();
    }

    private static TaskEdge? Automatic(TaskNode task, string connection) => task.Edges.FirstOrDefault(e => e.ConnectionName == connection);

    private static void WriteEdges(Utf8JsonWriter json, string name, IEnumerable<TaskEdge> edges)
    {
        json.WriteStartObject(name);
        foreach (var edge in edges)
            WriteEdge(json, edge.ConnectionName, edge);
        json.WriteEndObject();
    }

    private static void WriteEdge(Utf8JsonWriter json, string name, TaskEdge edge)
    {
        json.WriteStartObject(name);
        json.WriteString("dataset_type_name", edge.Connection.Name);
        json.WriteString("storage_class", edge.Connection.StorageClass);
        GraphJson.WriteTexts(json, "raw_dimensions", edge.RawDimensions.Order(StringComparer.Ordinal));
        json.WriteBoolean("is_calibration", edge.IsCalibration);
        json.WriteBoolean("defer_query_constraint", edge.Kind == EdgeKind.Prerequisite || edge.Connection is Input { DeferGraphConstraint: true });
        json.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter json, DatasetTypeNode node, int index)
    {
        json.WriteStartObject();
        GraphJson.WriteTexts(json, "dimensions", node.Type.Dimensions.Names);
        json.WriteString("storage_class", node.Type.StorageClass);
        json.WriteBoolean("is_calibration", node.Type.IsCalibration);
        json.WriteBoolean("is_initial_query_constraint", node.IsInitialQueryConstraint);
        json.WriteBoolean("is_prerequisite", node.IsPrerequisite);
        json.WriteNumber("index", index);
        json.WriteEndObject();
    }

    private static void WriteSubsets(Utf8JsonWriter json, PipelineGraph pipeline)
    {
        json.WriteStartObject("task_subsets");
        foreach (var subset in pipeline.Subsets)
        {
            json.WriteStartObject(subset.Label);
            json.WriteString("description", subset.Description ?? "");
            GraphJson.WriteTexts(json, "tasks", subset.Tasks.Order(StringComparer.Ordinal));
            GraphJson.WriteTexts(json, "dimensions", (pipeline.Steps.FirstOrDefault(s => s.Label == subset.Label)?.Dimensions ?? []).Order(StringComparer.Ordinal));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
