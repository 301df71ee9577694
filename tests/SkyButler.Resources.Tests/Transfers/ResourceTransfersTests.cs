using SkyButler.Resources.Stores;
using SkyButler.Resources.Stores.S3;
using SkyButler.Resources.Transfers.Copying;
using SkyButler.Tests.Shared;

namespace SkyButler.Resources.Tests.Transfers;

public sealed class ResourceTransfersTests : IDisposable
{
    private const int MiB = 1 << 20;

    private readonly TemporaryDirectory folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_go_to_S3_from_there_to_another_bucket_and_home_and_a_second_time_nothing_moves()
    {
        var environment = EnvironmentVariables.From((await S3Server.GetAsync()).Environment);
        var stores = ResourceStores.Local.With("s3", new S3ResourceStore(environment, TimeProvider.System, new() { PartSize = 5 * MiB, LargestSinglePut = 5 * MiB }));
        var (first, second) = (ResourcePath.ParseStored($"s3://first/{Guid.NewGuid():N}/"), ResourcePath.ParseStored($"s3://second/{Guid.NewGuid():N}/"));
        Make(("a", 10), ("b/c", 0), ("b/large", 11 * MiB));
        string[] names = ["a", "b/c", "b/large"];
        var up = names.Select(name => new ResourceCopy(Local("from", name), first.Join(name))).ToList();
        var across = names.Select(name => new ResourceCopy(first.Join(name), second.Join(name))).ToList();
        var down = names.Select(name => new ResourceCopy(second.Join(name), Local("to", name))).ToList();
        var transfers = new ResourceTransfers(stores, 3);

        foreach (var leg in (List<ResourceCopy>[])[up, across, down])
        {
            (await transfers.CopyAsync(leg, null, Token)).ShouldBe(new(3, 10 + 11 * MiB, 0));
            // What is large is known again on both sides of a copy, but for those that the server made from parts.
            (await transfers.CopyAsync(leg, null, Token)).Skipped.ShouldBe(3);
        }

        foreach (var name in names)
        {
            var (sent, back) = (await File.ReadAllBytesAsync(folder.File("from", name), Token), await File.ReadAllBytesAsync(folder.File("to", name), Token));
            back.AsSpan().SequenceEqual(sent).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task What_is_there_but_different_is_replaced_and_the_rest_is_left_alone()
    {
        Make(("a", 10), ("b", 20), ("c", 30));
        var copies = Copies("a", "b", "c");
        Directory.CreateDirectory(folder.File("to"));
        File.Copy(folder.File("from", "a"), folder.File("to", "a"));
        await File.WriteAllBytesAsync(folder.File("to", "b"), new byte[20], Token);
        var seen = new List<CopyProgress>();

        var done = await new ResourceTransfers(ResourceStores.Local).CopyAsync(copies, new Collector(seen), Token);

        done.ShouldBe(new(3, 60, 1));
        seen[^1].ShouldBe(done);
        seen.Select(progress => progress.Files).ShouldBeInOrder();
        (await File.ReadAllBytesAsync(folder.File("to", "b"), Token)).ShouldBe(await File.ReadAllBytesAsync(folder.File("from", "b"), Token));
    }

    [Fact]
    public async Task A_missing_source_is_named_and_no_part_of_a_file_stays()
    {
        Make(("a", 10));
        var error = await Should.ThrowAsync<ResourceNotFoundException>(async () => await new ResourceTransfers(ResourceStores.Local).CopyAsync(Copies("a", "none"), null, Token));
        error.Path.ShouldBe(Local("from", "none"));
        Directory.Exists(folder.File("to")).ShouldBeFalse();
    }

    [Fact]
    public async Task Missing_sources_are_passed_over_where_they_may_be_missing()
    {
        Make(("a", 10));
        var done = await new ResourceTransfers(ResourceStores.Local) { Missing = MissingSources.PassedOver }.CopyAsync(Copies("none", "a"), null, Token);
        done.ShouldBe(new(1, 10, 0));
        new FileInfo(folder.File("to", "a")).Length.ShouldBe(10);
    }

    [Fact]
    public async Task A_source_that_breaks_off_leaves_nothing_under_the_final_names()
    {
        var stores = ResourceStores.Local.With("mem", new BreakingStore());
        var copies = Enumerable.Range(0, 20).Select(i => new ResourceCopy(ResourcePath.ParseStored($"mem://m/{i}"), Local("to", $"{i}")));
        await Should.ThrowAsync<ResourceException>(async () => await new ResourceTransfers(stores).CopyAsync(copies, null, Token));
        (Directory.Exists(folder.File("to")) ? Directory.GetFiles(folder.File("to")) : []).ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_small_files_keep_their_content()
    {
        Make([.. Enumerable.Range(0, 700).Select(i => ($"d{i % 7}/{i}", i))]);
        var copies = Copies([.. Enumerable.Range(0, 700).Select(i => $"d{i % 7}/{i}")]);
        (await new ResourceTransfers(ResourceStores.Local).CopyAsync(copies, null, Token)).Files.ShouldBe(700);
        foreach (var copy in copies)
            new FileInfo(copy.Target.LocalPath).Length.ShouldBe(new FileInfo(copy.Source.LocalPath).Length);
    }

    public void Dispose() => folder.Dispose();

    private ResourcePath Local(string side, string name) => ResourcePath.FromLocalPath(folder.File(side, name));

    private List<ResourceCopy> Copies(params string[] names) => [.. names.Select(name => new ResourceCopy(Local("from", name), Local("to", name)))];

    private void Make(params (string Name, int Size)[] files)
    {
        foreach (var (name, size) in files)
        {
            var content = new byte[size];
            new Random(size).NextBytes(content);
            Directory.CreateDirectory(Path.GetDirectoryName(folder.File("from", name))!);
            File.WriteAllBytes(folder.File("from", name), content);
        }
    }

    private sealed class Collector(List<CopyProgress> seen) : IProgress<CopyProgress>
    {
        public void Report(CopyProgress value) => seen.Add(value);
    }
}
