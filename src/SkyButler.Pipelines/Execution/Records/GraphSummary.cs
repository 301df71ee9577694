using System.Text.Json.Nodes;
using SkyButler.Pipelines.Quanta;

namespace SkyButler.Pipelines.Execution.Records;

/// <summary>What a graph holds, as the report of a run tells it.</summary>
internal static class GraphSummary
{
    public static JsonObject Of(QuantumGraph graph)
    {
        var summary = new JsonObject
        {
            ["cmdLine"] = graph.Header.Command,
            ["creationUTC"] = graph.Header.Timestamp.ToString("yyyy-MM-dd HH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture),
            ["inputCollection"] = new JsonArray([.. graph.Header.Inputs.Select(i => JsonValue.Create(i))]),
        };
        if (graph.Header.Output is { } output)
            summary["outputCollection"] = output;
        summary["outputRun"] = graph.OutputRun;
        var tasks = new JsonObject();
        foreach (var task in graph.Tasks)
            tasks[task.Task.Label] = new JsonObject
            {
                ["taskLabel"] = task.Task.Label,
                ["numQuanta"] = task.Count,
                ["numInputs"] = Counts(task, write: false),
                ["numOutputs"] = Counts(task, write: true),
            };
        summary["qgraphTaskSummaries"] = tasks;
        return summary;
    }

    // Counted by quantum: a dataset that two quanta read counts twice.
    private static JsonObject Counts(TaskQuanta task, bool write)
    {
        var counts = new JsonObject();
        foreach (var group in task.Connections.Where(c => c.Edge.IsWrite == write).GroupBy(c => c.Edge.DatasetTypeName, StringComparer.Ordinal))
            counts[group.Key] = group.Sum(c => c.TargetCount);
        return counts;
    }
}
