using System.Globalization;
using System.Runtime.CompilerServices;
using SkyButler.Benchmarks.Running;
using SkyButler.Benchmarks.Scale.Databases;
using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry;
using SkyButler.Registry.Collections;

namespace SkyButler.Benchmarks.Scale.Work;

/// <summary>Inserting further datasets, beside the same rows put into the same tables by the database alone. Each turn fills a run of its own.</summary>
internal static class Insertions
{
    private const int Most = 95_000;
    private const double Enough = 1.5;

    public static async IAsyncEnumerable<Figure> MeasureAsync(ScaleSubject subject, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var butler = await subject.OpenAsync(RegistryAccess.ReadWrite, cancellationToken);
        var type = await butler.Registry.DatasetTypes.GetAsync(ScaleNames.Products[0], cancellationToken);
        var pairs = Enumerable.Range(0, (int)subject.Size.Visits).SelectMany(v => Enumerable.Range(0, ScaleSize.Detectors).Select(d => ((long)d, (long)v))).Take(Most).ToList();
        var dataIds = pairs.Select(p => DataId(type, p)).ToList();
        var tables = await subject.Database.ReadAsync($"SELECT tag_association_table FROM dataset_type WHERE name = '{type.Name}'", cancellationToken);
        var key = long.Parse((await subject.Database.ReadAsync($"SELECT id FROM dataset_type WHERE name = '{type.Name}'", cancellationToken))[0], CultureInfo.InvariantCulture);
        async Task<Sample> OwnAsync()
        {
            var run = await RunAsync(butler, cancellationToken);
            return await Repeat.TimeAsync(() => butler.Registry.Datasets.InsertAsync(type, run, dataIds, DatasetIdMode.Unique, cancellationToken));
        }

        async Task<Sample> BareAsync()
        {
            var run = await RunAsync(butler, cancellationToken);
            var number = await subject.Database.ReadAsync($"SELECT collection_id FROM collection WHERE name = '{run}'", cancellationToken);
            var rows = new BareInsertion([.. pairs.Select(_ => Guid.CreateVersion7())], pairs, key, long.Parse(number[0], CultureInfo.InvariantCulture), tables[0]);
            return await Repeat.TimeAsync(() => subject.Database.InsertAsync(rows, cancellationToken));
        }

        var (own, bare, ratio) = await Repeat.PairAsync(subject.Repetitions, OwnAsync, BareAsync);
        yield return new()
        {
            Work = string.Create(CultureInfo.InvariantCulture, $"insert {pairs.Count:N0} datasets into one run"),
            Sample = own,
            Bare = bare.Time,
            BareRatio = ratio,
            RatioLimit = Enough,
            PeakBytes = await PeakMemory.OfAsync(OwnAsync),
        };
    }

    private static DataCoordinate DataId(DatasetType type, (long Detector, long Visit) pair) =>
        DataCoordinate.Standardize(type.Dimensions, new DataId { ["instrument"] = ScaleNames.Instrument, ["detector"] = pair.Detector, ["visit"] = pair.Visit });

    private static async Task<string> RunAsync(Butler butler, CancellationToken cancellationToken)
    {
        var run = $"bench/{Guid.NewGuid():N}";
        await butler.Registry.Collections.RegisterAsync([run], CollectionType.Run, null, cancellationToken);
        return run;
    }
}
