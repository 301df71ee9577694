using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Connections;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Pipelines.Mocks;

/// <summary>
/// Replaces the tasks of a pipeline by mocks with the same labels, dimensions and connections. What the pipeline makes is called
/// <c>_mock_</c> and its name, and stored as plain data; what it only reads stays as it is.
/// </summary>
internal static class MockPipeline
{
    private const string Prefix = "_mock_";
    private const string StorageClass = "StructuredDataDict";

    public static TaskGraph Of(TaskGraph tasks, MockRequest request)
    {
        foreach (var failure in request.Failures)
            _ = tasks[failure.Label];
        var made = tasks.Tasks.SelectMany(t => t.Edges)
            .Where(e => e.IsWrite && !TaskNode.IsAutomatic(e.ConnectionName))
            .Select(e => e.DatasetTypeName)
            .Except(request.Unmocked, StringComparer.Ordinal)
            .ToHashSet(StringComparer.Ordinal);
        return new TaskGraph([.. tasks.Tasks.Select(t => Mock(t, made, Failure(t.Label, [.. request.Failures.Where(f => f.Label == t.Label)])))]);
    }

    // A mock fails in one way, where any of its conditions holds.
    private static MockFailure? Failure(string label, IReadOnlyList<MockFailure> failures) => failures.Select(f => f.Exception).Distinct(StringComparer.Ordinal).Count() switch
    {
        0 => null,
        1 => failures[0] with { Condition = string.Join(" OR ", failures.Select(f => failures.Count > 1 ? $"({f.Condition})" : f.Condition)) },
        _ => throw new PipelineException($"The mock of task '{label}' can fail in one way only, and was given {string.Join(" and ", failures.Select(f => f.Exception).Distinct(StringComparer.Ordinal))}."),
    };

    private static TaskNode Mock(TaskNode task, HashSet<string> made, MockFailure? failure)
    {
        var type = new TaskType(typeof(MockTask));
        var config = new MockConfig
        {
            Dimensions = task.Dimensions,
            SaveLogOutput = task.LogEdge is not null,
            Inputs = Connections(task, EdgeKind.Input, made),
            PrerequisiteInputs = Connections(task, EdgeKind.Prerequisite, made),
            Outputs = Connections(task, EdgeKind.Output, made),
            InitInputs = Connections(task, EdgeKind.InitInput, made),
            InitOutputs = Connections(task, EdgeKind.InitOutput, made),
            FailCondition = failure?.Condition,
            FailException = failure?.Exception ?? "builtins.ValueError",
        };
        var problems = new List<string>();
        config.Validate(problems);
        if (problems.Count > 0)
            throw new TaskConfigException($"The mock of task '{task.Label}' is not in order: {string.Join("; ", problems)}.");
        var connections = type.MakeConnections();
        connections.Bind(task.Label, config);
        return new TaskNode(task.Label, type, config, connections, []);
    }

    private static Dictionary<string, MockConnectionConfig> Connections(TaskNode task, EdgeKind kind, HashSet<string> made) =>
        task.EdgesOf(kind).Where(e => !TaskNode.IsAutomatic(e.ConnectionName))
            .ToDictionary(e => e.ConnectionName, e => Connection(e, made.Contains(e.DatasetTypeName)), StringComparer.Ordinal);

    private static MockConnectionConfig Connection(TaskEdge edge, bool isMocked) => new()
    {
        DatasetTypeName = isMocked ? Prefix + edge.DatasetTypeName : edge.Connection.Name,
        StorageClass = isMocked || edge.IsWrite ? StorageClass : edge.Connection.StorageClass,
        Dimensions = edge.RawDimensions,
        Multiple = edge.Connection.Multiple,
        Minimum = (edge.Connection as InputConnection)?.Minimum ?? 1,
        IsCalibration = edge.IsCalibration,
        DeferGraphConstraint = edge.Connection is Input { DeferGraphConstraint: true },
    };
}
