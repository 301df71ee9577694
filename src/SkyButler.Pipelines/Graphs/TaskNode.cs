using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Connections;
using SkyButler.Pipelines.Connections.Errors;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Pipelines.Graphs;

/// <summary>A task of a pipeline with its final configuration and connections.</summary>
public sealed class TaskNode
{
    /// <summary>Connection name of the metadata that every quantum writes.</summary>
    public const string MetadataConnection = "_metadata";

    /// <summary>Connection name of the log that quanta write.</summary>
    public const string LogConnection = "_log";

    /// <summary>Connection name of the configuration that is written once.</summary>
    public const string ConfigConnection = "_config";

    internal TaskNode(string label, TaskType type, TaskConfig config, TaskConnections connections, IReadOnlyList<ConfigAssignment> history)
    {
        Label = label;
        Type = type;
        Config = config;
        Connections = connections;
        ConfigHistory = history;
        Edges = [.. connections.All.Select(c => new TaskEdge(label, c.Key, Kind(c.Value), c.Value)), .. AutomaticEdges()];
    }

    /// <summary>Its label.</summary>
    public string Label { get; }

    /// <summary>Its class.</summary>
    public TaskType Type { get; }

    /// <summary>Its configuration.</summary>
    public TaskConfig Config { get; }

    /// <summary>Its connections.</summary>
    public TaskConnections Connections { get; }

    /// <summary>Where values of its configuration came from.</summary>
    public IReadOnlyList<ConfigAssignment> ConfigHistory { get; }

    /// <summary>What it reads and writes, in the order of declaration, then metadata, log and configuration.</summary>
    public IReadOnlyList<TaskEdge> Edges { get; }

    /// <summary>Name of the dataset type of its metadata.</summary>
    public string MetadataName => $"{Label}_metadata";

    /// <summary>Name of the dataset type of its logs.</summary>
    public string LogName => $"{Label}_log";

    /// <summary>Name of the dataset type of its configuration.</summary>
    public string ConfigName => $"{Label}_config";

    /// <summary>Its edges of some kinds.</summary>
    public IEnumerable<TaskEdge> EdgesOf(params IReadOnlyList<EdgeKind> kinds) => Edges.Where(e => kinds.Contains(e.Kind));

    /// <summary>Whether a connection is one that the framework adds.</summary>
    public static bool IsAutomatic(string connection) => connection is MetadataConnection or LogConnection or ConfigConnection;

    private IEnumerable<TaskEdge> AutomaticEdges()
    {
        yield return Automatic(MetadataConnection, EdgeKind.Output, new Output { Name = MetadataName, StorageClass = "TaskMetadata", Dimensions = Connections.Dimensions });
        if (Config.SaveLogOutput)
            yield return Automatic(LogConnection, EdgeKind.Output, new Output { Name = LogName, StorageClass = "ButlerLogRecords", Dimensions = Connections.Dimensions });
        yield return Automatic(ConfigConnection, EdgeKind.InitOutput, new InitOutput { Name = ConfigName, StorageClass = "Config" });
    }

    private TaskEdge Automatic(string name, EdgeKind kind, Connection connection) => new(Label, name, kind, connection);

    private static EdgeKind Kind(Connection connection) => connection switch
    {
        Input => EdgeKind.Input,
        PrerequisiteInput => EdgeKind.Prerequisite,
        Output => EdgeKind.Output,
        InitInput => EdgeKind.InitInput,
        InitOutput => EdgeKind.InitOutput,
        _ => throw new ConnectionException($"A connection can't be of the type {connection.GetType().Name}."),
    };
}
