using SkyButler.Pipelines.Configs.Fields;

namespace SkyButler.Pipelines.Configs;

/// <summary>The configuration of a pipeline task: its own fields, whether its log is kept, and the names of its connections.</summary>
public class TaskConfig : Config
{
    private ConnectionNames? connections;

    /// <summary>Whether the log of each quantum is stored.</summary>
    [ConfigField("whether the log of each quantum is stored as a dataset")]
    public bool SaveLogOutput { get; init; } = true;

    /// <summary>Dataset type names and template values by connection; the framework fills it from the task's connections.</summary>
    internal ConnectionNames Connections
    {
        get => connections ??= new ConnectionNames();
        set => connections = value;
    }

    /// <inheritdoc />
    internal override IReadOnlyList<ConfigField> Fields => [.. base.Fields, new ConnectionNamesField()];
}
