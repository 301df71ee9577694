using SkyButler.Datastores.Journal;
using SkyButler.Resources;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Stores.Uploads;

namespace SkyButler.Tests.Datastores.Journal;

/// <summary>Cleaning up after writers to a store without locks.</summary>
public sealed class RemoteRecoveryTests
{
    private static readonly ResourcePath Root = ResourcePath.ParseStored("mem://store/repo/");
    private readonly SetClock clock = new();
    private readonly ListLog log = new();
    private readonly HashSet<string> registered = [];
    private ResourceStores stores;

    public RemoteRecoveryTests() => stores = ResourceStores.Local.With("mem", new MemoryResourceStore(clock));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_dead_writer_what_is_registered_stays_and_the_rest_goes()
    {
        await EnterAsync(Dead, "a/one.yaml", "a/two.yaml");
        await WriteAsync("a/one.yaml", "a/two.yaml", "a/abcdefghij012345two.tmp.yaml", "a/other.yaml");
        registered.Add("a/one.yaml");
        await RecoverAsync();
        (await FilesAsync()).ShouldBe(["a/one.yaml", "a/other.yaml"]);
    }

    [Fact]
    public async Task Who_lives_here_is_left_alone_and_what_he_names_too()
    {
        await EnterAsync(ProcessIdentity.Current, "a/one.yaml");
        await EnterAsync(Dead, "a/one.yaml");
        await WriteAsync("a/one.yaml");
        await RecoverAsync();
        (await FilesAsync()).Count(f => f == "a/one.yaml" || f.EndsWith(".journal", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public async Task A_writer_of_another_machine_is_dead_after_two_days()
    {
        await EnterAsync(new("elsewhere", "boot", 1, "1"), "a/one.yaml");
        await WriteAsync("a/one.yaml");
        clock.Now += TimeSpan.FromDays(1);
        await RecoverAsync();
        (await FilesAsync()).Count.ShouldBe(2);
        clock.Now += TimeSpan.FromDays(2);
        await RecoverAsync();
        (await FilesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_entry_that_leads_out_of_the_root_is_not_heeded_and_told()
    {
        await stores.WriteAllBytesAsync(ResourcePath.ParseStored("mem://store/precious.yaml"), "x"u8.ToArray(), Token);
        await EnterAsync(Dead, "../precious.yaml");
        await RecoverAsync();
        (await stores.ExistsAsync(ResourcePath.ParseStored("mem://store/precious.yaml"), Token)).ShouldBeTrue();
        log.Messages.ShouldHaveSingleItem().ShouldContain("not heeded");
    }

    [Fact]
    public async Task Of_uploads_only_those_go_that_a_dead_writer_names_since_others_may_be_another_programs()
    {
        var keeper = new UploadKeeper(new MemoryResourceStore(clock));
        stores = ResourceStores.Local.With("mem", keeper);
        await EnterAsync(Dead, "a/dead.yaml");
        await EnterAsync(ProcessIdentity.Current, "a/living.yaml");
        await EnterAsync(new("elsewhere", "boot", 1, "1"), "a/far.yaml");
        keeper.Uploads.AddRange(
            new[] { ("a/dead.yaml", 0), ("a/living.yaml", 3), ("a/far.yaml", 0), ("a/nobody.yaml", 0), ("a/old.yaml", 3) }
                .Select(u => new UnfinishedUpload(Root.Join(u.Item1), u.Item1, clock.Now - TimeSpan.FromDays(u.Item2))));
        await RecoverAsync();
        keeper.Uploads.Select(u => u.Id).ShouldBe(["a/living.yaml", "a/far.yaml", "a/nobody.yaml", "a/old.yaml"]);
        (await FilesAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Where_nothing_died_nobody_asks_for_uploads()
    {
        var keeper = new UploadKeeper(new MemoryResourceStore(clock));
        stores = ResourceStores.Local.With("mem", keeper);
        await EnterAsync(ProcessIdentity.Current, "a/living.yaml");
        await RecoverAsync();
        keeper.Asked.ShouldBe(0);
    }

    private static ProcessIdentity Dead => ProcessIdentity.Current with { ProcessId = 4_194_303, Started = "1" };

    private async Task EnterAsync(ProcessIdentity writer, params string[] paths) => await stores.WriteAllBytesAsync(
        RemoteJournal.FolderOf(Root).Join($"{Guid.NewGuid():N}-1.journal"), new JournalContent(writer, paths, []).ToBytes(), Token);

    private async Task WriteAsync(params string[] paths)
    {
        foreach (var path in paths)
            await stores.WriteAllBytesAsync(Root.Join(path), "x"u8.ToArray(), Token);
    }

    private async Task<IReadOnlyList<string>> FilesAsync() =>
        [.. (await stores.For(Root).ListAsync(Root, Token).ToListAsync(Token)).Select(f => f.Path.RelativeTo(Root)!)];

    private Task RecoverAsync() => new RemoteRecovery(
        stores, clock, log, Root, (candidates, work, _) => work(registered.Where(candidates.Contains).ToHashSet())).RunAsync(Token);

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
