using System.Diagnostics;
using SkyButler.Datasets;

namespace SkyButler.Pipelines.Execution;

/// <summary>Reads and writes for one quantum: nothing but what the graph allows, and counts what was done.</summary>
internal sealed class QuantumStore(Butler butler, IReadOnlySet<Guid> readable, IReadOnlyDictionary<Guid, DatasetRef> writable)
{
    private readonly Lock guard = new();
    private readonly List<Guid> written = [];

    /// <summary>Identifiers of what was written, in order.</summary>
    public IReadOnlyList<Guid> Written
    {
        get
        {
            lock (guard)
                return [.. written];
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
        var value = await butler.GetAsync(dataset, parameters, cancellationToken).ConfigureAwait(false);
        lock (guard)
        {
            Gets++;
            GetTime += Stopwatch.GetElapsedTime(start);
        }

        return value;
    }

    public async Task PutAsync(IReadOnlyList<(object Value, DatasetRef Dataset)> datasets, CancellationToken cancellationToken)
    {
        foreach (var (_, dataset) in datasets)
            if (!writable.ContainsKey(dataset.Id))
                throw new PipelineException($"{dataset} is not an output of this quantum; declare a connection to write it.");
        var start = Stopwatch.GetTimestamp();
        await butler.PutAsync(datasets, cancellationToken).ConfigureAwait(false);
        lock (guard)
        {
            written.AddRange(datasets.Select(d => d.Dataset.Id));
            PutTime += Stopwatch.GetElapsedTime(start);
        }
    }
}
