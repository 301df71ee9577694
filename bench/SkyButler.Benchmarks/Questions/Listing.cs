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
    private const int Together = 25;

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
        // Short work is asked many times in a turn, as by a client that goes on asking: alone, it would measure the collection of rubbish before it.
        var together = expected <= 100 ? Together : 1;
        async Task WorkAsync()
        {
            var found = new List<DatasetRef>();
            await foreach (var dataset in butler.Queries.DatasetsAsync(query, cancellationToken))
                found.Add(dataset);
            if (found.Count != expected)
                throw new InvalidOperationException($"{work}: found {found.Count} instead of {expected}.");
        }

        var figure = new Figure { Work = work, Sample = default, PeakBytes = await PeakMemory.OfAsync(WorkAsync) };
        using var database = new BareDatabase(DatasetRows.Database(butler.Config.Root.LocalPath));

        async Task ManyAsync()
        {
            for (var i = 0; i < together; i++)
                await WorkAsync();
        }

        Task ManyBare()
        {
            for (var i = 0; i < together; i++)
                Bare();
            return Task.CompletedTask;
        }

        void Bare()
        {
            if (database.ReadColumns(bareSql)[0].Count != expected)
                throw new InvalidOperationException($"{work}: the bare SQL does not find {expected}.");
            foreach (var sql in bareRecords ?? [])
                database.ReadColumns(sql);
        }

        var count = bench.Repetitions * (expected <= 20_000 ? 5 : 1);
        var (own, bare, ratio) = await Repeat.PairAsync(count, () => Repeat.TimeAsync(ManyAsync), () => Repeat.TimeAsync(ManyBare));
        return figure with { Per = together, Reference = together * reference, Sample = own, Bare = bare.Time, BareRatio = ratio };
    }
}
