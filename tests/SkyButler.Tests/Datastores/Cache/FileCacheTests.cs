using Microsoft.Extensions.Logging.Abstractions;
using SkyButler.Datastores.Cache;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Datastores.Cache;

public sealed class FileCacheTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TemporaryDirectory folder = new("cache");
    private readonly CountingStore remote = new();
    private readonly SetClock clock = new();
    private readonly ResourceStores stores;

    public FileCacheTests() => stores = ResourceStores.Local.With("mem", remote);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_file_is_fetched_once_and_then_read_from_the_cache()
    {
        using var cache = Open(new(CacheExpiryMode.Files, 3));
        var file = await FetchAsync(cache, 1, "content");
        using var second = Open(new(CacheExpiryMode.Files, 3));
        var kept = second.TryOpen(file, 7, "x");
        kept.ShouldNotBeNull();
        await using (kept)
            (await File.ReadAllTextAsync(await kept.GetLocalPathAsync(Token), Token)).ShouldBe("content");
        remote.Opened.ShouldBe(1);
        Directory.GetFiles(folder.File(UsedFiles.FolderName)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_component_has_a_file_of_its_own_under_the_originals_name()
    {
        using var cache = Open(new(CacheExpiryMode.Never, 0));
        await FetchAsync(cache, 1, "content", "wcs");
        Names().ShouldBe(["00000000-0000-0000-0000-000000000001_wcs.fits"]);
    }

    [Theory]
    [InlineData((int)CacheExpiryMode.Files, 2, "3 4")]
    [InlineData((int)CacheExpiryMode.Datasets, 3, "2 3 4")]
    [InlineData((int)CacheExpiryMode.Size, 25, "3 4")]
    [InlineData((int)CacheExpiryMode.Age, 15, "3 4")]
    [InlineData((int)CacheExpiryMode.Never, 0, "1 2 3 4")]
    public async Task The_files_that_were_used_longest_ago_leave(int mode, long threshold, string left)
    {
        using var cache = Open(new((CacheExpiryMode)mode, threshold));
        for (var i = 1; i <= 4; i++)
        {
            await FetchAsync(cache, i, "ten bytes.");
            clock.Now += TimeSpan.FromSeconds(i == 4 ? 0 : 10);
        }

        Names().Select(n => n[35]).ShouldBe(left.Split(' ').Select(s => s[0]));
    }

    [Fact]
    public async Task Use_keeps_a_file_in_the_cache()
    {
        using var cache = Open(new(CacheExpiryMode.Files, 2));
        var first = await FetchAsync(cache, 1, "a");
        clock.Now += TimeSpan.FromSeconds(1);
        await FetchAsync(cache, 2, "b");
        clock.Now += TimeSpan.FromSeconds(1);
        await cache.TryOpen(first, 1, "x")!.DisposeAsync();
        clock.Now += TimeSpan.FromSeconds(1);
        await FetchAsync(cache, 3, "c");
        Names().Select(n => n[35]).ShouldBe("13");
    }

    [Fact]
    public async Task Who_reads_a_file_has_it_until_he_is_done_although_it_left_the_cache()
    {
        using var cache = Open(new(CacheExpiryMode.Files, 1));
        await remote.WriteAsync(Path(1), "first"u8.ToArray());
        var reading = await cache.FetchAsync(Name(1), stores, Path(1), 5, Token);
        clock.Now += TimeSpan.FromSeconds(1);
        await FetchAsync(cache, 2, "second");
        Names().Select(n => n[35]).ShouldBe("2");
        (await File.ReadAllTextAsync(await reading!.GetLocalPathAsync(Token), Token)).ShouldBe("first");
        await reading.DisposeAsync();
        Directory.GetFiles(folder.File(UsedFiles.FolderName)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Strange_files_in_the_folder_are_left_alone_and_not_counted()
    {
        await File.WriteAllTextAsync(folder.File("notes.txt"), "mine", Token);
        await File.WriteAllTextAsync(folder.File("00000000-0000-0000-0000-000000000009x"), "mine", Token);
        Directory.CreateDirectory(folder.File("00000000-0000-0000-0000-000000000008.fits"));
        File.CreateSymbolicLink(folder.File("00000000-0000-0000-0000-000000000007.fits"), folder.File("notes.txt"));
        Directory.CreateDirectory(folder.File(UsedFiles.FolderName));
        await File.WriteAllTextAsync(folder.File(UsedFiles.FolderName, "somebody's"), "other", Token);
        using var cache = Open(new(CacheExpiryMode.Files, 1));
        await FetchAsync(cache, 1, "a");
        clock.Now += TimeSpan.FromSeconds(1);
        await FetchAsync(cache, 2, "b");
        Names().Where(n => n.EndsWith("1.fits", StringComparison.Ordinal) || n.EndsWith("2.fits", StringComparison.Ordinal)).ShouldHaveSingleItem();
        File.Exists(folder.File("notes.txt")).ShouldBeTrue();
        File.Exists(folder.File("00000000-0000-0000-0000-000000000009x")).ShouldBeTrue();
        File.Exists(folder.File(UsedFiles.FolderName, "somebody's")).ShouldBeTrue();
        // A name that is taken by something else is no copy of the dataset.
        cache.TryOpen(Name(8), -1, "x").ShouldBeNull();
        cache.TryOpen(Name(7), -1, "x").ShouldBeNull();
    }

    [Fact]
    public async Task A_copy_of_another_size_is_fetched_anew()
    {
        using var cache = Open(new(CacheExpiryMode.Never, 0));
        await File.WriteAllTextAsync(folder.File(Name(1).ToString()), "cut", Token);
        await FetchAsync(cache, 1, "content");
        (await File.ReadAllTextAsync(folder.File(Name(1).ToString()), Token)).ShouldBe("content");
    }

    [Fact]
    public async Task What_a_dead_process_left_is_removed()
    {
        Directory.CreateDirectory(folder.File(UsedFiles.FolderName));
        var left = folder.File(UsedFiles.FolderName, $"{Environment.MachineName}~other-boot~4194303~1~1.fits");
        await File.WriteAllTextAsync(left, "half", Token);
        var foreign = folder.File(UsedFiles.FolderName, "another-machine~boot~1~1~1.fits");
        await File.WriteAllTextAsync(foreign, "in use there", Token);
        using var cache = Open(new(CacheExpiryMode.Never, 0));
        await FetchAsync(cache, 1, "content");
        File.Exists(left).ShouldBeFalse();
        File.Exists(foreign).ShouldBeTrue();
    }

    [Fact]
    public async Task Many_readers_of_two_caches_in_one_folder_get_whole_files()
    {
        using var one = Open(new(CacheExpiryMode.Files, 2));
        using var other = Open(new(CacheExpiryMode.Files, 2));
        for (var i = 1; i <= 5; i++)
            await remote.WriteAsync(Path(i), [.. Enumerable.Repeat((byte)i, 50_000 + i)]);
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), Token, async (i, token) =>
        {
            var id = (i % 5) + 1;
            var cache = i % 2 == 0 ? one : other;
            await using var source = cache.TryOpen(Name(id), 50_000 + id, "x") ?? await cache.FetchAsync(Name(id), stores, Path(id), 50_000 + id, token);
            (await source!.ReadAllAsync(token)).ShouldBe([.. Enumerable.Repeat((byte)id, 50_000 + id)]);
        });
        Directory.GetFiles(folder.File(UsedFiles.FolderName)).ShouldBeEmpty();
        Names().Count.ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task Where_there_can_be_no_cache_it_is_told_and_nothing_is_cached()
    {
        await File.WriteAllTextAsync(folder.File("file"), "", Token);
        var log = new ListLog();
        using var cache = new FileCache(folder.File("file"), new(CacheExpiryMode.Never, 0), clock, log);
        (await cache.FetchAsync(Name(1), stores, Path(1), 1, Token)).ShouldBeNull();
        log.Messages.ShouldHaveSingleItem().ShouldContain("file");
    }

    [Fact]
    public async Task A_clients_own_folder_goes_with_it()
    {
        string place;
        using (var cache = new FileCache(null, new(CacheExpiryMode.Never, 0), clock, NullLogger.Instance))
        {
            await remote.WriteAsync(Path(1), "a"u8.ToArray());
            await using var source = await cache.FetchAsync(Name(1), stores, Path(1), 1, Token);
            place = System.IO.Path.GetDirectoryName(System.IO.Path.GetDirectoryName(await source!.GetLocalPathAsync(Token)))!;
            File.Exists(System.IO.Path.Combine(place, Name(1).ToString())).ShouldBeTrue();
        }

        Directory.Exists(place).ShouldBeFalse();
    }

    private static CacheFileName Name(int id, string? component = null) => new(Guid.Parse($"00000000-0000-0000-0000-00000000000{id}"), component, ".fits");

    private static ResourcePath Path(int id) => ResourcePath.ParseStored($"mem://store/{id}.fits");

    private FileCache Open(CacheExpiry expiry) => new(folder.Path, expiry, clock, NullLogger.Instance);

    private async Task<CacheFileName> FetchAsync(FileCache cache, int id, string content, string? component = null)
    {
        await remote.WriteAsync(Path(id), System.Text.Encoding.UTF8.GetBytes(content));
        await using var source = await cache.FetchAsync(Name(id, component), stores, Path(id), content.Length, Token);
        (await source!.ReadAllAsync(Token)).ShouldBe(System.Text.Encoding.UTF8.GetBytes(content));
        return Name(id, component);
    }

    private List<string> Names() => [.. Directory.GetFiles(folder.Path).Select(f => System.IO.Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
