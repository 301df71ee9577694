using System.Diagnostics.CodeAnalysis;
using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Connections;

namespace SkyButler.Pipelines.Tasks;

/// <summary>A step of a pipeline with its kinds of configuration and connections.</summary>
/// <typeparam name="TConfig">Its configuration.</typeparam>
/// <typeparam name="TConnections">Its connections.</typeparam>
[SuppressMessage("Design", "MA0048", Justification = "The generic form of PipelineTask.")]
public abstract class PipelineTask<TConfig, TConnections> : PipelineTask
    where TConfig : TaskConfig, new()
    where TConnections : TaskConnections, new()
{
    /// <summary>The configuration, complete and checked.</summary>
    public TConfig Config { get; private set; } = null!;

    /// <summary>The connections, with the names of their dataset types.</summary>
    public TConnections Connections { get; private set; } = null!;

    internal sealed override Type ConfigType => typeof(TConfig);

    internal sealed override Type ConnectionsType => typeof(TConnections);

    private protected sealed override void Attach(TaskConfig config, TaskConnections connections)
    {
        Config = (TConfig)config;
        Connections = (TConnections)connections;
    }
}
