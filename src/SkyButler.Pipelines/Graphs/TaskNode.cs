using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Configs.Text;
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

    private readonly TaskType? type;
    private readonly TaskConfig? config;
    private readonly TaskConnections? connections;
    private readonly string? configText;

    internal TaskNode(string label, TaskType type, TaskConfig config, TaskConnections connections, IReadOnlyList<ConfigAssignment> history)
    {
        Label = label;
        ClassName = type.Name;
        this.type = type;
        this.config = config;
        this.connections = connections;
        Dimensions = connections.Dimensions;
        ConfigHistory = history;
        Edges = [.. connections.All.Select(c => new TaskEdge(label, c.Key, Kind(c.Value), c.Value)), .. AutomaticEdges(config.SaveLogOutput)];
    }

    /// <summary>A task as a file describes it, whose class need not be known here.</summary>
    internal TaskNode(string label, string className, IReadOnlyList<string> dimensions, string configText, Func<TaskNode, IEnumerable<TaskEdge>> edges)
    {
        Label = label;
        ClassName = className;
        Dimensions = dimensions;
        ConfigHistory = [];
        this.configText = configText;
        Edges = [.. edges(this)];
    }

    /// <summary>Its label.</summary>
    public string Label { get; }

    /// <summary>The dotted name of its class.</summary>
    public string ClassName { get; }

    /// <summary>Names of the dimensions of its quanta.</summary>
    public IReadOnlyList<string> Dimensions { get; }

    /// <summary>Whether its class is known here, so that it can run.</summary>
    public bool IsKnown => type is not null;

    /// <summary>Its class.</summary>
    /// <exception cref="UnknownTaskException">The task was read from a file, and its class is not known here.</exception>
    public TaskType Type => type ?? throw Unknown();

    /// <summary>Its configuration.</summary>
    /// <exception cref="UnknownTaskException">The task was read from a file, and its class is not known here.</exception>
    public TaskConfig Config => config ?? throw Unknown();

    /// <summary>Its connections.</summary>
    /// <exception cref="UnknownTaskException">The task was read from a file, and its class is not known here.</exception>
    public TaskConnections Connections => connections ?? throw Unknown();

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

    /// <summary>Its configuration as the statements that are stored.</summary>
    internal string ConfigText => configText ?? ConfigWriter.Write(Config, Type.ConfigName);

    /// <summary>The edge by which it writes its logs; null where it keeps none.</summary>
    internal TaskEdge? LogEdge => Edges.FirstOrDefault(e => e.ConnectionName == LogConnection);

    /// <summary>Its edges of some kinds.</summary>
    public IEnumerable<TaskEdge> EdgesOf(params IReadOnlyList<EdgeKind> kinds) => Edges.Where(e => kinds.Contains(e.Kind));

    /// <summary>Whether a connection is one that the framework adds.</summary>
    public static bool IsAutomatic(string connection) => connection is MetadataConnection or LogConnection or ConfigConnection;

    private UnknownTaskException Unknown() => new(
        $"The graph's task '{Label}' has the class '{ClassName}', which is not known here: it can be looked at, not run. Put its assembly into plugins/, or map the name under 'tasks' in skybutler.yaml.");

    private IEnumerable<TaskEdge> AutomaticEdges(bool withLog)
    {
        yield return Automatic(MetadataConnection);
        if (withLog)
            yield return Automatic(LogConnection);
        yield return Automatic(ConfigConnection);
    }

    /// <summary>An edge that the framework adds, by its connection.</summary>
    internal TaskEdge Automatic(string name) => name switch
    {
        MetadataConnection => new(Label, name, EdgeKind.Output, new Output { Name = MetadataName, StorageClass = "TaskMetadata", Dimensions = Dimensions }),
        LogConnection => new(Label, name, EdgeKind.Output, new Output { Name = LogName, StorageClass = "ButlerLogRecords", Dimensions = Dimensions }),
        _ => new(Label, name, EdgeKind.InitOutput, new InitOutput { Name = ConfigName, StorageClass = "Config" }),
    };

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
