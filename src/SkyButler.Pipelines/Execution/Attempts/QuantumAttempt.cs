using Microsoft.Extensions.Logging;
using SkyButler.Datasets;
using SkyButler.Datastores.Contents;
using SkyButler.Datastores.Formatters.Text;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Connections;
using SkyButler.Pipelines.Execution.Errors;
using SkyButler.Pipelines.Execution.Records;
using SkyButler.Pipelines.Execution.Sharing;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta;

namespace SkyButler.Pipelines.Execution.Attempts;

/// <summary>One attempt at a quantum: its datasets as the task sees them, its log and its metadata.</summary>
internal sealed class QuantumAttempt
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<DatasetRef>> inputs;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<DatasetRef>> outputs;
    private readonly PipelineGraph pipeline;
    private readonly TimeProvider clock;
    private readonly TaskMetadata quantumMetadata = new();
    private QuantumContext? context;
    private QuantumStore? store;
    private bool isAbandoned;

    public QuantumAttempt(Quantum quantum, DataCoordinate dataId, PipelineGraph pipeline, ILogger log, TimeProvider clock)
    {
        Quantum = quantum;
        DataId = dataId;
        this.pipeline = pipeline;
        this.clock = clock;
        inputs = quantum.Inputs;
        outputs = quantum.Outputs;
        Metadata = outputs[TaskNode.MetadataConnection][0];
        LogDataset = outputs.TryGetValue(TaskNode.LogConnection, out var logs) ? logs[0] : null;
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["LABEL"] = $"{quantum.TaskLabel}:{dataId}", ["RUN"] = Metadata.Run };
        Log = new QuantumLog(log, $"skybutler.{quantum.TaskLabel}", clock, labels);
        quantumMetadata["__version__"] = 1;
        quantumMetadata["nodeName"] = Environment.MachineName;
    }

    public Quantum Quantum { get; }

    public DataCoordinate DataId { get; }

    public QuantumLog Log { get; }

    public DatasetRef Metadata { get; }

    public DatasetRef? LogDataset { get; }

    /// <summary>What the metadata say of the job; null for nothing.</summary>
    public JobFacts? Job { get; init; }

    /// <summary>The log of an attempt that failed in the same run, which this one's log keeps; null where there was none.</summary>
    public LogRecords? Earlier { get; set; }

    public bool WasRun => context is not null;

    private IReadOnlyList<(object Value, DatasetRef Dataset)> Pending => store?.Pending ?? [];

    /// <summary>Identifiers of what was read.</summary>
    public IEnumerable<Guid> Read => store?.Provenance.Inputs.Select(d => d.Id) ?? [];

    /// <summary>Identifiers of what is written, or will be together with the metadata.</summary>
    public IReadOnlyList<Guid> Written => store is null ? [] : [.. store.Written, .. store.Pending.Select(p => p.Dataset.Id)];

    public IReadOnlyList<DatasetRef> AllOutputs => [.. outputs.Values.SelectMany(o => o)];

    /// <summary>Inputs by connection, whole datasets as stored.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<DatasetRef>> StoredInputs => inputs;

    /// <summary>Outputs by connection, without those of the framework.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<DatasetRef>> TaskOutputs =>
        outputs.Where(o => !TaskNode.IsAutomatic(o.Key)).ToDictionary(StringComparer.Ordinal);

    /// <summary>Inputs that other quanta of the pipeline make.</summary>
    public IEnumerable<DatasetRef> Intermediates => inputs.Values.SelectMany(i => i).Where(d => pipeline.DatasetTypes[d.DatasetType.Name].Producer is not null);

    /// <summary>Inputs as the task sees them: components, and the storage classes of its connections.</summary>
    public QuantumInputs Inputs(Func<DatasetRef, bool> keep) => new(Quantum.Task.EdgesOf(EdgeKind.Input, EdgeKind.Prerequisite)
        .Where(e => inputs.ContainsKey(e.ConnectionName))
        .ToDictionary(e => e.ConnectionName, e => (IReadOnlyList<DatasetRef>)[.. inputs[e.ConnectionName].Where(keep).Select(d => EdgeView.Of(d, e))], StringComparer.Ordinal));

    public QuantumOutputs Outputs() => new(TaskOutputs.ToDictionary(
        o => o.Key, o => (IReadOnlyList<DatasetRef>)[.. o.Value.Select(d => d.WithDataId(Expanded(d)))], StringComparer.Ordinal));

    /// <summary>The context in which the task works.</summary>
    public QuantumContext Open(Butler butler, ExecutionResources resources, QuantumInputs present, SharedInputs? shared)
    {
        var readable = present.Names.SelectMany(n => present[n]).Select(d => d.Id).ToHashSet();
        store = new QuantumStore(butler, Quantum.Id, readable, TaskOutputs.Values.SelectMany(o => o).ToDictionary(d => d.Id), shared);
        var connections = Quantum.Task.EdgesOf(EdgeKind.Input, EdgeKind.Prerequisite).ToDictionary(e => e.ConnectionName, e => (InputConnection)e.Connection, StringComparer.Ordinal);
        return context = new QuantumContext(Quantum.TaskLabel, DataId, Log, resources, connections, store);
    }

    /// <summary>Notes that what was handed over is written.</summary>
    public void Commit() => store?.Commit();

    /// <summary>Lets go of what was handed over.</summary>
    public void Discard() => store?.Discard();

    /// <summary>Refuses what the task does from now on, and waits for what it is writing.</summary>
    public Task CloseAsync() => store?.CloseAsync() ?? Task.CompletedTask;

    /// <summary>Leaves the task's metadata alone, to which it may be writing still.</summary>
    public void Abandon() => isAbandoned = true;

    /// <summary>Notes the time and what the process has used.</summary>
    public void Record(string moment) => ResourceUsage.Record(quantumMetadata, moment, clock);

    /// <summary>What was noted last under a name; null for nothing.</summary>
    public object? Noted(string name) => quantumMetadata[name];

    public SuccessCaveats MissingOutputs()
    {
        var planned = TaskOutputs.Values.Sum(o => o.Count);
        return Written.Count >= planned ? SuccessCaveats.None
            : Written.Count == 0 ? SuccessCaveats.AllOutputsMissing | SuccessCaveats.AnyOutputsMissing : SuccessCaveats.AnyOutputsMissing;
    }

    /// <summary>The task's metadata with the framework's; caveats are those of a success.</summary>
    public TaskMetadata FullMetadata(SuccessCaveats? caveats)
    {
        if (caveats is { } known)
            quantumMetadata["caveats"] = (int)known;
        quantumMetadata.SetList("outputs", Written.Select(id => id.ToString()).ToList());
        if (store is not null)
        {
            quantumMetadata["butler_metrics.time_in_put"] = store.PutTime.TotalSeconds;
            quantumMetadata["butler_metrics.time_in_get"] = store.GetTime.TotalSeconds;
            quantumMetadata["butler_metrics.time_in_ingest"] = 0.0;
            quantumMetadata["butler_metrics.n_get"] = store.Gets;
            quantumMetadata["butler_metrics.n_put"] = Written.Count;
            quantumMetadata["butler_metrics.n_ingest"] = 0;
        }

        var ofTask = (Quantum.TaskLabel, isAbandoned || context is null ? new TaskMetadata() : context.Metadata);
        if (Job is null)
            return TaskMetadata.OfGroups(ofTask, ("quantum", quantumMetadata));
        var ofJob = new TaskMetadata { ["qg_read_time"] = Job.ReadTime.TotalSeconds, ["qg_size"] = Job.Quanta };
        return TaskMetadata.OfGroups(ofTask, ("quantum", quantumMetadata), ("job", ofJob));
    }

    /// <summary>The log as it is stored.</summary>
    public LogRecords Records(Exception? error, TaskMetadata? metadata) => new(Log.Records, new OrderedDictionary<string, object?>(StringComparer.Ordinal)
    {
        ["exception"] = error is null ? null : new OrderedDictionary<string, object?>(StringComparer.Ordinal)
        {
            ["type_name"] = error.GetType().FullName,
            ["message"] = error.Message,
            ["metadata"] = new OrderedDictionary<string, object?>(StringComparer.Ordinal),
        },
        ["metadata"] = metadata?.ToPlain(),
        ["previous_process_quanta"] = new List<object?>(),
        ["logs"] = new List<object?>(),
        ["previous_attempts"] = Earlier is null ? new List<object?>() : [LogsFormatter.EarlierAttempt(Earlier)],
    });

    /// <summary>What was handed over, with the log and, of a success, the metadata behind it.</summary>
    public IReadOnlyList<DatasetPut> Results(TaskMetadata? metadata, LogRecords? log)
    {
        var results = new List<(object Value, DatasetRef Dataset)>(Pending);
        if (log is not null)
            results.Add((log, LogDataset!));
        // The sign of success.
        if (metadata is not null)
            results.Add((metadata.ToPlain(), Metadata));
        var provenance = store?.Provenance ?? new DatasetProvenance { Quantum = Quantum.Id };
        return [.. results.Select(r => new DatasetPut(r.Value, r.Dataset) { Provenance = provenance })];
    }

    public QuantumReport Report(QuantumStatus status, Exception? error = null)
    {
        var cause = error is PartialOutputsException { InnerException: { } inner } ? inner : error;
        return new QuantumReport(Quantum.Id, Quantum.TaskLabel, Quantum.DataId, status, cause?.GetType().FullName, cause?.Message)
        {
            IsRepeatable = error is RepeatableQuantumException or OutputExistsException,
            Cause = error switch
            {
                null => FailureCause.None,
                QuantumTimeoutException => FailureCause.Timeout,
                WorkerLostException lost => lost.Cause,
                OutOfMemoryException => FailureCause.Memory,
                _ => FailureCause.Error,
            },
        };
    }

    // The quantum's records serve its outputs' paths where the dimensions are the same.
    private DataCoordinate Expanded(DatasetRef dataset) => dataset.DataId.Dimensions.IsSubsetOf(DataId.Dimensions) ? DataId.Subset(dataset.DataId.Dimensions) : dataset.DataId;
}
