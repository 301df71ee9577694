using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using SkyButler.Benchmarks.Commands;
using SkyButler.Benchmarks.Running;
using SkyButler.Datasets;
using SkyButler.Registry.Collections;

namespace SkyButler.Benchmarks.Writers;

/// <summary>
/// Writers in clients with connections of their own. Their batches count from when each of them has written one, by which time all have the
/// connections that the server lets them have; until then those who are ready go on writing.
/// </summary>
internal sealed class WritingClients(string root, int clientCount, int writerCount, string room)
{
    private const int Counted = 10;

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var clients = new List<Butler>();
        for (var i = 0; i < clientCount; i++)
            clients.Add(await ManyWriters.OpenAsync(root, cancellationToken));
        var (sample, all, times) = await WriteAsync(clients, cancellationToken);
        foreach (var client in clients)
            await client.DisposeAsync();
        yield return ManyWriters.Rate($"{writerCount} writers in {clientCount} clients on PostgreSQL {room}, each batch of {ManyWriters.Batch}", all, sample);
        yield return ManyWriters.Slowest(writerCount, $"PostgreSQL {room} in {clientCount} clients", times);
    }

    private async Task<(Sample Sample, int All, IReadOnlyList<TimeSpan> Times)> WriteAsync(IReadOnlyList<Butler> clients, CancellationToken cancellationToken)
    {
        var first = clients[0];
        var type = await first.Registry.DatasetTypes.GetAsync(ManyWriters.Type, cancellationToken);
        var batches = BenchCamera.DataIds(first.Universe, ManyWriters.Exposures).Chunk(ManyWriters.Batch).ToList();
        await first.Registry.Collections.RegisterAsync([.. Enumerable.Range(0, writerCount).Select(Run)], CollectionType.Run, null, cancellationToken);
        var before = await first.Registry.Datasets.CountInRunsAsync([.. Enumerable.Range(0, writerCount).Select(Run)], cancellationToken);
        var times = new ConcurrentBag<TimeSpan>();
        var waiting = writerCount;
        var all = 0;
        var sample = await Repeat.TimeAsync(() => Task.WhenAll(Enumerable.Range(0, writerCount).Select(i => Task.Run(() => WriteManyAsync(i), cancellationToken))));
        var kept = await first.Registry.Datasets.CountInRunsAsync([.. Enumerable.Range(0, writerCount).Select(Run)], cancellationToken) - before;
        return kept == (long)all * ManyWriters.Batch
            ? (sample, all, [.. times])
            : throw new InvalidOperationException($"{all} batches were written and {kept} datasets are there.");

        async Task WriteManyAsync(int writer)
        {
            var registry = clients[writer % clientCount].Registry;
            var counted = 0;
            for (var round = 0; counted < Counted; round++)
            {
                var isCounted = Volatile.Read(ref waiting) == 0;
                var start = Stopwatch.GetTimestamp();
                await registry.Datasets.InsertAsync(type, Run(writer), batches[round], DatasetIdMode.Unique, cancellationToken);
                Interlocked.Increment(ref all);
                if (round == 0)
                    Interlocked.Decrement(ref waiting);
                if (!isCounted)
                    continue;
                times.Add(Stopwatch.GetElapsedTime(start));
                counted++;
            }
        }
    }

    private string Run(int writer) => $"clients{clientCount}/{room}/{writer}";
}
