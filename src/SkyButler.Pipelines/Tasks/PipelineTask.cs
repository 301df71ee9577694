using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Connections;
using SkyButler.Pipelines.Connections.Errors;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Execution.Attempts;

namespace SkyButler.Pipelines.Tasks;

/// <summary>
/// A step of a pipeline. Derive from <see cref="PipelineTask{TConfig, TConnections}"/>; give the class a constructor without parameters
/// and a name by <see cref="PipelineTaskAttribute"/>. One object serves all quanta of its label, several at a time.
/// </summary>
public abstract class PipelineTask
{
    private protected PipelineTask()
    {
    }

    /// <summary>Label of the task in its pipeline.</summary>
    public string Label { get; private set; } = "";

    /// <summary>Where the task reports what belongs to no quantum; for the rest there is <see cref="QuantumContext.Log"/>.</summary>
    protected ILogger Log { get; private set; } = NullLogger.Instance;

    /// <summary>The type of the task's configuration.</summary>
    internal abstract Type ConfigType { get; }

    /// <summary>The type of the task's connections.</summary>
    internal abstract Type ConnectionsType { get; }

    /// <summary>
    /// Prepares the task: called once, before its first quantum, with its init-inputs. Returns its init-outputs by connection name.
    /// </summary>
    protected internal virtual Task<TaskOutputs> InitializeAsync(TaskInputs inputs, CancellationToken cancellationToken) => Task.FromResult(new TaskOutputs());

    /// <summary>
    /// Does the work of one quantum: reads inputs, calls <see cref="RunAsync"/>, writes what it returns. Override it to read
    /// in portions or to handle references.
    /// </summary>
    protected internal virtual async Task RunQuantumAsync(
        QuantumContext context, QuantumInputs inputs, QuantumOutputs outputs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var loaded = await context.LoadAsync(inputs, cancellationToken).ConfigureAwait(false);
        var results = await RunAsync(loaded, context, cancellationToken).ConfigureAwait(false);
        context.Store(results, outputs);
    }

    /// <summary>The work itself: from inputs by connection name to outputs by connection name. Outputs left out are not written.</summary>
    /// <exception cref="NoWorkFoundException">There is nothing to do.</exception>
    protected internal virtual Task<TaskOutputs> RunAsync(TaskInputs inputs, QuantumContext context, CancellationToken cancellationToken) =>
        throw new PipelineException($"The task '{GetType().FullName}' overrides neither RunAsync nor RunQuantumAsync.");

    internal void Attach(string label, TaskConfig config, TaskConnections connections, ILogger log)
    {
        Label = label;
        Log = log;
        Attach(config, connections);
    }

    private protected abstract void Attach(TaskConfig config, TaskConnections connections);
}
