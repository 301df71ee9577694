using System.Runtime.CompilerServices;
using SkyButler.Benchmarks.Bare;
using SkyButler.Benchmarks.Commands;
using SkyButler.Benchmarks.Running;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry;

namespace SkyButler.Benchmarks.Questions;

/// <summary>
/// Visits, detectors, tracts and patches recorded with their regions, and joined where they overlap. The bare SQL joins the stored pixels and
/// leaves the exact test of the regions out, so it finds more.
/// </summary>
internal sealed class SkyJoins : IBenchmark
{
    /// <inheritdoc />
    public string Name => "joins";

    /// <inheritdoc />
    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var empty = bench.Folder.Fresh("sky-empty");
        await BenchSky.CreateAsync(empty, cancellationToken);
        yield return await InsertAsync(bench, empty, "insert 100 visits and 2,000 regions of detectors", BenchSky.InsertVisitsAsync, ["visit", "visit_detector_region"], ReferenceFigures.InsertVisits, cancellationToken);
        yield return await InsertAsync(bench, empty, "insert 50 tracts and 5,000 patches", BenchSky.InsertTractsAsync, ["tract", "patch"], ReferenceFigures.InsertPatches, cancellationToken);
        var repository = bench.Folder.Copy(empty, "sky");
        await using (var writer = await Butler.OpenAsync(repository, new() { Access = RegistryAccess.ReadWrite }, cancellationToken))
        {
            await BenchSky.InsertVisitsAsync(writer, cancellationToken);
            await BenchSky.InsertTractsAsync(writer, cancellationToken);
        }

        await using var butler = await Butler.OpenAsync(repository, new(), cancellationToken);
        using var database = new BareDatabase(DatasetRows.Database(repository));
        yield return await JoinAsync(bench, butler, database, ["visit", "detector", "patch"], "visit_detector_region", "patch", "a.instrument, a.visit, a.detector, b.skymap, b.tract, b.patch", ReferenceFigures.JoinVisitDetectorPatch, cancellationToken);
        yield return await JoinAsync(bench, butler, database, ["visit", "patch"], "visit", "patch", "a.instrument, a.visit, b.skymap, b.tract, b.patch", ReferenceFigures.JoinVisitPatch, cancellationToken);
        yield return await JoinAsync(bench, butler, database, ["visit", "tract"], "visit", "tract", "a.instrument, a.visit, b.skymap, b.tract", ReferenceFigures.JoinVisitTract, cancellationToken);
    }

    private static async Task<Figure> InsertAsync(
        Bench bench, string empty, string work, Func<Butler, CancellationToken, Task> insert, string[] elements, TimeSpan reference, CancellationToken cancellationToken)
    {
        var root = bench.Folder.Fresh("sky-inserted");
        async Task<Sample> OwnAsync()
        {
            bench.Folder.Copy(empty, "sky-inserted");
            await using var butler = await Butler.OpenAsync(root, new() { Access = RegistryAccess.ReadWrite }, cancellationToken);
            return await Repeat.TimeAsync(() => insert(butler, cancellationToken));
        }

        await OwnAsync();
        List<IReadOnlyList<TableRows>> transactions;
        using (var database = new BareDatabase(DatasetRows.Database(empty)))
            transactions = [.. elements.Select(e => database.Missing(DatasetRows.Database(root), e, $"{e}_skypix_overlap"))];

        async Task<Sample> BareAsync()
        {
            using var database = new BareDatabase(DatasetRows.Database(bench.Folder.Copy(empty, "sky-bare")));
            return await Repeat.TimeAsync(() =>
            {
                foreach (var rows in transactions)
                    database.Insert(rows);
                return Task.CompletedTask;
            });
        }

        var (own, bare, ratio) = await Repeat.PairAsync(bench.Repetitions, OwnAsync, BareAsync);
        return new() { Work = work, Sample = own, Bare = bare.Time, BareRatio = ratio, Reference = reference };
    }

    private static async Task<Figure> JoinAsync(
        Bench bench, Butler butler, BareDatabase database, string[] dimensions, string left, string right, string keys, TimeSpan reference, CancellationToken cancellationToken)
    {
        var count = 0;
        async Task WorkAsync()
        {
            var found = new List<DataCoordinate>();
            await foreach (var dataId in butler.Queries.DataIdsAsync(new() { Dimensions = dimensions }, cancellationToken))
                found.Add(dataId);
            count = found.Count;
        }

        var sql = $"SELECT DISTINCT {keys} FROM {left}_skypix_overlap a JOIN {right}_skypix_overlap b USING (skypix_system, skypix_level, skypix_index)";
        var (own, bare, ratio) = await Repeat.PairAsync(
            bench.Repetitions * 5,
            () => Repeat.TimeAsync(WorkAsync),
            () => Repeat.TimeAsync(() =>
            {
                _ = database.ReadColumns(sql);
                return Task.CompletedTask;
            }));
        return new() { Work = $"{string.Join(" × ", dimensions)}: {count:N0} overlaps", Sample = own, Bare = bare.Time, BareRatio = ratio, Reference = reference };
    }
}
