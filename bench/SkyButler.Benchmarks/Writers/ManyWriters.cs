using System.Diagnostics;
using System.Runtime.CompilerServices;
using SkyButler.Benchmarks.Commands;
using SkyButler.Benchmarks.Running;
using SkyButler.Datasets;
using SkyButler.Registry;
using SkyButler.Registry.Collections;

namespace SkyButler.Benchmarks.Writers;

/// <summary>Writers that register small batches of datasets at the same time, each waiting for its answer before it goes on.</summary>
internal sealed class ManyWriters : IBenchmark
{
    /// <summary>Datasets in a batch.</summary>
    public const int Batch = 5;

    /// <summary>Exposures that the camera has.</summary>
    public const int Exposures = 200;

    /// <summary>The dataset type of what is written.</summary>
    public const string Type = "raw";

    // What a server has unless it is told otherwise, and what one for hundreds of clients is given.
    private const int UsualRoom = 100;
    private const int AmpleRoom = 400;
    private static readonly int[] Counts = [1, 8, 64, 300];
    private static readonly int[] ClientCounts = [10, 300];
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    public string Name => "writers";

    /// <inheritdoc />
    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var root = bench.Folder.Fresh("writers-sqlite");
        await MakeAsync(root, new(), cancellationToken);
        await foreach (var figure in MeasureAsync(root, "SQLite", cancellationToken))
            yield return figure;

        await using var server = await BenchServer.StartAsync(UsualRoom, cancellationToken);
        if (server is null)
            yield break;
        root = await MakeAsync(bench, server, cancellationToken);
        await foreach (var figure in MeasureAsync(root, "PostgreSQL", cancellationToken))
            yield return figure;

        // As so many processes would be, who share nothing; the last are three times as many as a server has room for unless it is told to have more.
        foreach (var count in ClientCounts)
            await foreach (var figure in new WritingClients(root, count, Counts[^1], $"with room for {UsualRoom}").MeasureAsync(cancellationToken))
                yield return figure;
        await using var roomy = await BenchServer.StartAsync(AmpleRoom, cancellationToken);
        await foreach (var figure in new WritingClients(await MakeAsync(bench, roomy!, cancellationToken), ClientCounts[^1], Counts[^1], $"with room for {AmpleRoom}").MeasureAsync(cancellationToken))
            yield return figure;
    }

    /// <summary>Another client of a repository.</summary>
    public static Task<Butler> OpenAsync(string root, CancellationToken cancellationToken) =>
        Butler.OpenAsync(root, new() { Access = RegistryAccess.ReadWrite }, cancellationToken);

    private static async IAsyncEnumerable<Figure> MeasureAsync(string root, string database, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var butler = await OpenAsync(root, cancellationToken);
        await RunAsync([butler], "warm", 100, Manner.AsItComes, cancellationToken);
        foreach (var count in Counts)
        {
            var rounds = Math.Max(5, 400 / count);
            var writers = Enumerable.Repeat(butler, count).ToList();
            var (own, _) = await RunAsync(writers, $"own{count}", rounds, Manner.EachItsOwnCommit, cancellationToken);
            var (sample, times) = await RunAsync(writers, $"shared{count}", rounds, Manner.AsItComes, cancellationToken);
            yield return Rate($"{count} {(count == 1 ? "writer" : "writers")} on {database}, each batch of {Batch} with a commit of its own", times.Count, own);
            yield return Rate($"{count} {(count == 1 ? "writer" : "writers")} on {database}, each batch of {Batch}", times.Count, sample);
            if (count == Counts[^1])
                yield return Slowest(count, database, times);
        }
    }

    private static async Task<(Sample Sample, IReadOnlyList<TimeSpan> Times)> RunAsync(
        IReadOnlyList<Butler> writers, string name, int rounds, Manner manner, CancellationToken cancellationToken)
    {
        var type = await writers[0].Registry.DatasetTypes.GetAsync(Type, cancellationToken);
        var batches = BenchCamera.DataIds(writers[0].Universe, Exposures).Take(rounds * Batch).Chunk(Batch).ToList();
        await writers[0].Registry.Collections.RegisterAsync([.. writers.Select((_, i) => $"{name}/{i}")], CollectionType.Run, null, cancellationToken);
        var times = new TimeSpan[writers.Count * rounds];
        var sample = await Repeat.TimeAsync(() => Task.WhenAll(writers.Select((butler, i) => Task.Run(() => WriteAsync(butler.Registry, i), cancellationToken))));
        return (sample, times);

        async Task WriteAsync(SqlRegistry registry, int writer)
        {
            for (var round = 0; round < rounds; round++)
            {
                var start = Stopwatch.GetTimestamp();
                await (manner == Manner.AsItComes ? InsertAsync(cancellationToken) : registry.TransactAsync(InsertAsync, cancellationToken));
                times[(writer * rounds) + round] = Stopwatch.GetElapsedTime(start);

                Task InsertAsync(CancellationToken token) => registry.Datasets.InsertAsync(type, $"{name}/{writer}", batches[round], DatasetIdMode.Unique, token);
            }
        }
    }

    /// <summary>How long each batch took on the whole.</summary>
    public static Figure Rate(string work, int count, Sample sample) => new() { Work = work, Per = count, Sample = sample };

    /// <summary>How long the slowest but for one in a hundred took.</summary>
    public static Figure Slowest(int count, string database, IReadOnlyList<TimeSpan> times) => new()
    {
        Work = $"{count} writers on {database}: time in which 99 of 100 batches of {Batch} were done",
        Sample = new(times.Order().ElementAt((int)(times.Count * 0.99)), default),
        Limit = Bound,
    };

    private static async Task<string> MakeAsync(Bench bench, BenchServer server, CancellationToken cancellationToken)
    {
        var seed = Path.Combine(bench.Folder.Root, "writers-seed.yaml");
        await File.WriteAllTextAsync(seed, $"registry:\n  db: {server.Url}\n  namespace: writers\n", cancellationToken);
        var root = bench.Folder.Fresh("writers-postgresql");
        await MakeAsync(root, new() { SeedConfig = seed }, cancellationToken);
        return root;
    }

    private static async Task MakeAsync(string root, ButlerCreation creation, CancellationToken cancellationToken)
    {
        await BenchCamera.CreateAsync(root, Exposures, creation, cancellationToken);
        await using var butler = await OpenAsync(root, cancellationToken);
        await BenchCamera.RegisterTypeAsync(butler, Type, cancellationToken);
    }

    private enum Manner
    {
        AsItComes,
        EachItsOwnCommit,
    }
}
