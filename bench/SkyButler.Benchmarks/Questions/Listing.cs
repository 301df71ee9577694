using System.Globalization;
using System.Runtime.CompilerServices;
using SkyButler.Benchmarks.Bare;
using SkyButler.Benchmarks.Commands;
using SkyButler.Benchmarks.Running;
using SkyButler.Datasets;
using SkyButler.Queries;

namespace SkyButler.Benchmarks.Questions;

/// <summary>Datasets listed out of 200,000.</summary>
internal sealed class Listing : IBenchmark
{
    private static readonly DatasetQuery All = new() { DatasetType = "raw_md", Collections = [BenchCamera.Run] };

    /// <inheritdoc />
    public string Name => "list";

    /// <inheritdoc />
    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var repository = await Registration.FilledAsync(bench, cancellationToken);
        await using var butler = await Butler.OpenAsync(repository, new() { DefaultDataId = new() { ["instrument"] = BenchCamera.Instrument } }, cancellationToken);
        var where = string.Create(CultureInfo.InvariantCulture, $"exposure.day_obs >= {BenchCamera.Day(200)} AND exposure.day_obs < {BenchCamera.Day(600)} AND detector < 50");
        yield return await ListAsync(bench, butler, "list all 200,000", All, ListingSql.All, 200_000, ReferenceFigures.ListAll, cancellationToken) with
        {
            ReferencePeakBytes = ReferenceFigures.ListAllMemory,
        };
        yield return await ListAsync(bench, butler, "list 20,000 by day and detector range", All with { Where = where }, ListingSql.Days, 20_000, ReferenceFigures.ListDays, cancellationToken);
        yield return await ListAsync(bench, butler, "list 2,000 of one detector", All with { Where = "detector = 17" }, ListingSql.Detector, 2_000, ReferenceFigures.ListDetector, cancellationToken);
        var one = string.Create(CultureInfo.InvariantCulture, $"exposure = {BenchCamera.Exposure(1234)}");
        yield return await ListAsync(bench, butler, "list 100 of one exposure", All with { Where = one }, ListingSql.One, 100, ReferenceFigures.ListExposure, cancellationToken);
        var band = All with { Where = "band = 'g' AND detector.raft = 'R03'" };
        yield return await ListAsync(bench, butler, "list 6,670 by band and raft", band, ListingSql.Band, 6_670, ReferenceFigures.ListBand, cancellationToken);
        yield return await ListAsync(
            bench, butler, "list 6,670 by band and raft, with dimension records", band with { WithRecords = true }, ListingSql.Band, 6_670, ReferenceFigures.ListBandWithRecords, cancellationToken, ListingSql.BandRecords);
        yield return await ListAsync(
            bench, butler, "list the first 100 by time and detector", All with { OrderBy = ["-exposure.timespan.begin", "detector"], Limit = 100 }, ListingSql.Ordered, 100, ReferenceFigures.ListOrdered, cancellationToken);
    }

    private static async Task<Figure> ListAsync(
        Bench bench, Butler butler, string work, DatasetQuery query, string bareSql, int expected, TimeSpan reference, CancellationToken cancellationToken,
        IReadOnlyList<string>? bareRecords = null)
    {
        async Task WorkAsync()
        {
            var found = new List<DatasetRef>();
            await foreach (var dataset in butler.Queries.DatasetsAsync(query, cancellationToken))
                found.Add(dataset);
            if (found.Count != expected)
                throw new InvalidOperationException($"{work}: found {found.Count} instead of {expected}.");
        }

        // Short work is repeated more often: what takes half a millisecond says little by fifteen times.
        var count = bench.Repetitions * expected switch { <= 100 => 100, <= 20_000 => 5, _ => 1 };
        var figure = new Figure { Work = work, Reference = reference, Sample = default, PeakBytes = await PeakMemory.OfAsync(WorkAsync) };
        using var database = new BareDatabase(DatasetRows.Database(butler.Config.Root.LocalPath));
        var (own, bare, ratio) = await Repeat.PairAsync(
            count,
            () => Repeat.TimeAsync(WorkAsync),
            () => Repeat.TimeAsync(() =>
            {
                if (database.ReadColumns(bareSql)[0].Count != expected)
                    throw new InvalidOperationException($"{work}: the bare SQL does not find {expected}.");
                foreach (var sql in bareRecords ?? [])
                    database.ReadColumns(sql);
                return Task.CompletedTask;
            }));
        return figure with { Sample = own, Bare = bare.Time, BareRatio = ratio };
    }
}
