using SkyButler.Queries;
using SkyButler.Resources;
using SkyButler.Tests.Shared;
using SkyButler.Tests.Shared.Repositories;

namespace SkyButler.Tests.Faults;

/// <summary>Repositories on a disk that can't be written, which no permission bit tells.</summary>
public sealed class ReadOnlyRootTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(WorkKind.Put)]
    [InlineData(WorkKind.Ingest)]
    [InlineData(WorkKind.Move)]
    [InlineData(WorkKind.Remove)]
    public async Task What_would_write_is_refused_and_what_reads_goes_on(WorkKind kind)
    {
        using var disk = await SmallDisk.MountAsync();
        using var folder = new TemporaryDirectory();
        var work = new RepositoryWork(disk.File("repo"), folder.File("outside"), Count: 3);
        await work.PrepareAsync(kind);
        var before = RepositoryState.Of(work.Root);
        await disk.ForbidWritingAsync();
        CheckMessage(await Should.ThrowAsync<Exception>(() => work.RunAsync(kind)));
        (await work.ReadAllAsync()).ShouldBe(kind == WorkKind.Remove ? 3 : 0);
        RepositoryState.Of(work.Root).ShouldBe(before);
        await disk.AllowWritingAsync();
        await work.RunAsync(kind);
        (await work.ReadAllAsync()).ShouldBe(kind == WorkKind.Remove ? 0 : 3);
    }

    [Theory]
    [InlineData(WorkKind.Put)]
    [InlineData(WorkKind.Ingest)]
    public async Task Files_on_such_a_disk_with_the_database_elsewhere_are_refused_too(WorkKind kind)
    {
        using var disk = await SmallDisk.MountAsync();
        using var folder = new TemporaryDirectory();
        var work = new RepositoryWork(folder.File("repo"), folder.File("outside"), Count: 3);
        await work.PrepareAsync(kind, disk.File("files"));
        await work.RunAsync(kind);
        await using (var butler = await work.OpenAsync())
            await butler.PruneDatasetsAsync(new AllDatasetsQuery { Collections = ["u/run"] }, new() { Purge = true }, Token);
        await disk.ForbidWritingAsync();
        CheckMessage(await Should.ThrowAsync<Exception>(() => work.RunAsync(kind).WaitAsync(TimeSpan.FromSeconds(30), Token)));
        (await work.ReadAllAsync()).ShouldBe(0);
        await disk.AllowWritingAsync();
        await work.RunAsync(kind);
        (await work.ReadAllAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task Files_that_can_not_be_deleted_are_told_and_go_later()
    {
        using var disk = await SmallDisk.MountAsync();
        using var folder = new TemporaryDirectory();
        var work = new RepositoryWork(folder.File("repo"), folder.File("outside"), Count: 3);
        await work.PrepareAsync(WorkKind.Remove, disk.File("files"));
        await disk.ForbidWritingAsync();
        CheckMessage(await Should.ThrowAsync<Exception>(() => work.RunAsync(WorkKind.Remove)));
        await disk.AllowWritingAsync();
        await work.RunAsync(WorkKind.Remove);
        RepositoryState.Files(disk.File("files")).ShouldBeEmpty();
    }

    private static void CheckMessage(Exception error)
    {
        (error is ButlerException or ResourceException).ShouldBeTrue(error.ToString());
        error.Message.ShouldNotContain('\n');
        error.Message.ShouldMatch("(?i)read-only|can't be written", error.ToString());
    }
}
