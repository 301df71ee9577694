using Microsoft.Extensions.Logging.Abstractions;
using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Execution;

namespace SkyButler.Pipelines.Tasks;

/// <summary>Runs a task on objects in memory, without pipeline and repository: for tests of a task, and for trying it out.</summary>
public static class TaskTrial
{
    /// <summary>Runs one quantum of a task.</summary>
    /// <param name="task">The class of the task.</param>
    /// <param name="overrides">Values of configuration fields, by dotted name, as written.</param>
    /// <param name="inputs">What the task reads.</param>
    /// <param name="context">Data ID, log and metadata; see <see cref="QuantumContext.Detached"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static Task<TaskOutputs> RunAsync(
        Type task, IReadOnlyDictionary<string, string> overrides, TaskInputs inputs, QuantumContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        ArgumentNullException.ThrowIfNull(context);
        var type = new TaskType(task);
        var config = type.MakeConfig();
        var editor = new ConfigEditor(context.Label, config);
        foreach (var (field, value) in overrides)
            editor.Set(field, value, SourceLocation.Default);
        editor.Validate();
        var connections = type.MakeConnections();
        connections.Bind(context.Label, config);
        return type.MakeTask(context.Label, config, connections, NullLogger.Instance).RunAsync(inputs, context, cancellationToken);
    }
}
