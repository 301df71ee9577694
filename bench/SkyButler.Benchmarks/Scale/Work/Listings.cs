using System.Globalization;
using System.Runtime.CompilerServices;
using SkyButler.Benchmarks.Running;
using SkyButler.Queries;
using SkyButler.Registry;

namespace SkyButler.Benchmarks.Scale.Work;

/// <summary>Listing everything: the first row, all rows into a file, and their number.</summary>
internal static class Listings
{
    private const long MemoryLimit = 200L << 20;
    private static readonly AllDatasetsQuery All = new() { Collections = ["*"] };

    public static async IAsyncEnumerable<Figure> MeasureAsync(ScaleSubject subject, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using (var butler = await subject.OpenAsync(RegistryAccess.ReadOnly, cancellationToken))
        {
            yield return new()
            {
                Work = "first row of everything",
                Limit = TimeSpan.FromMilliseconds(100),
                Sample = await Repeat.MedianAsync(subject.Repetitions, async () => await butler.Queries.AllDatasetsAsync(All, cancellationToken).FirstAsync(cancellationToken)),
            };
            yield return new()
            {
                Work = "first row of the largest dataset type",
                Limit = TimeSpan.FromMilliseconds(100),
                Sample = await Repeat.MedianAsync(
                    subject.Repetitions, async () => await butler.Queries.AllDatasetsAsync(All with { DatasetTypes = [ScaleNames.Products[^1]] }, cancellationToken).FirstAsync(cancellationToken)),
            };
            var count = new DatasetQuery { DatasetType = ScaleNames.Products[0], Collections = ["*"] };
            yield return new()
            {
                Work = string.Create(CultureInfo.InvariantCulture, $"count {subject.Size.Processed / ScaleSize.Products:N0} datasets of a type"),
                Sample = await Repeat.MedianAsync(1, async () => await butler.Queries.CountAsync(count, cancellationToken)),
            };
        }

        foreach (var format in (string[])["jsonl", "csv"])
            yield return await WriteAsync(subject, format, cancellationToken);
    }

    private static async Task<Figure> WriteAsync(ScaleSubject subject, string format, CancellationToken cancellationToken)
    {
        var file = Path.Combine(subject.Bench.Folder.Root, "listing");
        var run = await ProgramRun.ToFileAsync(subject.Bench.Butler, ["query-datasets", subject.Repository, "*", "--collections", "*", "--limit", "0", "--format", format], file, cancellationToken);
        File.Delete(file);
        return new()
        {
            Work = string.Create(CultureInfo.InvariantCulture, $"`butler query-datasets REPO '*' --collections '*' --limit 0 --format {format} > FILE` of {subject.Size.Datasets:N0} datasets"),
            Sample = run.Sample,
            PeakBytes = run.Peak,
            PeakLimit = MemoryLimit,
        };
    }
}
