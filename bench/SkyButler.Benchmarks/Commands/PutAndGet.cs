using System.Runtime.CompilerServices;
using SkyButler.Benchmarks.Bare;
using SkyButler.Benchmarks.Running;
using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry;

namespace SkyButler.Benchmarks.Commands;

/// <summary>Small datasets put and got through the library.</summary>
internal sealed class PutAndGet : IBenchmark
{
    private const int Count = 2_000;
    private const string Type = "metric";
    private const int Exposures = Count / BenchCamera.Detectors;

    /// <inheritdoc />
    public string Name => "put";

    /// <inheritdoc />
    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var empty = bench.Folder.Fresh("put-empty");
        await BenchCamera.CreateAsync(empty, Exposures, cancellationToken);
        await DatasetRows.PrepareAsync(empty, Type, cancellationToken);
        yield return await PutAsync(bench, empty, "one by one", ReferenceFigures.PutEach, PutEachAsync, BareEach, cancellationToken);
        yield return await PutAsync(bench, empty, "in one transaction", ReferenceFigures.PutTogether, PutTogetherAsync, BareTogether, cancellationToken);

        await using var butler = await OpenAsync(Path.Combine(bench.Folder.Root, "put-own"), cancellationToken);
        var dataIds = BenchCamera.DataIds(butler.Universe, Exposures);
        var written = dataIds.Select(d => new DataId(d)).ToList();
        var found = await butler.Registry.Datasets.FindAsync(
            await butler.Registry.DatasetTypes.GetAsync(Type, cancellationToken), dataIds, [BenchCamera.Run], null, cancellationToken);
        yield return new()
        {
            Work = $"get of {Count:N0} small datasets by reference, each",
            Per = Count,
            Reference = Count * ReferenceFigures.GetByReference,
            Sample = await Repeat.MedianAsync(
                bench.Repetitions,
                async () =>
                {
                    foreach (var dataset in found)
                        await butler.GetAsync(dataset!, null, cancellationToken);
                }),
        };
        yield return new()
        {
            Work = $"get of {Count:N0} small datasets by name and data ID, each",
            Per = Count,
            Reference = Count * ReferenceFigures.GetByName,
            Sample = await Repeat.MedianAsync(
                bench.Repetitions,
                async () =>
                {
                    foreach (var dataId in written)
                        await butler.GetAsync(Type, dataId, cancellationToken: cancellationToken);
                }),
        };
    }

    private static async Task<Figure> PutAsync(
        Bench bench, string empty, string manner, TimeSpan reference, Func<Butler, CancellationToken, Task> put,
        Action<string, IReadOnlyList<TableRows>, IReadOnlyList<(string, byte[])>> bare, CancellationToken cancellationToken)
    {
        var repository = bench.Folder.Fresh("put-own");
        async Task<Sample> OwnAsync()
        {
            bench.Folder.Copy(empty, "put-own");
            await using var butler = await OpenAsync(repository, cancellationToken);
            return await Repeat.TimeAsync(() => put(butler, cancellationToken));
        }

        var peak = await PeakMemory.OfAsync(OwnAsync);
        var rows = DatasetRows.Between(empty, repository);
        var files = DatasetRows.Paths(repository).Select(p => (p, File.ReadAllBytes(Path.Combine(repository, p)))).ToList();
        Task<Sample> BareAsync()
        {
            var target = bench.Folder.Copy(empty, "put-bare");
            return Repeat.TimeAsync(() =>
            {
                bare(target, rows, files);
                return Task.CompletedTask;
            });
        }

        var (own, others, ratio) = await Repeat.PairAsync(bench.Repetitions, OwnAsync, BareAsync);
        return new()
        {
            Work = $"put of {Count:N0} small datasets {manner}, each",
            Per = Count,
            Sample = own,
            Reference = Count * reference,
            Bare = others.Time,
            BareRatio = ratio,
            PeakBytes = peak,
        };
    }

    private static async Task PutEachAsync(Butler butler, CancellationToken cancellationToken)
    {
        foreach (var dataId in BenchCamera.DataIds(butler.Universe, Exposures))
            await butler.PutAsync(Value(dataId), Type, new DataId(dataId), cancellationToken: cancellationToken);
    }

    private static async Task PutTogetherAsync(Butler butler, CancellationToken cancellationToken)
    {
        var type = await butler.Registry.DatasetTypes.GetAsync(Type, cancellationToken);
        var ids = new DatasetIds();
        await butler.PutAsync(
            [.. BenchCamera.DataIds(butler.Universe, Exposures).Select(d => ((object)Value(d), new DatasetRef(type, d, BenchCamera.Run, ids.MakeUnique())))],
            cancellationToken);
    }

    private static void BareEach(string repository, IReadOnlyList<TableRows> rows, IReadOnlyList<(string Path, byte[] Content)> files)
    {
        using var database = new BareDatabase(DatasetRows.Database(repository));
        for (var i = 0; i < files.Count; i++)
        {
            BareFiles.Write(Path.Combine(repository, files[i].Path), files[i].Content);
            database.InsertRow(rows, i);
        }
    }

    private static void BareTogether(string repository, IReadOnlyList<TableRows> rows, IReadOnlyList<(string Path, byte[] Content)> files)
    {
        using var database = new BareDatabase(DatasetRows.Database(repository));
        BareFiles.Write(files.Select(f => (Path.Combine(repository, f.Path), f.Content)));
        database.Insert(rows);
    }

    /// <summary>A small value for a data ID.</summary>
    public static Dictionary<string, object?> Value(DataCoordinate dataId) => new(StringComparer.Ordinal)
    {
        ["name"] = "metric",
        ["exposure"] = dataId["exposure"].Number,
        ["detector"] = dataId["detector"].Number,
        ["values"] = new List<object?> { 1.5, 2.5, 3.5 },
        ["flags"] = new Dictionary<string, object?> { ["good"] = true, ["edge"] = false },
    };

    private static Task<Butler> OpenAsync(string repository, CancellationToken cancellationToken) => Butler.OpenAsync(
        repository, new() { Access = RegistryAccess.ReadWrite, Run = BenchCamera.Run }, cancellationToken);
}
