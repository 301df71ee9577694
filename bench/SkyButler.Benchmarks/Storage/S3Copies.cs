using System.Runtime.CompilerServices;
using SkyButler.Benchmarks.Running;
using SkyButler.Resources;
using SkyButler.Resources.Transfers.Copying;

namespace SkyButler.Benchmarks.Storage;

/// <summary>
/// Files that go to an S3 server and come back, beside <c>rclone copy</c> with as many at a time, and one by one. What comes back is on the disk at the
/// end, with both.
/// </summary>
internal sealed class S3Copies(Bench bench, BenchS3 server, FileSet set)
{
    private const int AtATime = 8;
    private readonly string source = bench.Folder.Fresh("s3-source");

    /// <summary>Measures.</summary>
    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        set.Write(source);
        yield return await PairAsync($"upload of {set.Words} to S3, 8 at a time, beside `rclone copy`", () => UpAsync(AtATime, cancellationToken), () => RcloneUpAsync(cancellationToken));
        yield return await AloneAsync($"upload of {set.Words} to S3, one at a time", () => UpAsync(1, cancellationToken));

        var stored = server.NewPlace();
        await CopyAsync(ResourcePath.FromLocalDirectory(source), stored, AtATime, cancellationToken);
        yield return await PairAsync($"download of {set.Words} from S3, 8 at a time, beside `rclone copy`", () => DownAsync(stored, AtATime, cancellationToken), () => RcloneDownAsync(stored, cancellationToken));
        yield return await AloneAsync($"download of {set.Words} from S3, one at a time", () => DownAsync(stored, 1, cancellationToken));
        await server.ClearAsync(stored, cancellationToken);
        Directory.Delete(source, recursive: true);
    }

    private async Task<Figure> PairAsync(string work, Func<Task<Sample>> own, Func<Task<Sample>> rclone)
    {
        var (mine, other, ratio) = await Repeat.PairAsync(bench.Repetitions, own, rclone);
        return new() { Work = work, Sample = mine, Bare = other.Time, BareRatio = ratio, RatioLimit = 1, PeakBytes = await PeakMemory.OfAsync(own) };
    }

    private static async Task<Figure> AloneAsync(string work, Func<Task<Sample>> own) => new() { Work = work, Sample = await own() };

    private async Task<Sample> UpAsync(int threads, CancellationToken cancellationToken)
    {
        var place = server.NewPlace();
        var sample = await Repeat.TimeAsync(() => CopyAsync(ResourcePath.FromLocalDirectory(source), place, threads, cancellationToken));
        await server.ClearAsync(place, cancellationToken);
        return sample;
    }

    private async Task<Sample> RcloneUpAsync(CancellationToken cancellationToken)
    {
        var place = server.NewPlace();
        var sample = await ProgramRun.TimeAsync("env", [.. server.RcloneSettings, "rclone", .. Rclone(source, BenchS3.ForRclone(place))], cancellationToken);
        await server.ClearAsync(place, cancellationToken);
        return sample;
    }

    private async Task<Sample> DownAsync(ResourcePath stored, int threads, CancellationToken cancellationToken)
    {
        var folder = bench.Folder.Fresh("s3-down");
        var sample = await Repeat.TimeAsync(() => CopyAsync(stored, ResourcePath.FromLocalDirectory(folder), threads, cancellationToken));
        Directory.Delete(folder, recursive: true);
        return sample;
    }

    private async Task<Sample> RcloneDownAsync(ResourcePath stored, CancellationToken cancellationToken)
    {
        var folder = bench.Folder.Fresh("s3-down");
        string[] command = ["bash", "-c", "rclone \"$@\" && sync -f \"$0\"", folder, .. Rclone(BenchS3.ForRclone(stored), folder)];
        var sample = await ProgramRun.TimeAsync("env", [.. server.RcloneSettings, .. command], cancellationToken);
        Directory.Delete(folder, recursive: true);
        return sample;
    }

    private static string[] Rclone(string from, string to) => ["copy", from, to, "--transfers", "8", "--checkers", "8"];

    private async Task CopyAsync(ResourcePath from, ResourcePath to, int threads, CancellationToken cancellationToken) =>
        await new ResourceTransfers(server.Stores(threads)).CopyAsync(set.In(from).Zip(set.In(to), (file, target) => new ResourceCopy(file, target)), null, cancellationToken);
}
