using System.Diagnostics;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Execution.Sharing;
using SkyButler.Transfers;

namespace SkyButler.Pipelines.Execution.Attempts;

/// <summary>Reads and writes for one quantum: nothing but what the graph allows, and counts what was done.</summary>
internal sealed class QuantumStore(Butler butler, Guid quantum, IReadOnlySet<Guid> readable, IReadOnlyDictionary<Guid, DatasetRef> writable, SharedInputs? shared = null)
{
    private readonly Lock guard = new();
    private readonly List<Guid> written = [];
    private readonly List<(object Value, DatasetRef Dataset)> pending = [];
    private readonly CancellationTokenSource closing = new();
    private readonly HashSet<Task> writing = [];
    private readonly OrderedDictionary<Guid, DatasetRef> read = [];

    public Guid Quantum => quantum;

    public string Run => butler.Run ?? "";

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
        CheckReadable([dataset]);
        var start = Stopwatch.GetTimestamp();
        closing.Token.ThrowIfCancellationRequested();
        // A part that parameters cut out is this quantum's own.
        var value = shared is null || parameters is { Count: > 0 }
            ? await butler.GetAsync(dataset, parameters, cancellationToken).ConfigureAwait(false)
            : await shared.GetAsync(dataset, () => butler.GetAsync(dataset, null, cancellationToken)).ConfigureAwait(false);
        lock (guard)
        {
            Gets++;
            read.TryAdd(dataset.Id, dataset);
            GetTime += Stopwatch.GetElapsedTime(start);
        }

        return value;
    }

    /// <summary>Where the files of inputs are, which are about to be read.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<DatasetUri>>> LocateAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        CheckReadable(datasets);
        lock (guard)
        {
            foreach (var dataset in datasets)
                read.TryAdd(dataset.Id, dataset);
        }

        return await butler.GetUrisAsync(datasets, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Data IDs of inputs with records.</summary>
    public async Task<IReadOnlyDictionary<Guid, DataCoordinate>> ExpandAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var expanded = await butler.Registry.Records.ExpandAsync([.. datasets.Select(d => d.DataId)], cancellationToken).ConfigureAwait(false);
        return datasets.Zip(expanded).GroupBy(p => p.First.Id).ToDictionary(g => g.Key, g => g.First().Second);
    }

    /// <summary>Copies the file of an input into a folder.</summary>
    public async Task<IReadOnlyList<string>> FetchAsync(DatasetRef dataset, string folder, CancellationToken cancellationToken)
    {
        CheckReadable([dataset]);
        return await butler.RetrieveArtifactsAsync([dataset], folder, new RetrieveOptions { Transfer = Resources.Transfers.TransferMode.Copy, PreservePath = false }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes files in as outputs, at once.</summary>
    public Task IngestAsync(IReadOnlyList<FileDataset> files, IngestOptions options, CancellationToken cancellationToken)
    {
        CheckWritable([.. files.SelectMany(f => f.Datasets)]);
        return WriteAsync(token => IngestFilesAsync(files, options, token), cancellationToken);
    }

    /// <summary>Keeps results until the quantum ends.</summary>
    public void Defer(IReadOnlyList<(object Value, DatasetRef Dataset)> datasets)
    {
        CheckWritable([.. datasets.Select(d => d.Dataset)]);
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

    public Task PutAsync(IReadOnlyList<(object Value, DatasetRef Dataset)> datasets, CancellationToken cancellationToken)
    {
        CheckWritable([.. datasets.Select(d => d.Dataset)]);
        return WriteAsync(token => PutNowAsync(datasets, token), cancellationToken);
    }

    // Whoever closes the store waits for it.
    private async Task WriteAsync(Func<CancellationToken, Task> begin, CancellationToken cancellationToken)
    {
        Task write;
        lock (guard)
        {
            closing.Token.ThrowIfCancellationRequested();
            write = begin(cancellationToken);
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

    private async Task IngestFilesAsync(IReadOnlyList<FileDataset> files, IngestOptions options, CancellationToken cancellationToken)
    {
        // Not within the lock under which this is called.
        await Task.Yield();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closing.Token);
        var start = Stopwatch.GetTimestamp();
        await butler.IngestAsync(files, options, either.Token).ConfigureAwait(false);
        lock (guard)
        {
            written.AddRange(files.SelectMany(f => f.Datasets).Select(d => d.Id));
            PutTime += Stopwatch.GetElapsedTime(start);
        }
    }

    private async Task PutNowAsync(IReadOnlyList<(object Value, DatasetRef Dataset)> datasets, CancellationToken cancellationToken)
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

    private void CheckReadable(IReadOnlyList<DatasetRef> datasets)
    {
        foreach (var dataset in datasets)
            if (!readable.Contains(dataset.Id))
                throw new PipelineException($"{dataset} is not an input of this quantum; declare a connection to read it.");
    }

    private void CheckWritable(IReadOnlyList<DatasetRef> datasets)
    {
        foreach (var dataset in datasets)
            if (!writable.ContainsKey(dataset.Id))
                throw new PipelineException($"{dataset} is not an output of this quantum; declare a connection to write it.");
    }
}
