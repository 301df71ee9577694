using System.Diagnostics;
using SkyButler.Datasets;

namespace SkyButler.Pipelines.Execution.Attempts;

/// <summary>Reads and writes for one quantum: nothing but what the graph allows, and counts what was done.</summary>
internal sealed class QuantumStore(Butler butler, Guid quantum, IReadOnlySet<Guid> readable, IReadOnlyDictionary<Guid, DatasetRef> writable)
{
    private readonly Lock guard = new();
    private readonly List<Guid> written = [];
    private readonly List<(object Value, DatasetRef Dataset)> pending = [];
    private readonly CancellationTokenSource closing = new();
    private readonly HashSet<Task> writing = [];
    private readonly OrderedDictionary<Guid, DatasetRef> read = [];

    /// <summary>Identifiers of what was written, in order.</summary>
    public IReadOnlyList<Guid> Written
    {
        get
        {
            lock (guard)
                return [.. written];
        }
    }

    /// <summary>What will be written when the quantum ends, in one transaction with its metadata.</summary>
    public IReadOnlyList<(object Value, DatasetRef Dataset)> Pending
    {
        get
        {
            lock (guard)
                return [.. pending];
        }
    }

    /// <summary>What made the datasets that are written now: the quantum, and what it read so far.</summary>
    public DatasetProvenance Provenance
    {
        get
        {
            lock (guard)
                return new() { Quantum = quantum, Inputs = [.. read.Values] };
        }
    }

    public int Gets { get; private set; }

    public TimeSpan GetTime { get; private set; }

    public TimeSpan PutTime { get; private set; }

    public async Task<object> GetAsync(DatasetRef dataset, IReadOnlyDictionary<string, object>? parameters, CancellationToken cancellationToken)
    {
        if (!readable.Contains(dataset.Id))
            throw new PipelineException($"{dataset} is not an input of this quantum; declare a connection to read it.");
        var start = Stopwatch.GetTimestamp();
        closing.Token.ThrowIfCancellationRequested();
        var value = await butler.GetAsync(dataset, parameters, cancellationToken).ConfigureAwait(false);
        lock (guard)
        {
            Gets++;
            read.TryAdd(dataset.Id, dataset);
            GetTime += Stopwatch.GetElapsedTime(start);
        }

        return value;
    }

    /// <summary>Keeps results until the quantum ends.</summary>
    public void Defer(IReadOnlyList<(object Value, DatasetRef Dataset)> datasets)
    {
        CheckWritable(datasets);
        lock (guard)
        {
            closing.Token.ThrowIfCancellationRequested();
            pending.AddRange(datasets);
        }
    }

    /// <summary>Refuses everything from now on, and ends when nothing is being written any more.</summary>
    public async Task CloseAsync()
    {
        Task[] open;
        lock (guard)
        {
            closing.Cancel();
            open = [.. writing];
        }

        await Task.WhenAll(open).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Notes that what was kept has been written.</summary>
    public void Commit()
    {
        lock (guard)
        {
            written.AddRange(pending.Select(p => p.Dataset.Id));
            pending.Clear();
        }
    }

    /// <summary>Lets go of what was kept.</summary>
    public void Discard()
    {
        lock (guard)
            pending.Clear();
    }

    public async Task PutAsync(IReadOnlyList<(object Value, DatasetRef Dataset)> datasets, CancellationToken cancellationToken)
    {
        CheckWritable(datasets);
        Task write;
        lock (guard)
        {
            closing.Token.ThrowIfCancellationRequested();
            write = WriteAsync(datasets, cancellationToken);
            writing.Add(write);
        }

        try
        {
            await write.ConfigureAwait(false);
        }
        finally
        {
            lock (guard)
                writing.Remove(write);
        }
    }

    private async Task WriteAsync(IReadOnlyList<(object Value, DatasetRef Dataset)> datasets, CancellationToken cancellationToken)
    {
        // Not within the lock under which this is called.
        await Task.Yield();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closing.Token);
        var start = Stopwatch.GetTimestamp();
        var provenance = Provenance;
        await butler.PutAsync([.. datasets.Select(d => new DatasetPut(d.Value, d.Dataset) { Provenance = provenance })], either.Token).ConfigureAwait(false);
        lock (guard)
        {
            written.AddRange(datasets.Select(d => d.Dataset.Id));
            PutTime += Stopwatch.GetElapsedTime(start);
        }
    }

    private void CheckWritable(IReadOnlyList<(object Value, DatasetRef Dataset)> datasets)
    {
        foreach (var (_, dataset) in datasets)
            if (!writable.ContainsKey(dataset.Id))
                throw new PipelineException($"{dataset} is not an output of this quantum; declare a connection to write it.");
    }
}
