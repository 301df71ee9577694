using System.Globalization;
using System.Runtime.CompilerServices;
using SkyButler.Benchmarks.Running;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Benchmarks.Storage;

/// <summary>Removing many files at once: on disk beside the bare call for each, and in S3.</summary>
internal static class Deletions
{
    private const int Count = 50_000;
    private const int Pairs = 3;
    private const int FilesOfFolder = 1_000;
    private const int MakersAtATime = 32;
    private const double EnoughTimesTheBareCost = 1.5;

    /// <summary>Measures on disk.</summary>
    public static async Task<Figure> OnDiskAsync(Bench bench, CancellationToken cancellationToken)
    {
        var folder = bench.Folder.Fresh("delete");
        var paths = Names().Select(name => ResourcePath.FromLocalPath(Path.Combine(folder, name))).ToList();
        var own = new List<Sample>();
        var bare = new List<Sample>();
        for (var i = 0; i < Pairs; i++)
        {
            own.Add(await OnceAsync(paths, async () => await ResourceStores.Local.DeleteAsync(paths, cancellationToken)));
            bare.Add(await OnceAsync(paths, () =>
            {
                foreach (var path in paths)
                    File.Delete(path.LocalPath);
                return Task.CompletedTask;
            }));
        }

        return new()
        {
            Work = $"delete {Count:N0} files on disk",
            Sample = Sample.Median(own),
            Bare = Sample.Median(bare).Time,
            BareRatio = own.Zip(bare, (one, other) => one.Time / other.Time).Order().ElementAt(Pairs / 2),
            RatioLimit = EnoughTimesTheBareCost,
        };
    }

    /// <summary>Measures in S3.</summary>
    public static async IAsyncEnumerable<Figure> InS3Async(BenchS3 server, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var place = server.NewPlace();
        var stores = server.Stores(MakersAtATime);
        var store = stores.For(place);
        var paths = Names().Select(place.Join).ToList();
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = MakersAtATime };
        await Parallel.ForEachAsync(paths, options, async (path, token) => await ((IObjectWriter)store).WriteAsync(path, new MemoryStream([1]), token));
        yield return new()
        {
            Work = $"find {Count:N0} objects in S3",
            Sample = await Repeat.TimeAsync(async () => await store.FindAsync(paths, cancellationToken)),
        };
        yield return new()
        {
            Work = $"delete {Count:N0} objects in S3",
            Sample = await Repeat.TimeAsync(async () => await store.DeleteAsync(paths, cancellationToken)),
        };
    }

    private static IEnumerable<string> Names() => Enumerable.Range(0, Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i / FilesOfFolder:D3}/{i:D6}.yaml"));

    private static async Task<Sample> OnceAsync(IReadOnlyList<ResourcePath> paths, Func<Task> delete)
    {
        foreach (var folder in paths.Select(path => Path.GetDirectoryName(path.LocalPath)!).Distinct(StringComparer.Ordinal))
            Directory.CreateDirectory(folder);
        foreach (var path in paths)
            await File.WriteAllBytesAsync(path.LocalPath, new byte[100]);
        return await Repeat.TimeAsync(delete);
    }
}
