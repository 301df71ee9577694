using System.Globalization;
using SkyButler.Datastores.Cache;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Tests.Datastores.Cache;

/// <summary>What <see cref="CacheProcessesTests"/> runs in several processes: each reads the same remote files through one cache. Never run otherwise.</summary>
internal static class CacheFiller
{
    internal const string FolderVariable = "SKYBUTLER_FILLER_FOLDER";
    internal const string SeedVariable = "SKYBUTLER_FILLER_SEED";
    internal const int Limit = 5;
    internal const int Readers = 4;
    internal const int Files = 12;
    private const int Reads = 150;

    internal static async Task FillAsync()
    {
        var token = TestContext.Current.CancellationToken;
        var remote = new CountingStore();
        var stores = ResourceStores.Local.With("mem", remote);
        for (var i = 0; i < Files; i++)
            await remote.WriteAsync(Source(i), Content(i));
        var log = new ListLog();
        var folder = Environment.GetEnvironmentVariable(FolderVariable)!;
        using var cache = new FileCache(folder, new(CacheExpiryMode.Files, Limit), TimeProvider.System, log);
        await Parallel.ForEachAsync(Enumerable.Range(0, Readers), token, async (reader, stop) =>
        {
            var random = new Random(reader + (100 * int.Parse(Environment.GetEnvironmentVariable(SeedVariable)!, CultureInfo.InvariantCulture)));
            for (var i = 0; i < Reads; i++)
            {
                var file = random.Next(Files);
                await using var source = cache.TryOpen(Name(file), Content(file).Length, "x") ?? await cache.FetchAsync(Name(file), stores, Source(file), Content(file).Length, stop);
                (await source.ShouldNotBeNull().ReadAllAsync(stop)).ShouldBe(Content(file));
            }
        });
        log.Messages.ShouldBeEmpty();
    }

    internal static CacheFileName Name(int file) => new(new Guid(file + 1, 0, 0, new byte[8]), null, ".fits");

    /// <summary>The bytes of a file, each of another length.</summary>
    internal static byte[] Content(int file) => [.. Enumerable.Repeat((byte)file, 20_000 + file)];

    private static ResourcePath Source(int file) => ResourcePath.ParseStored($"mem://store/{file}.fits");
}
