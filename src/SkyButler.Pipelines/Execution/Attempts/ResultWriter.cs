using System.Threading.Channels;
using SkyButler.Datasets;
using SkyButler.Pipelines.Graphs;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Execution.Attempts;

/// <summary>
/// Stores what quanta made: everything that ended while the repository was busy goes in together, in one transaction, so that many small quanta
/// share what it costs to make a transaction durable. What ended is stored also when everything is to stop, if that does not take too long.
/// </summary>
internal sealed class ResultWriter : IAsyncDisposable
{
    private const int MostDatasets = 1_000;
    private const int MostWaiting = 256;

    // Characters and elements; what is more, and what is no plain data, waits by the few.
    private const int SmallSize = 100_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Butler butler;
    private readonly Channel<Result> results = Channel.CreateUnbounded<Result>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim room = new(MostWaiting);
    private readonly SemaphoreSlim roomForLarge;
    private readonly CancellationTokenSource patience;
    private readonly CancellationTokenRegistration stopping;
    private readonly Task writing;

    /// <param name="butler">The repository.</param>
    /// <param name="mostLarge">How many results with images, tables and the like may wait in memory.</param>
    /// <param name="clock">Tells how long the stores may take when everything is to stop.</param>
    /// <param name="cancellationToken">Everything is to stop.</param>
    public ResultWriter(Butler butler, int mostLarge, TimeProvider clock, CancellationToken cancellationToken)
    {
        this.butler = butler;
        roomForLarge = new SemaphoreSlim(Math.Max(1, mostLarge));
        patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        stopping = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).CancelAfter(Patience), patience);
        writing = Task.Run(WriteAsync, CancellationToken.None);
    }

    /// <summary>Whether metadata are stored after all else that came with them, so that their files alone say that a quantum succeeded.</summary>
    public bool SignsLast { get; init; }

    /// <summary>Hands results over, as soon as there is room for them.</summary>
    /// <returns>Ends when they are stored, or with the error that keeps just them from it.</returns>
    /// <param name="puts">The results; there may be none.</param>
    /// <param name="attempt">What is recorded of the attempt that made them; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the waiting for room.</param>
    public async Task<Task> HandOverAsync(IReadOnlyList<DatasetPut> puts, QuantumRecord? attempt, CancellationToken cancellationToken)
    {
        var result = new Result(puts, attempt, !puts.All(p => PlainSize.IsBelow(SmallSize, p.Value)));
        await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (result.IsLarge)
        {
            try
            {
                await roomForLarge.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                room.Release();
                throw;
            }
        }

        return results.Writer.TryWrite(result) ? result.Stored.Task : throw new ObjectDisposedException(nameof(ResultWriter));
    }

    /// <summary>Stores what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        results.Writer.TryComplete();
        await writing.ConfigureAwait(false);
        await stopping.DisposeAsync().ConfigureAwait(false);
        patience.Dispose();
        room.Dispose();
        roomForLarge.Dispose();
    }

    private async Task WriteAsync()
    {
        var group = new List<Result>();
        while (await results.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            var datasets = 0;
            while (datasets < MostDatasets && results.Reader.TryRead(out var result))
            {
                group.Add(result);
                datasets += result.Puts.Count;
            }

            await StoreAsync(group).ConfigureAwait(false);
            group.Clear();
        }
    }

    private async Task StoreAsync(List<Result> group)
    {
        try
        {
            await PutAsync(group.Count == 1 ? group[0].Puts : [.. group.SelectMany(r => r.Puts)], [.. group.Select(r => r.Attempt).OfType<QuantumRecord>()]).ConfigureAwait(false);
        }
        catch (Exception) when (group.Count > 1 && !patience.IsCancellationRequested)
        {
            // Whose fault it is shows when each goes by itself.
            foreach (var result in group)
                await StoreAsync([result]).ConfigureAwait(false);
            return;
        }
        catch (Exception e)
        {
            End(group, result => result.Stored.SetException(e));
            return;
        }

        End(group, result => result.Stored.SetResult());
    }

    // What attempts did need not be kept in a database that goes with the work.
    private async Task PutAsync(IReadOnlyList<DatasetPut> puts, IReadOnlyList<QuantumRecord> attempts)
    {
        if (!SignsLast)
        {
            await butler.PutAsync(puts, attempts, patience.Token).ConfigureAwait(false);
            return;
        }

        foreach (var part in puts.ToLookup(p => p.Dataset.DatasetType.Name.EndsWith(TaskNode.MetadataConnection, StringComparison.Ordinal)).OrderBy(g => g.Key))
            await butler.PutAsync([.. part], patience.Token).ConfigureAwait(false);
    }

    private void End(List<Result> group, Action<Result> end)
    {
        foreach (var result in group)
        {
            room.Release();
            if (result.IsLarge)
                roomForLarge.Release();
            end(result);
        }
    }

    private sealed record Result(IReadOnlyList<DatasetPut> Puts, QuantumRecord? Attempt, bool IsLarge)
    {
        public TaskCompletionSource Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
