using SkyButler.Datastores;
using SkyButler.Registry.Errors;
using SkyButler.Resources;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;
using SkyButler.Tests.Shared.Repositories;

namespace SkyButler.Tests.Faults;

/// <summary>
/// Disks that become full at every write, one after the other: what is done there fails in one line, loses nothing and leaves nothing, and
/// is done when there is room.
/// </summary>
public sealed class FullDiskTests
{
    private const int Datasets = 3;
    private const int SingleSteps = 12;
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(WorkKind.Put, Scarcity.Space)]
    [InlineData(WorkKind.Put, Scarcity.Files)]
    [InlineData(WorkKind.Ingest, Scarcity.Space)]
    [InlineData(WorkKind.Ingest, Scarcity.Files)]
    [InlineData(WorkKind.Move, Scarcity.Space)]
    [InlineData(WorkKind.Remove, Scarcity.Space)]
    [InlineData(WorkKind.Remove, Scarcity.Files)]
    public async Task Work_that_finds_no_room_loses_nothing_and_is_done_later(WorkKind kind, Scarcity scarcity)
    {
        using var disk = await SmallDisk.MountAsync();
        using var folder = new TemporaryDirectory();
        var undisturbed = new RepositoryWork(folder.File("repo"), folder.File("outside"), Count: Datasets);
        await undisturbed.PrepareAsync(kind);
        await undisturbed.RunAsync(kind);
        var expected = RepositoryState.Of(undisturbed.Root);
        await StepAsync(async room =>
        {
            var work = new RepositoryWork(disk.File($"repo{room}"), folder.File($"outside{room}"), Count: Datasets);
            await work.PrepareAsync(kind);
            var before = RepositoryState.Of(work.Root);
            var sources = RepositoryState.Files(work.Outside).ToList();
            disk.Fill(scarcity, room);
            var error = await Record.ExceptionAsync(() => work.RunAsync(kind));
            disk.Free();
            if (error is not null)
            {
                CheckMessage(error);
                (await work.ReadAllAsync()).ShouldBeOneOf(kind == WorkKind.Remove ? [0, Datasets] : [0]);
                // A removal is whole when its rows are gone: the files that are marked go with the next.
                if (kind != WorkKind.Remove)
                    RepositoryState.Of(work.Root).ShouldBeState(before, $"{error.Message} (room for {room})");
                RepositoryState.Files(work.Outside).ShouldBe(sources);
                await work.RunAsync(kind);
            }

            RepositoryState.Of(work.Root).ShouldBeState(expected, $"{error?.Message} (room for {room})");
            Directory.Delete(work.Root, recursive: true);
            return error is null;
        });
    }

    [Theory]
    [InlineData(Scarcity.Space)]
    [InlineData(Scarcity.Files)]
    public async Task Retrieved_files_come_all_or_none(Scarcity scarcity)
    {
        using var disk = await SmallDisk.MountAsync();
        using var folder = new TemporaryDirectory();
        var work = new RepositoryWork(folder.File("repo"), folder.File("outside"), Count: Datasets);
        await work.PrepareAsync(WorkKind.Remove);
        await using var butler = await work.OpenAsync();
        var datasets = await butler.Queries.AllDatasetsAsync(new() { Collections = ["u/run"] }, Token).ToListAsync(Token);
        await StepAsync(async room =>
        {
            var copies = disk.File($"copies{room}");
            disk.Fill(scarcity, room);
            var error = await Record.ExceptionAsync(() => butler.RetrieveArtifactsAsync(datasets, copies, new() { Transfer = TransferMode.Copy }, Token));
            disk.Free();
            if (error is not null)
            {
                CheckMessage(error);
                if (Directory.Exists(copies))
                    RepositoryState.Files(copies).ShouldBeEmpty(error.Message);
                await butler.RetrieveArtifactsAsync(datasets, copies, new() { Transfer = TransferMode.Copy }, Token);
            }

            RepositoryState.Files(copies).Count().ShouldBe(Datasets + 1);
            return error is null;
        });
    }

    [Theory]
    [InlineData(Scarcity.Space)]
    [InlineData(Scarcity.Files)]
    public async Task A_repository_that_finds_no_room_can_be_made_later(Scarcity scarcity)
    {
        using var disk = await SmallDisk.MountAsync();
        await StepAsync(async room =>
        {
            var root = disk.File($"repo{room}");
            disk.Fill(scarcity, room);
            var error = await Record.ExceptionAsync(() => Butler.CreateAsync(root, new(), Token));
            disk.Free();
            if (error is not null)
            {
                CheckMessage(error);
                Directory.Exists(root).ShouldBeFalse($"{error.Message} (room for {room})");
                await Butler.CreateAsync(root, new(), Token);
            }

            await (await Butler.OpenAsync(root, new() { Run = "u/run" }, Token)).DisposeAsync();
            Directory.Delete(root, recursive: true);
            return error is null;
        });
    }

    private static void CheckMessage(Exception error)
    {
        (error is ButlerException or ResourceException or RegistryException or DatastoreException).ShouldBeTrue(error.ToString());
        error.Message.ShouldNotContain('\n');
        error.Message.ShouldMatch("(?i)space|full", error.ToString());
    }

    // From no room at all on, until there is enough; each write fails once.
    private static async Task StepAsync(Func<int, Task<bool>> tryAsync)
    {
        var failures = 0;
        for (var room = 0; !await tryAsync(room); room += IsLong || room < SingleSteps ? 1 : 1 + (room / SingleSteps))
            failures++;
        failures.ShouldBeGreaterThan(0);
    }
}
