using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Connections;
using SkyButler.Pipelines.Execution.Attempts;
using SkyButler.Pipelines.Execution.Records;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Pipelines.Execution;

/// <summary>What a task may do while it works on one quantum: read its inputs, write its outputs, report.</summary>
public sealed class QuantumContext
{
    private readonly QuantumStore? store;
    private readonly IReadOnlyDictionary<string, InputConnection> inputs;

    internal QuantumContext(
        string label, DataCoordinate dataId, ILogger log, ExecutionResources resources, IReadOnlyDictionary<string, InputConnection> inputs, QuantumStore? store)
    {
        Label = label;
        DataId = dataId;
        Log = log;
        Resources = resources;
        this.inputs = inputs;
        this.store = store;
    }

    /// <summary>Label of the task.</summary>
    public string Label { get; }

    /// <summary>Data ID of the quantum, with dimension records.</summary>
    public DataCoordinate DataId { get; }

    /// <summary>Messages that the stored log of the quantum will hold.</summary>
    public ILogger Log { get; }

    /// <summary>Metadata that will be stored under the task's label.</summary>
    public TaskMetadata Metadata { get; } = new();

    /// <summary>What the quantum may use.</summary>
    public ExecutionResources Resources { get; }

    /// <summary>A context without a repository, by which a test can call a task's <c>RunAsync</c>.</summary>
    public static QuantumContext Detached(string label, DataCoordinate dataId, ILogger? log = null) =>
        new(label, dataId, log ?? NullLogger.Instance, new ExecutionResources(), new Dictionary<string, InputConnection>(), null);

    /// <summary>Reads one of the quantum's inputs.</summary>
    /// <exception cref="PipelineException">It is not an input of this quantum.</exception>
    public Task<object> GetAsync(
        DatasetRef dataset, IReadOnlyDictionary<string, object>? parameters = null, CancellationToken cancellationToken = default) =>
        Repository.GetAsync(dataset, parameters, cancellationToken);

    /// <summary>Writes one of the quantum's outputs.</summary>
    /// <exception cref="PipelineException">It is not an output of this quantum.</exception>
    public Task PutAsync(object value, DatasetRef dataset, CancellationToken cancellationToken = default) =>
        Repository.PutAsync([(value, dataset)], cancellationToken);

    /// <summary>Writes several of the quantum's outputs at a time.</summary>
    /// <exception cref="PipelineException">One is not an output of this quantum.</exception>
    public Task PutAsync(IReadOnlyList<(object Value, DatasetRef Dataset)> datasets, CancellationToken cancellationToken = default) =>
        Repository.PutAsync(datasets, cancellationToken);

    /// <summary>Reads all inputs; those of deferred connections become <see cref="DeferredDataset"/>.</summary>
    public async Task<TaskInputs> LoadAsync(QuantumInputs references, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(references);
        var loaded = new Dictionary<string, IReadOnlyList<object>>(StringComparer.Ordinal);
        foreach (var name in references.Names)
        {
            var values = new List<object>();
            foreach (var dataset in references[name])
                values.Add(inputs.GetValueOrDefault(name) is { DeferLoad: true }
                    ? new DeferredDataset(this, dataset)
                    : await GetAsync(dataset, null, cancellationToken).ConfigureAwait(false));
            loaded[name] = values;
        }

        return new TaskInputs(loaded);
    }

    /// <summary>
    /// Hands over what a task made, to be written together with the metadata when the quantum ends: after a failure or a kill nothing
    /// of it is in the way. Connections that were left out are not written.
    /// </summary>
    /// <exception cref="PipelineException">A connection is not known, or got another number of values than it has datasets.</exception>
    public void Store(TaskOutputs results, QuantumOutputs references)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(references);
        var puts = new List<(object, DatasetRef)>();
        foreach (var (name, values) in results.Values)
        {
            var targets = references[name];
            if (values.Count != targets.Count && values.Count > 0)
                throw new PipelineException($"Task '{Label}' returned {values.Count} value(s) for '{name}', which has {targets.Count} dataset(s).");
            puts.AddRange(values.Zip(targets));
        }

        Repository.Defer(puts);
    }

    /// <summary>The files of the quantum's datasets.</summary>
    internal QuantumFiles Files => new(Repository);

    private QuantumStore Repository => store ?? throw new PipelineException("This quantum has no repository to read from or write to.");
}
