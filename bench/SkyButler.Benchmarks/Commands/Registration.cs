using System.Runtime.CompilerServices;
using SkyButler.Benchmarks.Bare;
using SkyButler.Benchmarks.Running;
using SkyButler.Datasets;
using SkyButler.Registry;

namespace SkyButler.Benchmarks.Commands;

/// <summary>Many datasets registered without files, a day's in each transaction.</summary>
internal sealed class Registration : IBenchmark
{
    public const int Count = 200_000;
    private const string Type = "raw_md";
    private const int Exposures = Count / BenchCamera.Detectors;
    private const int Days = Exposures / BenchCamera.ExposuresPerDay;

    /// <inheritdoc />
    public string Name => "register";

    /// <inheritdoc />
    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var empty = bench.Folder.Fresh("register-empty");
        await BenchCamera.CreateAsync(empty, Exposures, cancellationToken);
        await DatasetRows.PrepareAsync(empty, Type, cancellationToken);
        var repository = bench.Folder.Fresh("register-own");
        async Task<Sample> OwnAsync()
        {
            bench.Folder.Copy(empty, "register-own");
            return await RegisterAsync(repository, cancellationToken);
        }

        var peak = await PeakMemory.OfAsync(OwnAsync);
        var rows = DatasetRows.Split(DatasetRows.Between(empty, repository), Days);
        Task<Sample> BareAsync()
        {
            var target = bench.Folder.Copy(empty, "register-bare");
            return Repeat.TimeAsync(() =>
            {
                using var database = new BareDatabase(DatasetRows.Database(target));
                foreach (var day in rows)
                    database.Insert(day);
                return Task.CompletedTask;
            });
        }

        var (own, bare, ratio) = await Repeat.PairAsync(bench.Repetitions, OwnAsync, BareAsync);
        yield return new()
        {
            Work = $"register {Count:N0} datasets",
            Sample = own,
            Reference = ReferenceFigures.Register,
            Bare = bare.Time,
            BareRatio = ratio,
            PeakBytes = peak,
        };
    }

    /// <summary>Registers the datasets of all exposures; gives the time without opening the repository.</summary>
    public static async Task<Sample> RegisterAsync(string repository, CancellationToken cancellationToken)
    {
        await using var butler = await Butler.OpenAsync(repository, new() { Access = RegistryAccess.ReadWrite }, cancellationToken);
        var type = await butler.Registry.DatasetTypes.GetAsync(Type, cancellationToken);
        return await Repeat.TimeAsync(async () =>
        {
            foreach (var day in BenchCamera.DataIds(butler.Universe, Exposures).Chunk(Count / Days))
                await butler.Registry.Datasets.InsertAsync(type, BenchCamera.Run, day, DatasetIdMode.Unique, cancellationToken);
        });
    }

    /// <summary>A repository with all of them, made where it is not there.</summary>
    public static async Task<string> FilledAsync(Bench bench, CancellationToken cancellationToken)
    {
        var repository = Path.Combine(bench.Folder.Root, "registered");
        if (Directory.Exists(repository))
            return repository;
        await BenchCamera.CreateAsync(repository, Exposures, cancellationToken);
        await DatasetRows.PrepareAsync(repository, Type, cancellationToken);
        await RegisterAsync(repository, cancellationToken);
        return repository;
    }
}
