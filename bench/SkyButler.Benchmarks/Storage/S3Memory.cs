using System.Globalization;
using SkyButler.Benchmarks.Running;
using SkyButler.Resources;
using SkyButler.Resources.Transfers.Copying;

namespace SkyButler.Benchmarks.Storage;

/// <summary>What memory it takes to send and fetch files, and those of ten times the size.</summary>
internal sealed class S3Memory(Bench bench, BenchS3 server)
{
    private const int Files = 4;
    private const int Size = 40_000_000;
    private const int Times = 10;
    private const long MiB = 1 << 20;

    // Twice as many parts are on their way, and the collector of garbage leaves more for later; the files have 1,400 MB more.
    private const long Slack = 128 * MiB;

    /// <summary>Measures.</summary>
    public async Task<Figure> MeasureAsync(CancellationToken cancellationToken)
    {
        var (_, few) = await BothWaysAsync(new("", Files, Size), cancellationToken);
        var (sample, many) = await BothWaysAsync(new("", Files, Size * Times), cancellationToken);
        return new()
        {
            Work = string.Create(CultureInfo.InvariantCulture, $"upload and download of 4 files of 400 MB; those of 40 MB take {few / MiB} MiB of memory"),
            Sample = sample,
            PeakBytes = many,
            PeakLimit = few + Slack,
        };
    }

    private async Task<(Sample Sample, long Peak)> BothWaysAsync(FileSet set, CancellationToken cancellationToken)
    {
        var (source, back) = (bench.Folder.Fresh("s3-memory"), bench.Folder.Fresh("s3-memory-back"));
        set.Write(source);
        var place = server.NewPlace();
        var transfers = new ResourceTransfers(server.Stores(Files));
        Sample sample = default;
        var peak = await PeakMemory.OfAsync(async () => sample = await Repeat.OnceAsync(async () =>
        {
            await transfers.CopyAsync(Copies(set, ResourcePath.FromLocalDirectory(source), place), null, cancellationToken);
            await transfers.CopyAsync(Copies(set, place, ResourcePath.FromLocalDirectory(back)), null, cancellationToken);
        }));
        await server.ClearAsync(place, cancellationToken);
        Directory.Delete(source, recursive: true);
        Directory.Delete(back, recursive: true);
        return (sample, peak);
    }

    private static IEnumerable<ResourceCopy> Copies(FileSet set, ResourcePath from, ResourcePath to) =>
        set.In(from).Zip(set.In(to), (file, target) => new ResourceCopy(file, target));
}
